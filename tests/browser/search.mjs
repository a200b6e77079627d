// Searches the example site in Chromium as readers do, and prints what would annoy them.
//
//     node search.mjs FOLDER BASE_PATH PORTABLE
//
// FOLDER is served below BASE_PATH; PORTABLE is the same site, made to be read from a disk. Ends with 1 if anything is printed.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, serve } from './folder.mjs';

const [folder, base, portable] = process.argv.slice(2);
const { origin, close } = await serve(folder, base);
const browser = await launch();
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const problems = [];
const home = origin + base;
const REPORT = 'articles/2024/cash-for-compute/';

/** Opens a page in a window of its own and looks at it; what `look` says is a problem. */
async function read(what, address, options, look) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const say = (words) => problems.push(`${what}: ${words}`);
  page.on('pageerror', (error) => say(`a script fails: ${error.message}`));
  page.on('request', (request) => /^(file|data|blob):/.test(request.url()) || request.url().startsWith(origin) || say(`${request.url()} is asked for`));
  await page.goto(address);
  await look(page, say).catch((error) => say(error.message.split('\n')[0]));
  await context.close();
}

const field = (page) => page.locator('.finder input');
const options = (page) => page.locator('.finder [role="option"]');

/** Types into the box and waits for what is found for it. */
async function look_for(page, words) {
  const before = await page.locator('.finder ul').innerHTML();
  await field(page).fill(words);
  await page.waitForFunction((before) => document.querySelector('.finder ul').innerHTML !== before, before, { timeout: 10000 });
  return options(page).allTextContents();
}

async function check(page, say, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  violations.forEach(({ id, help, nodes }) => say(`${what}, ${id}: ${help}: ${nodes[0].html}`));
}

