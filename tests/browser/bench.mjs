// How long a writer waits: from the saved file to the page's bytes, and to the changed page in the browser.
//
//     node bench.mjs PROGRAM [REPORTS...]
//
// For each number of reports (1000 and 10000 if none is given) a site is made in a temporary folder, served by PROGRAM,
// and one report is saved again and again. Prints medians and 99th percentiles in milliseconds, and the memory of the
// server after ten saves and after a thousand.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Server, browser, until } from './harness.mjs';

const [program, ...wanted] = process.argv.slice(2);
const ROUNDS = 100;
const SAVES = 1000;
const ENTITIES = 200;

/** A site of reports of about 6 kB, each with 56 names and 8 annotations. */
async function site(reports) {
  const folder = await mkdtemp(path.join(tmpdir(), 'postil-bench-'));
  const put = async (name, text) => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  };
  const name = (number) => `实体${[...String(number)].map((digit) => '零一二三四五六七八九'[digit]).join('')}公司`;
  const entities = Array.from({ length: ENTITIES }, (_, number) => `  e${number}: {type: Company, name: ${name(number)}}\n`);
  await put('postil.yaml', 'title: 量\nbase_url: https://example.org/bench/\n');
  await put('content/entities/all.yaml', `entities:\n${entities.join('')}`);
  for (let number = 0; number < reports; number += 1) {
    const sentence = (at) => `第${at}句说${name((number * 7 + at * 13) % ENTITIES)}在这一年里做了什么，又没有做什么，数目是${at * 17 + 3}亿元，其余从略。`;
    const paragraphs = Array.from({ length: 8 }, (_, part) => Array.from({ length: 7 }, (_, at) => sentence(part * 7 + at)).join(''));
    const items = Array.from({ length: 8 }, (_, at) => `  - {quote: 第${at * 7}句说, note: 第${at}条注。}\n`);
    const base = `content/articles/${2000 + (number % 25)}/r${number}`;
    await put(`${base}.md`, `---\ntitle: 报告${number}\ndate: ${2000 + (number % 25)}-01-02\n---\n\n${paragraphs.join('\n\n')}\n`);
    await put(`${base}.yaml`, `annotations:\n${items.join('')}`);
  }
  return folder;
}

const now = () => performance.timeOrigin + performance.now();

/** Calls back with every message of the preview. */
function listen(url, hear) {
  get(`${url}.postil/events`, (answer) => {
    let rest = '';
    answer.setEncoding('utf8');
    answer.on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      lines.filter((line) => line.startsWith('data: ')).forEach((line) => hear(JSON.parse(line.slice(6))));
    });
    answer.on('error', () => {});
  }).on('error', () => {});
}

function fetched(url) {
  return new Promise((done, fail) => {
    get(url, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (more) => { text += more; });
      answer.on('end', () => done(text));
    }).on('error', fail);
  });
}

function told(times) {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(1);
  return { median: at(0.5), p99: at(0.99) };
}

/** Waits until the server has nothing more to look around for. */
async function idle(server) {
  const work = async () => (await readFile(`/proc/${server.process.pid}/stat`, 'utf8')).split(' ').slice(13, 15).map(Number).reduce((one, other) => one + other);
  for (let before = -1, now = await work(); now > before + 2; [before, now] = [now, await work()]) {
    await new Promise((later) => setTimeout(later, 1000));
  }
}

async function memory(server) {
  const status = await readFile(`/proc/${server.process.pid}/status`, 'utf8').catch(() => '');
  return `${(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024).toFixed(0)} MB`;
}

const results = [];
for (const reports of wanted.length ? wanted.map(Number) : [1000, 10000]) {
  const folder = await site(reports);
  const server = await Server.start(program, folder);
  const file = path.join(folder, 'content/articles/2003/r3.md');
  const text = await readFile(file, 'utf8');
  const url = `${server.url}articles/2003/r3/`;
  let heard = null;
  listen(server.url, (message) => { if (message.type === 'change') heard?.(); });
  const chromium = await browser();
  const page = await chromium.newPage();
  await page.goto(url);
  await page.locator('postil-preview .pill').waitFor();
  await page.evaluate(() => {
    window.seen = new Map();
    new MutationObserver(() => {
      const number = /甲(\d+)乙/.exec(document.querySelector('[itemprop="articleBody"]').textContent)?.[1];
      if (number && !window.seen.has(number)) window.seen.set(number, performance.timeOrigin + performance.now());
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  const save = (number) => writeFile(file, text.replace('第9句说', `第9句甲${number}乙说`));
  await idle(server);
  const [bytes, screen] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = now();
    const change = new Promise((done) => { heard = done; });
    await save(round);
    await change;
    const body = await fetched(url);
    if (!body.includes(`甲${round}乙`)) throw new Error('the page is stale');
    bytes.push(now() - start);
    screen.push(await until('the change on the screen', () => page.evaluate((number) => window.seen.get(String(number)), round)) - start);
    await new Promise((later) => setTimeout(later, 120));
  }
  const own = [...server.said.matchAll(/· ([\d.]+) ms ·/g)].slice(-ROUNDS).map((match) => Number(match[1]));
  await chromium.close();
  const saves = async (from, to) => {
    for (let round = from; round < to; round += 1) {
      const change = new Promise((done) => { heard = done; });
      await save(`9${round}`);
      await change;
    }
    return memory(server);
  };
  const [ten, thousand] = [await saves(0, 10), await saves(10, SAVES)];
  results.push({ reports, screen: told(screen) });
  const line = (what, times) => console.log(`${String(reports).padStart(6)} reports  ${what.padEnd(32)} median ${times.median} ms, 99th percentile ${times.p99} ms`);
  line('save to changed page in browser', told(screen));
  line('save to bytes of the page', told(bytes));
  line('of which to bring it into the site', told(own));
  console.log(`${String(reports).padStart(6)} reports  memory after 10 saves ${ten}, after ${SAVES} ${thousand}`);
  await server.stop();
  await rm(folder, { recursive: true });
}
if (results.length === 2) {
  const [few, many] = results.map(({ screen }) => Number(screen.median));
  console.log(`growth from ${results[0].reports} to ${results[1].reports} reports: ${(many / few).toFixed(2)}`);
}
