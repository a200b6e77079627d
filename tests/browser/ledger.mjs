// Sorts and filters the lists of a built site as readers do.
//
//     node ledger.mjs FOLDER BASE_PATH
//
// FOLDER is the site of tests/ledger.rs, served below BASE_PATH on the loopback interface.
import assert from 'node:assert/strict';
import { launch, serve } from './folder.mjs';

const [folder, base] = process.argv.slice(2);
const { origin, close } = await serve(folder, base);
const browser = await launch();
const address = (path) => origin + base + path;

// What each row in sight says in the first columns: subject, figure with unit.
const rows = (page) => page.locator('.claims tbody tr').evaluateAll((rows) => rows
  .filter((row) => row.getClientRects().length)
  .map((row) => `${row.cells[0].innerText} ${row.cells[2].innerText}`));
const given = ['阿里巴巴 1万人', '阿里巴巴 下半年好转', '百度 5元 不一致', '百度 7元 不一致', '腾讯 90亿元', '腾讯 120亿元'];
const [people, outlook, five, seven, ninety, most] = given;

async function sorting(page) {
  await page.goto(address('claims/'));
  assert.deepEqual(await rows(page), given);
  const value = page.getByRole('columnheader', { name: '数值' });
  await value.getByRole('button').focus();
  await page.keyboard.press('Enter');
  assert.equal(await value.getAttribute('aria-sort'), 'ascending');
  // Figures of one unit stand together, and words come last whichever way.
  assert.deepEqual(await rows(page), [people, five, seven, ninety, most, outlook]);
  await page.keyboard.press('Enter');
  assert.equal(await value.getAttribute('aria-sort'), 'descending');
  assert.deepEqual((await rows(page)).at(-1), outlook);
  assert.deepEqual((await rows(page)).filter((row) => row.includes('元')), [most, ninety, seven, five]);
  await page.getByRole('columnheader', { name: '截至' }).getByRole('button').click();
  assert.equal(await value.getAttribute('aria-sort'), null);
  assert.deepEqual(await rows(page), [five, seven, ninety, most, outlook, people]);
  // The address says what is seen, and gives it back.
  assert.equal(new URL(page.url()).search, '?sort=4');
  await page.reload();
  assert.deepEqual(await rows(page), [five, seven, ninety, most, outlook, people]);
}

async function filtering(page) {
  await page.goto(address('claims/?sort=-4'));
  await page.getByLabel('筛选').fill('百度');
  assert.deepEqual(await rows(page), [five, seven]);
  assert.equal(await page.locator('.find output').innerText(), '显示 2 / 6 行');
  await page.getByLabel('传闻').check();
  assert.deepEqual(await rows(page), [seven]);
  assert.equal(await page.locator('.find output').innerText(), '显示 1 / 6 行');
  await page.reload();
  assert.deepEqual(await rows(page), [seven]);
  await page.getByLabel('筛选').fill('');
  await page.getByLabel('全部').check();
  assert.deepEqual((await rows(page)).length, 6);
  assert.equal(new URL(page.url()).search, '?sort=-4');
}

async function withoutScripts(page) {
  await page.goto(address('claims/'));
  assert.deepEqual(await rows(page), given);
  assert.equal(await page.getByLabel('筛选').isVisible(), false);
  assert.equal(await page.locator('thead button').count(), 0);
  await page.getByLabel('不一致').check();
  assert.deepEqual(await rows(page), [five, seven]);
  await page.getByLabel('估计').check();
  assert.deepEqual(await rows(page), [most]);
}

async function index(page) {
  await page.goto(address('entities/'));
  const seen = async (selector) => (await page.locator(selector).filter({ visible: true }).allInnerTexts()).join(' ');
  assert.equal(await seen('.letters a'), 'A B I T W Z');
  assert.equal(await seen('.letter a'), '阿里巴巴 Aliyun 百度 International Business Machines Corporation 腾讯 WWW MMM WWW MMM WWW 中华人民共和国国家发展和改革委员会价格监测中心');
  await page.getByLabel('产品').check();
  assert.equal(await seen('.letters a'), 'A');
  assert.equal(await seen('.letter h2'), 'A');
  assert.equal(await seen('.letter a'), 'Aliyun');
}

// Labels of the picture stay apart and inside, with the fonts that there really are; no link is met twice by keyboard.
async function picture(page) {
  await page.goto(address('entities/alibaba/'));
  const boxes = await page.locator('.ego svg, .ego a text, .ego rect').evaluateAll((all) => all.map((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return { left, top, right, bottom };
  }));
  const [frame, ...labels] = boxes;
  assert.equal(labels.length, 1 + 6);
  for (const [at, one] of labels.entries()) {
    assert.ok(one.left >= frame.left - 1 && one.right <= frame.right + 1, `label ${at} leaves the picture`);
    for (const other of labels.slice(at + 1)) {
      const overlap = one.left < other.right && other.left < one.right && one.top < other.bottom - 2 && other.top < one.bottom - 2;
      assert.ok(!overlap, `label ${at} meets another`);
    }
  }
  const size = await page.locator('.ego text').first().evaluate((text) => 13 * text.getScreenCTM().a);
  assert.ok(size >= 11, `letters of ${size} px`);
  const stops = await page.locator('.ego a').evaluateAll((links) => links.filter((link) => link.tabIndex >= 0).length);
  assert.equal(stops, 0);
}

const failures = [];
for (const [play, options] of [
  [sorting, {}], [filtering, {}], [withoutScripts, { javaScriptEnabled: false }], [index, { javaScriptEnabled: false }],
  [picture, { viewport: { width: 360, height: 800 } }], [picture, { viewport: { width: 1440, height: 900 } }],
]) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10000);
  page.on('pageerror', (error) => failures.push(`${play.name}: ${error.stack}`));
  await play(page).catch((error) => failures.push(`${play.name}: ${error.stack}`));
  await context.close();
}
await browser.close();
close();
failures.forEach((failure) => console.log(failure));
process.exit(failures.length ? 1 : 0);
