// Opens a page whose pictures come late, and prints what moves when they are there.
//
//     node pictures.mjs FOLDER BASE_PATH PAGE
//
// FOLDER is served below BASE_PATH. Ends with 1 if anything is printed.
import { launch, serve } from './folder.mjs';

const [folder, base, address] = process.argv.slice(2);
const { origin, close } = await serve(folder, base);
const browser = await launch();
const problems = [];

/** The boxes of all pictures, and of what stands below them, in pixels of the page. */
const boxes = (page) => page.evaluate(() => [...document.querySelectorAll('[itemprop="articleBody"] img, [itemprop="articleBody"] > :last-child')].map((element) => {
  const { top, width, height } = element.getBoundingClientRect();
  return { name: decodeURI(element.getAttribute('src') ?? 'what follows'), box: [top + scrollY, width, height] };
}));

for (const width of [1440, 820, 360]) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  let arrive;
  const late = new Promise((resolve) => { arrive = resolve; });
  await page.route((url) => /\.(svg|png|gif|jpe?g|webp|avif)$/i.test(url.pathname), async (route) => {
    await late;
    await route.continue();
  });
  await page.goto(origin + base.slice(0, -1) + address, { waitUntil: 'domcontentloaded' });
  // The style sheet is there when a box is as wide as the text.
  await page.waitForFunction(() => document.styleSheets.length > 0 && document.readyState !== 'loading');
  const before = await boxes(page);
  arrive();
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  const after = await boxes(page);
  if (before.length < 2) problems.push(`${width} px: there are no pictures`);
  before.forEach(({ name, box }, at) => {
    // Attributes are whole numbers, so a proportion may be off by less than is seen.
    const moved = box.some((side, which) => Math.abs(side - after[at].box[which]) > 2);
    if (moved) problems.push(`${width} px: ${name} moves from ${box} to ${after[at].box}`);
  });
  // Proportions are what browsers make of the file itself; without a size, a drawing is as wide as there is room.
  const odd = await page.evaluate(() => [...document.images].flatMap((image) => {
    const name = decodeURI(image.getAttribute('src'));
    const [width, height] = ['width', 'height'].map((side) => Number(image.getAttribute(side)));
    const shown = image.getBoundingClientRect();
    const own = image.cloneNode();
    ['width', 'height'].forEach((side) => own.removeAttribute(side));
    image.after(own);
    const plain = own.getBoundingClientRect();
    own.remove();
    const same = Math.abs(shown.width - plain.width) <= 1 && Math.abs(shown.height - plain.height) <= 1;
    if (!image.naturalWidth) return [`${name} is not shown`];
    if (!same) return [`${name} is shown in ${shown.width} by ${shown.height}, without attributes in ${plain.width} by ${plain.height}`];
    return width && height ? [] : [`${name} says no size`];
  }));
  odd.forEach((words) => problems.push(`${width} px: ${words}`));
  const shift = await page.evaluate(() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; })).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 300);
  }));
  if (shift > 0.001) problems.push(`${width} px: things move by ${shift}`);
  await page.close();
}

await browser.close();
close();
problems.forEach((problem) => console.log(problem));
process.exit(problems.length ? 1 : 0);