/** Whether words of the page are in the window. */
const in_window = (page, words) => page.waitForFunction((words) => {
  const walker = document.createTreeWalker(document.querySelector('[itemprop="articleBody"]'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    const { top, bottom } = range.getBoundingClientRect();
    if (top >= 0 && bottom <= innerHeight && scrollY > 0) return true;
  }
  return false;
}, words, { timeout: 5000 }).then(() => true, () => false);

await read('by keyboard', home + REPORT, {}, async (page, say) => {
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.keyboard.press('Tab');
  if (asked.some((url) => url.includes('/search'))) say('the search is loaded before it is used');
  await page.keyboard.press('/');
  await field(page).waitFor({ state: 'visible' });
  await options(page).first().waitFor();
  if (!(await options(page).first().textContent()).includes('阿里云')) say('what is most mentioned is not offered first');
  for (const [typed, wanted] of [['aly', '阿里云'], ['阿里雲', '阿里云'], ['Aliyun', '阿里云'], ['ａｌｉｙｕｎ', '阿里云'], ['月之', '月之暗面']]) {
    const found = await look_for(page, typed);
    if (!found[0]?.includes(wanted)) say(`${typed} leads to ${found[0]}`);
  }
  await look_for(page, '托管账户');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const active = await field(page).getAttribute('aria-activedescendant');
  const selected = await page.locator('.finder [aria-selected="true"]').getAttribute('id');
  if (!active || active !== selected) say(`the field points to ${active}, ${selected} is chosen`);
  if (!(await page.evaluate(() => document.activeElement.matches('.finder input')))) say('the field has lost the focus');
  await check(page, say, 'the box');
  await page.keyboard.press('Escape');
  if (await field(page).isVisible()) say('Escape does not close the box');
  await page.keyboard.press('Control+k');
  if (!(await field(page).isVisible())) say('Ctrl-K does not open the box');
  await look_for(page, '算力返租');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/entities/**').catch(() => say('Enter does not lead to the entity'));
  await page.keyboard.press('/');
  await field(page).waitFor({ state: 'visible' });
  await look_for(page, '降价');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${home}search/?q=*`).catch(() => say('Enter does not lead to the page of the search'));
});

await read('while composing', home, {}, async (page, say) => {
  await page.locator('a.search').click();
  await options(page).first().waitFor();
  const before = await page.locator('.finder ul').innerHTML();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'suan', selectionStart: 4, selectionEnd: 4 });
  await page.waitForTimeout(500);
  if (await page.locator('.finder ul').innerHTML() !== before) say('what is being composed is looked for');
  await page.keyboard.press('ArrowDown');
  await devtools.send('Input.imeSetComposition', { text: '算力', selectionStart: 2, selectionEnd: 2 });
  await devtools.send('Input.insertText', { text: '算力' });
  await page.waitForFunction((before) => document.querySelector('.finder ul').innerHTML !== before, before, { timeout: 5000 })
    .catch(() => say('what was composed is not looked for'));
  if ((await field(page).inputValue()) !== '算力') say(`the field holds ${await field(page).inputValue()}`);
});

await read('deep links', home, {}, async (page, say) => {
  await page.keyboard.press('/');
  await options(page).first().waitFor();
  await look_for(page, '一分不剩地用在');
  await look_for(page, '托管账户');
  const report = page.locator('.finder a', { hasText: '报告' }).first();
  await report.locator('.passage mark').first().waitFor();
  const marks = await report.locator('mark').allTextContents();
  if (!marks.includes('托管账户')) say(`the passage marks ${marks}`);
  await report.click();
  await page.waitForURL('**/articles/**');
  if (!(await in_window(page, '托管账户'))) say('the place is not seen after the click');
});

await read('the page', `${home}search/?q=${encodeURIComponent('降价')}`, {}, async (page, say) => {
  const results = page.locator('.results > li');
  await results.first().waitFor();
  const total = async () => Number((await page.locator('.found [role="status"]').textContent()).match(/[0-9]+/)[0]);
  const all = await total();
  await check(page, say, 'the page');
  if (await page.locator('.names').isVisible()) say('the index of names stands below the results');
  const facet = page.locator('.facet button', { hasText: '报告' }).first();
  const count = Number(await facet.locator('.count').textContent());
  await facet.click();
  await page.waitForFunction((all) => !document.querySelector('.found [role="status"]').textContent.includes(all), String(all));
  if (await total() !== count) say(`the facet promises ${count}, there are ${await total()}`);
  if (!page.url().includes('kind=report')) say(`the address is ${page.url()}`);
  await page.reload();
  await results.first().waitFor();
  if (await total() !== count) say('the address does not lead to the same results');
  await page.locator('.facet [aria-pressed="true"]').click();
  await page.waitForFunction((all) => document.querySelector('.found [role="status"]').textContent.includes(all), String(all))
    .catch(() => say('the facet cannot be taken back'));
  const ask = async (words) => {
    const before = await page.locator('.found').innerHTML();
    await page.locator('form.search input').fill(words);
    await page.waitForFunction((before) => document.querySelector('.found').innerHTML !== before, before, { timeout: 5000 });
    return page.locator('.results > li').count();
  };
  if (await ask('降价 -阿里云') >= all) say('-word leaves nothing out');
  if (await ask('降价 year:1999')) say('year:1999 has results');
  if (!(await ask('降价 实体:阿里云'))) say('实体:阿里云 has no results');
  if (!(await ask('主题:云计算'))) say('主题:云计算 has no results');
  await ask('阿里芸');
  if (!(await page.locator('.found [role="status"]').textContent()).includes('阿里云')) say('阿里芸 does not lead to 阿里云');
  await ask('没有这样的词');
  if (!(await page.locator('.found [role="status"]').textContent()).includes('没有这样的词')) say('it is not said that nothing was found');
});

await read('on a phone in the dark', home, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }, async (page, say) => {
  await page.locator('a.search').click();
  await options(page).first().waitFor();
  await look_for(page, '降价');
  await check(page, say, 'the box on a phone');
  await page.goto(`${home}search/?q=${encodeURIComponent('降价')}`);
  await page.locator('.results > li').first().waitFor();
  await check(page, say, 'the page on a phone');
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  if (wide > room) say(`scrolls sideways: ${wide} px in ${room} px`);
});

await read('without scripts', home, { javaScriptEnabled: false }, async (page, say) => {
  await page.locator('a.search').click();
  await page.waitForURL(`${home}search/`);
  if (!(await page.locator('.names a', { hasText: '阿里云' }).first().isVisible())) say('there is no index of names');
});

const disk = (file) => pathToFileURL(path.join(portable, file)).href;
await read('from a disk', disk(`${REPORT}index.html`), {}, async (page, say) => {
  await page.keyboard.press('/');
  await options(page).first().waitFor();
  await look_for(page, '托管账户');
  await page.locator('.finder a', { hasText: '报告' }).first().locator('.passage mark').first().waitFor();
  await look_for(page, 'aly');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(disk('entities/alibaba-cloud/index.html'));
  await page.goto(`${disk('search/index.html')}?q=${encodeURIComponent('算力')}`);
  await page.locator('.results > li').first().waitFor();
});

await browser.close();
close();
problems.forEach((problem) => console.log(problem));
process.exit(problems.length ? 1 : 0);
