// Follows every link of a site in Chromium, from the home page on, and prints those that lead nowhere.
//
//     node walk.mjs FOLDER BASE_PATH ORIGIN
//
// FOLDER is served below BASE_PATH; ORIGIN is where the site believes to stand, so that its whole URLs are followed too.
// Ends with 1 if anything is printed. The last line says how many pages were opened.
import { launch, serve } from './folder.mjs';

const [folder, base, elsewhere] = process.argv.slice(2);
const { origin, close } = await serve(folder, base);
const browser = await launch();
const page = await (await browser.newContext()).newPage();
const problems = new Set();
const from = new Map([[`${origin}${base}`, 'the beginning']]);
const fragments = [];
const ids = new Map();
let opened = 0;

page.on('response', (response) => {
  if (response.status() >= 400) problems.add(`${response.url()} answers ${response.status()}`);
});

const here = (url) => (url.startsWith(elsewhere) ? origin + url.slice(elsewhere.length) : url);

async function open(url) {
  const answer = await fetch(url);
  if (!answer.ok) return problems.add(`${url} answers ${answer.status}, from ${from.get(url)}`);
  if (!answer.headers.get('content-type').startsWith('text/html')) return;
  opened += 1;
  await page.goto(url, { waitUntil: 'load' });
  // A page that leads on at once has no links of its own.
  const [links, own] = await page.evaluate(() => [
    [...document.querySelectorAll('a[href], link[href]:not([rel=canonical])')]
      .map((link) => new URL(link.href.baseVal ?? link.href, document.baseURI).href),
    [...document.querySelectorAll('[id]')].map((element) => element.id),
  ]);
  ids.set(url, new Set(own));
  for (const link of links.map(here).filter((link) => link.startsWith(origin))) {
    const [target, fragment] = link.split('#');
    if (!target.startsWith(origin + base)) problems.add(`${link} is not below ${base}, from ${url}`);
    if (fragment) fragments.push([target, decodeURIComponent(fragment), url]);
    if (!from.has(target)) from.set(target, url);
  }
}

// What is found on the way is visited too: a map is walked in the order in which it grows.
for (const url of from.keys()) await open(url);
for (const [target, fragment, source] of fragments) {
  if (ids.has(target) && !ids.get(target).has(fragment)) problems.add(`${target} has no #${fragment}, from ${source}`);
}
await browser.close();
close();
problems.forEach((problem) => console.log(problem));
console.log(`${opened} pages were opened`);
process.exit(problems.size ? 1 : 0);
