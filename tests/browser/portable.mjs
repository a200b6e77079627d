// Opens every page of a folder as a file in Chromium, and prints what does not work that way.
//
//     node portable.mjs FOLDER
//
// Each URL of a page has to name a file that is there, and no page may ask for anything outside the folder. Ends with 1 if
// anything is printed. The last line says how many pages were reached from the home page.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './folder.mjs';

const folder = path.resolve(process.argv[2]);
const browser = await launch();
const page = await (await browser.newContext()).newPage();
const problems = new Set();
const home = pathToFileURL(path.join(folder, 'index.html')).href;
const inside = pathToFileURL(folder + path.sep).href;

page.on('requestfailed', (request) => {
  // What the next page cuts short, such as the icon of a tab, could be read.
  if (request.failure().errorText !== 'net::ERR_ABORTED') problems.add(`${request.url()} cannot be read`);
});
page.on('request', (request) => {
  if (!request.url().startsWith(inside)) problems.add(`${request.url()} is asked for`);
});

async function isFile(url) {
  try {
    return (await stat(fileURLToPath(url))).isFile();
  } catch {
    return false;
  }
}

async function open(url) {
  await page.goto(url, { waitUntil: 'load' });
  const [links, styled] = await page.evaluate(() => [
    [...document.querySelectorAll('[href]:not([rel=canonical]), [src]')].map((one) => one.href?.baseVal ?? one.href ?? one.src),
    getComputedStyle(document.body).maxWidth !== 'none',
  ]);
  if (!styled) problems.add(`${url} has no style`);
  return links;
}

const known = new Set([home]);
let reached = 0;
for (const url of known) {
  reached += 1;
  for (const link of await open(url)) {
    const target = new URL(link, url);
    if (target.protocol !== 'file:') continue;
    target.hash = target.search = '';
    if (known.has(target.href)) continue;
    if (!target.href.startsWith(inside)) problems.add(`${link} leads out of the folder, from ${url}`);
    else if (!(await isFile(target))) problems.add(`${link} is no file, from ${url}`);
    else if (target.href.endsWith('.html')) known.add(target.href);
  }
}
await browser.close();
problems.forEach((problem) => console.log(problem));
console.log(`${reached} pages reached`);
process.exit(problems.size ? 1 : 0);
