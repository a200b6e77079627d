// What the browser tests of the preview share: the real program, a real browser, and waiting with an end.
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';

const PATIENCE_MS = 20_000;

/** A running `postil serve`. */
export class Server {
  static async start(program, folder, port = '0') {
    const server = new Server();
    Object.assign(server, { program, folder, said: '' });
    server.process = spawn(program, ['serve', '--port', port, '--color', 'never'], {
      cwd: folder, env: { ...process.env, VISUAL: 'code --wait', EDITOR: '' },
    });
    // Nothing of a test that failed goes on running.
    process.on('exit', () => server.process.kill('SIGKILL'));
    server.process.stderr.on('data', (bytes) => { server.said += bytes; });
    server.url = await until('the address', () => /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(server.said)?.[0], () => server.said);
    server.port = new URL(server.url).port;
    return server;
  }

  async stop(signal = 'SIGINT') {
    const ended = new Promise((done) => this.process.on('exit', (status, by) => done(status ?? by)));
    this.process.kill(signal);
    return ended;
  }
}

export async function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

/** Asks again and again until there is an answer; what is `seen` then is shown with the failure. */
export async function until(what, ask, seen = () => '') {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((later) => setTimeout(later, 20));
  }
  throw new Error(`${what} did not come; there is: ${await seen()}`);
}

export function same(found, wanted, what) {
  if (found !== wanted) throw new Error(`${what}:\n--- found\n${found}\n--- wanted\n${wanted}`);
}

export function check(truth, what) {
  if (!truth) throw new Error(what);
}

/** Files of a site. */
export class Files {
  constructor(folder) {
    this.folder = folder;
  }

  path(name) {
    return path.join(this.folder, name);
  }

  read(name) {
    return readFile(this.path(name), 'utf8');
  }

  write(name, text) {
    return writeFile(this.path(name), text);
  }

  async change(name, from, to) {
    const text = await this.read(name);
    check(text.includes(from), `${name} has no “${from}”`);
    await this.write(name, text.replace(from, to));
  }
}

/** Runs named steps one after the other; the first that fails ends it, and is told. */
export async function run(steps) {
  for (const [name, step] of Object.entries(steps)) {
    try {
      await step();
    } catch (error) {
      console.log(`${name}: ${error.stack ?? error}`);
      process.exit(1);
    }
  }
}
