// Looks at, jumps through and filters the timelines of the site that tests/timeline.rs makes, as readers do in Chromium.
//
//     node timeline.mjs FOLDER BASE_PATH
//
// FOLDER is served below BASE_PATH on the loopback interface. Prints what is wrong, and ends with 1 if anything is.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { launch, serve } from './folder.mjs';

const [folder, base] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { origin, close } = await serve(folder, base);
const browser = await launch();
const problems = [];
const expect = (what, holds, said = '') => { if (!holds) problems.push(`${what}${said === '' ? '' : `: ${said}`}`); };
const open = async (address, options = {}) => {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })).newPage();
  page.on('pageerror', (error) => problems.push(`${address}: ${error}`));
  await page.goto(origin + base + address);
  return page;
};

/** Pairs of words of the picture that stand over each other. */
const overlaps = (page) => page.evaluate(() => {
  const texts = [...document.querySelectorAll('.overview > div text')];
  const boxes = texts.map((text) => ({ words: text.textContent, ...text.getBoundingClientRect().toJSON() }));
  const found = [];
  boxes.forEach((one, at) => boxes.slice(at + 1).forEach((other) => {
    const [wide, high] = [Math.min(one.right, other.right) - Math.max(one.left, other.left),
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)];
    // Boxes are as high as a line of the font, which is more than its letters are.
    if (wide > 0 && high > 4) found.push(`${one.words} and ${other.words} (${wide.toFixed(1)} × ${high.toFixed(1)} px)`);
  }));
  return [boxes.length, found];
});

/** The titles of the events that can be seen, and the headings that stand over none. */
const seen = (page) => page.evaluate(() => {
  const shown = (element) => element.getBoundingClientRect().height > 0;
  const events = [...document.querySelectorAll('.events > li')].filter(shown);
  const bare = [...document.querySelectorAll('.month, .year')].filter((group) => shown(group) && !events.some((event) => group.contains(event)));
  return { tokens: events.map((event) => event.dataset.f), bare: bare.map((group) => group.innerText) };
});

for (const [address, width, colorScheme] of [['timeline/', 1440, 'light'], ['timeline/page/2/', 360, 'dark'], ['timelines/makers/', 820, 'light']]) {
  const page = await open(address, { viewport: { width, height: 900 }, colorScheme });
  const [count, found] = await overlaps(page);
  expect(`${address} has words in its picture`, count > 20, count);
  found.forEach((pair) => problems.push(`${address} at ${width} px: words overlap: ${pair}`));
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(`${address} scrolls sideways at ${width} px`, wide <= room, wide);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  violations.forEach(({ id, nodes }) => problems.push(`${address} at ${width} px: ${id}: ${nodes[0].html}`));
}

const lanes = await (await open('timelines/makers/')).locator('.overview .lane').allTextContents();
expect('a timeline of entities has a lane for each', lanes.join() === '甲公司,乙公司', lanes.join());

const gaps = await (await open('timeline/')).locator('.overview .gap').allTextContents();
expect('long gaps are folded and say how long they are', gaps.length > 0 && gaps.every((gap) => /^空 \d+ 年$/.test(gap)), gaps.join());

// Every bar leads to a year or month, also on other pages.
const bars = await open('timeline/');
const targets = await bars.locator('.density a').evaluateAll((links) => links.map((link) => link.href));
expect('bars lead to other pages too', new Set(targets.map((target) => target.split('#')[0])).size === 2, targets.join(' '));
for (const target of targets) {
  await bars.goto(target);
  const heading = await bars.locator(':target').innerText().catch(() => '');
  expect(`${target} leads to a heading`, heading.includes(decodeURIComponent(target.split('#y')[1]).split('-')[0]), heading);
}

// With scripts off the style sheet filters.
const still = await open('timeline/', { javaScriptEnabled: false });
const all = await seen(still);
expect('a page has 200 events', all.tokens.length === 200, all.tokens.length);
const pick = (page, name, value) => page.locator(`select[name=${name}]`).selectOption(value);
const token = (page, name) => page.locator(`select[name=${name}] option:checked`).getAttribute('class');
const scope = await still.locator('.filters').innerText();
expect('filters say that they look at this page only', /只筛选本页的 200 个事件：.+年至.+年。/.test(scope), scope);
await pick(still, 'kind', 'price-change');
const kind = await token(still, 'kind');
const some = await seen(still);
expect('a filter shows what has its token', some.tokens.length === all.tokens.filter((tokens) => tokens.split(' ').includes(kind)).length, some.tokens.length);
expect('a filter hides something and not all', some.tokens.length > 0 && some.tokens.length < 200, some.tokens.length);
expect('no heading stands over nothing', some.bare.length === 0, some.bare.join(' '));
const marks = await still.locator('.overview a[data-f]').evaluateAll((all, kind) => all.filter((mark) => (mark.getBoundingClientRect().height > 0) !== mark.dataset.f.split(' ').includes(kind)).length, kind);
expect('the picture is filtered as the list is', marks === 0, marks);
await pick(still, 'status', 'planned');
const status = await token(still, 'status');
const fewer = await seen(still);
expect('two filters show what has both', fewer.tokens.length > 0 && fewer.tokens.every((tokens) => [kind, status].every((token) => tokens.split(' ').includes(token))), fewer.tokens.join('; '));
expect('months without any of both take no room', fewer.bare.every((text) => /^\d+年$/.test(text.split('\n')[0])), fewer.bare.join('; '));
await still.locator('.filters button').click();
expect('all can be had back', (await seen(still)).tokens.length === 200);

// With scripts the address has the choice, and words say how many are shown.
const page = await open('timeline/');
await pick(page, 'kind', 'price-change');
await pick(page, 'status', 'planned');
const lively = await seen(page);
expect('scripts show what the style sheet does', lively.tokens.join(';') === fewer.tokens.join(';'));
expect('and no heading over nothing', lively.bare.length === 0, lively.bare.join('; '));
const said = await page.locator('.filters [role=status]').innerText();
expect('the number is said', said === `显示 ${lively.tokens.length} / 本页 200 个事件`, said);
const address = page.url();
expect('the address has the choice', new URL(address).search === '?kind=price-change&status=planned', address);
const next = await page.locator('.pagination a[rel=next]').getAttribute('href');
expect('the next page has it too', next.endsWith('/timeline/page/2/?kind=price-change&status=planned'), next);
await page.goto('about:blank');
await page.goto(address);
expect('the address brings the choice back', (await seen(page)).tokens.join(';') === fewer.tokens.join(';'));
await page.locator('.filters button').click();
await page.waitForFunction(() => location.search === '');
expect('clearing clears the words', (await page.locator('.filters [role=status]').innerText()) === '');
await page.goto(`${origin}${base}timeline/?kind=nobody-knows`);
expect('an unknown choice filters nothing', (await seen(page)).tokens.length === 200);

// By keyboard the picture is one stop, and what it shows is reached in the list.
await page.locator('.overview > div').focus();
await page.keyboard.press('Tab');
const stop = await page.evaluate(() => document.activeElement.tagName);
expect('behind the picture come the filters', stop === 'SELECT', stop);

await browser.close();
close();
problems.forEach((problem) => console.log(problem));
process.exit(problems.length ? 1 : 0);
