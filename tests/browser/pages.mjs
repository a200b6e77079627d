// Opens pages of a built site in Chromium as readers do, and prints what would annoy them.
//
//     node pages.mjs FOLDER BASE_PATH PATH...
//
// FOLDER is served below BASE_PATH on the loopback interface. Each PATH is opened at the widths of a phone and a desk, in
// light and dark, and on the narrowest phone of all. Ends with 1 if anything is printed.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { launch, serve } from './folder.mjs';

const [folder, base, ...pages] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const problems = new Set();
/** Where only the colours are others than before, only what has to do with colours is looked at. */
const OF_COLOUR = { runOnly: ['color-contrast', 'link-in-text-block'] };
/** Width, colour scheme, and the rules; on the narrowest phone nothing is looked at but whether it fits. */
const VIEWS = [[360, 'light', null], [390, 'light', {}], [390, 'dark', OF_COLOUR], [1440, 'light', OF_COLOUR], [1440, 'dark', {}]];

const { origin, close } = await serve(folder, base);
const browser = await launch();

async function look(page, address, [seen, rules]) {
  const response = await page.goto(origin + base.slice(0, -1) + address);
  const say = (words) => problems.add(`${address} ${seen}: ${words}`);
  if (!response.ok()) return say(`answers ${response.status()}`);
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  if (wide > room) say(`scrolls sideways: ${wide} px in ${room} px`);
  const broken = await page.evaluate(() => [...document.images].filter((image) => !image.naturalWidth).map((image) => image.src));
  broken.forEach((source) => say(`an image is broken: ${source}`));
  if (!rules) return;
  await page.evaluate(axe);
  const { violations } = await page.evaluate((rules) => window.axe.run(rules), rules);
  violations.forEach(({ id, help, nodes }) => say(`${id}: ${help}: ${nodes[0].html}`));
}

for (const [width, colorScheme, rules] of VIEWS) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) problems.add(`${request.url()} is asked for, which is another host's`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.add(`${response.url().slice(origin.length)} answers ${response.status()}`);
  });
  for (const address of pages) await look(page, address, [`${width} px, ${colorScheme}`, rules]);
  await context.close();
}
await browser.close();
close();
problems.forEach((problem) => console.log(problem));
process.exit(problems.size ? 1 : 0);
