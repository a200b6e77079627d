// A writer's session with the preview, for real: files change on disk, the open page follows, and annotations made in it
// stand in the sidecar.
//
//     node preview.mjs PROGRAM FOLDER
//
// FOLDER is a copy of the example site that may be changed. Ends with 1 and says why if anything is not as it should be.
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Files, Server, browser, check, run, same, until } from './harness.mjs';

const [program, folder] = process.argv.slice(2);
const files = new Files(folder);
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ARTICLE = 'content/articles/2024/taking-sides';
const OTHER = 'content/articles/2024/five-countries.md';

const git = (...words) => execFileSync('git', ['-c', 'user.name=吴', '-c', 'user.email=wu@example.org', ...words], { cwd: folder });
git('init', '--quiet');
git('add', '.');
git('commit', '--quiet', '--message', 'begin');

let server = await Server.start(program, folder);
const chromium = await browser();
const context = await chromium.newContext({ viewport: { width: 1200, height: 800 } });
const page = await context.newPage();
const trouble = [];
page.on('pageerror', (error) => trouble.push(`${error.stack ?? error}`));
page.on('request', (request) => {
  if (!request.url().startsWith(`http://127.0.0.1:${server.port}/`)) trouble.push(`${request.url()} is another host's`);
});
const address = (name) => `http://127.0.0.1:${server.port}/reports/${name}`;
const own = (selector, options) => page.locator(`postil-preview ${selector}`, options);
const body = () => page.locator('[itemprop="articleBody"]').innerText();
const seen = (words) => until(`“${words}” on the page`, async () => (await body()).includes(words), body);
const said = (words) => until(`“${words}” from the preview`, async () => (await own('.panel').textContent()).includes(words), () => own('.panel').textContent());
const noticed = (words) => own('.notice', { hasText: words }).first().waitFor();

/** The box of words of the text, by the preview's own map of it. */
const box = (words, nth = 0) => page.evaluate(async ([words, nth]) => {
  const { ArticleText } = await import(`${JSON.parse(document.querySelector('script[data-postil]').dataset.postil).base}.postil/text.js`);
  const text = ArticleText.of(document);
  const range = text.range_of(text.find(words)[nth]);
  range.startContainer.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
  const boxes = range.getClientRects();
  const [first, last] = [boxes[0], boxes[boxes.length - 1]];
  return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}, [words, nth]);

async function drag(words, nth) {
  const [x, y, toX, toY] = await box(words, nth);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move((x + toX) / 2, toY, { steps: 3 });
  await page.mouse.move(toX, toY, { steps: 3 });
  await page.mouse.up();
  await own('.bar').waitFor();
}

const top = (words) => page.evaluate((words) => {
  const block = [...document.querySelectorAll('[itemprop="articleBody"] p')].find((one) => one.textContent.includes(words));
  return block.getBoundingClientRect().top;
}, words);

await run({
  async 'the page is served below its path'() {
    await page.goto(`http://127.0.0.1:${server.port}/`);
    same(new URL(page.url()).pathname, '/reports/', 'the address of the home page');
    await page.goto(address('articles/2024/taking-sides'));
    same(new URL(page.url()).pathname, '/reports/articles/2024/taking-sides/', 'the address with its slash');
    await own('.pill').waitFor();
    await page.evaluate(() => { window.unbroken = true; });
  },

  async 'a save above the place of reading leaves that place where it is'() {
    await page.locator('[itemprop="articleBody"] p').nth(5).evaluate((block) => block.scrollIntoView({ block: 'start', behavior: 'instant' }));
    const words = (await page.locator('[itemprop="articleBody"] p').nth(6).innerText()).slice(0, 12);
    const before = await top(words);
    check(await page.evaluate(() => scrollY > 200), 'the page is scrolled');
    const text = await files.read(`${ARTICLE}.md`);
    const at = text.indexOf('---', 4) + 4;
    await files.write(`${ARTICLE}.md`, `${text.slice(0, at)}\n新加的一段，很长。${'多写几个字。'.repeat(60)}\n${text.slice(at)}`);
    await seen('新加的一段');
    const after = await top(words);
    check(Math.abs(after - before) < 2, `the paragraph moved from ${before} to ${after}`);
    await files.write(`${ARTICLE}.md`, text);
    await until('the old text', async () => !(await body()).includes('新加的一段'));
  },

  async 'selection, open parts and what was typed stay'() {
    await page.evaluate(() => {
      scrollTo({ top: 0, behavior: 'instant' });
      document.querySelector('.toc details')?.removeAttribute('open');
      const paragraph = document.querySelector('[itemprop="articleBody"] p');
      const node = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode();
      getSelection().setBaseAndExtent(node, 0, node, 4);
    });
    const selected = await page.evaluate(() => getSelection().toString());
    await files.change(`${ARTICLE}.md`, '因此得到了客户。', '因此得到了客户。末尾加字。');
    await seen('末尾加字。');
    same(await page.evaluate(() => getSelection().toString()), selected, 'the selection');
    check(!(await page.evaluate(() => document.querySelector('.toc details')?.open)), 'the contents stay closed');
    check(await page.evaluate(() => window.unbroken), 'the page was not loaded again');
    await page.evaluate(() => getSelection().removeAllRanges());
  },

  async 'a broken sidecar is told and the page stays as it was'() {
    const text = await files.read(`${ARTICLE}.yaml`);
    const marks = () => page.locator('[itemprop="articleBody"] [data-annotation]').count();
    const before = await marks();
    await files.write(`${ARTICLE}.yaml`, text.replace('annotations:', 'annotations: ['));
    await own('.panel').waitFor();
    await said('invalid-yaml');
    await said('taking-sides.yaml 现在读不懂');
    same(await marks(), before, 'the annotations on the page');
    const link = await own('.problems a.place').first().getAttribute('href');
    check(/^vscode:\/\/file\/.*taking-sides\.yaml:\d+:\d+$/.test(link), `the link into the editor: ${link}`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run('postil-preview'));
    same(violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`).join('\n'), '', 'what axe says of the panel');
    await files.write(`${ARTICLE}.yaml`, text);
    await said('没有问题');
    await own('.panel .close').click();
  },

  async 'a save elsewhere gives a hint with a link'() {
    await files.change(OTHER, '\n\n', '\n\n别处加了一句。\n\n');
    await noticed('已保存');
    same(await own('.notice a').first().getAttribute('href'), '/reports/articles/2024/five-countries/', 'where the hint leads');
  },

  async 'a style sheet is exchanged without loading the page again'() {
    const css = await readFile(new URL('../../themes/postil/static/assets/postil.css', import.meta.url), 'utf8');
    await mkdir(files.path('themes/postil/static/assets'), { recursive: true });
    await files.write('themes/postil/static/assets/postil.css', `${css}\nh1 { color: rgb(1, 2, 3) !important; }\n`);
    await until('the colour', () => page.evaluate(() => getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'));
    await until('one style sheet', () => page.evaluate(() => document.querySelectorAll('head link[rel=stylesheet]').length === 1));
    check(await page.evaluate(() => window.unbroken), 'the page was not loaded again');
  },

  async 'a Chinese passage is annotated by mouse'() {
    const before = await files.read(`${ARTICLE}.yaml`);
    await drag('王小川出现在');
    await own('.bar button', { hasText: '注' }).filter({ hasText: /^注$/ }).click();
    await own('.dialog textarea').press('/');
    same(await own('.dialog textarea').inputValue(), '/', 'a slash that is typed and opens no search');
    await own('.dialog textarea').fill('第一行。\n\n第二行：“好”。');
    await page.keyboard.press('Control+Enter');
    await noticed('已写入 content/articles/2024/taking-sides.yaml');
    const item = '  - quote: 王小川出现在\n    note: |-\n      第一行。\n\n      第二行：“好”。\n';
    const after = await files.read(`${ARTICLE}.yaml`);
    check(after.includes(item), `the item stands in the sidecar:\n${after}`);
    const [head, tail] = after.split(item);
    same((head + tail).replace(/\n\n\n/g, '\n\n'), before.replace(/\n\n\n/g, '\n\n'), 'everything else');
    check(head.includes('百川智能首席执行官王小川出现在阿里云的广告里'), 'it stands behind the one that begins before it');
    await until('the mark on the page', () => page.locator('.annotation-note', { hasText: '出现在' }).count());
  },

  async 'and undone'() {
    await own('.notice button', { hasText: '撤销' }).first().click();
    await noticed('已撤销');
    check(!(await files.read(`${ARTICLE}.yaml`)).includes('第二行'), 'the sidecar is as it was');
  },

  async 'another by keyboard alone, with an input method'() {
    await page.locator('h1').click();
    await page.keyboard.press('Alt+a');
    await page.keyboard.insertText('用户增长');
    await own('.places button').first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await own('.bar').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    const field = own('.dialog input[role=combobox]');
    await field.waitFor();
    await page.keyboard.press('Control+a');
    const devtools = await context.newCDPSession(page);
    await devtools.send('Input.imeSetComposition', { text: 'a li', selectionStart: 4, selectionEnd: 4 });
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
    check(await own('.dialog').isVisible(), 'Enter while composing belongs to the input method');
    await devtools.send('Input.insertText', { text: '阿里云' });
    await own('.list li', { hasText: '阿里云' }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    same(await field.inputValue(), 'alibaba-cloud', 'the id that was chosen');
    await page.keyboard.press('Control+Enter');
    const item = / {2}- quote: 用户增长\n( {4}(before|after): \S+\n)* {4}entity: alibaba-cloud\n/;
    await until('the item', async () => item.test(await files.read(`${ARTICLE}.yaml`)), () => files.read(`${ARTICLE}.yaml`));
  },

  async 'an annotation is changed and deleted in the page'() {
    await own('.panel').waitFor();
    await until('its entry', async () => (await own('.annotations li').count()) > 3);
    if (!(await own('.annotations details').evaluate((details) => details.open))) await own('.annotations summary').click();
    const entry = own('.annotations li').filter({ hasText: '投出的资金合计' });
    await entry.getByRole('button', { name: '修改 论断' }).click();
    await own('.dialog label', { hasText: '截至' }).locator('input').fill('2024-05');
    await own('.dialog .primary').click();
    const line = '{subject: alibaba-group, measure: investment, value: 13500000000, unit: CNY, bound: at-least, status: estimated, as_of: 2024-05}';
    await until('one field more, the rest as it was', async () => (await files.read(`${ARTICLE}.yaml`)).includes(`    claim: ${line}\n`));
    const mine = own('.annotations li').filter({ hasText: '用户增长' }).filter({ hasText: '修改 实体' }).last();
    await mine.getByRole('button', { name: /删除/ }).click();
    await mine.getByRole('button', { name: /再按一次删除/ }).click();
    await until('the item gone', async () => !/quote: 用户增长\n/.test(await files.read(`${ARTICLE}.yaml`)));
    await until('its mark gone', async () => (await page.locator('[data-annotation]', { hasText: /^用户增长$/ }).count()) === 0);
  },

  async 'what the server refuses is said in the form, and nothing typed is lost'() {
    await own('.panel .close').click();
    await drag('战略合作协议');
    await own('.bar button', { hasText: '事件' }).click();
    await own('.dialog label', { hasText: '日期' }).locator('input').fill('上个月');
    await own('.dialog .primary').click();
    await until('the refusal', () => own('.refused').textContent());
    same(await own('.dialog label', { hasText: '日期' }).locator('input').inputValue(), '上个月', 'what was typed');
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run('postil-preview'));
    same(violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`).join('\n'), '', 'what axe says of the form');
    await page.keyboard.press('Escape');
    check(await own('.dialog').isHidden(), 'Escape closes the form');
    same(await page.evaluate(() => getSelection().toString()), '战略合作协议', 'the selection is back');
  },

  async 'the file on disk wins'() {
    await drag('战略合作协议');
    await own('.bar button').filter({ hasText: /^注$/ }).click();
    await own('.dialog textarea').fill('不该写入');
    await page.route('**/state?*', (route) => route.abort());
    await files.write(`${ARTICLE}.yaml`, `${await files.read(`${ARTICLE}.yaml`)}# 我在编辑器里写的\n`);
    await until('the change at the server', () => server.said.split('taking-sides').length > 3);
    await own('.dialog .primary').click();
    await until('the refusal', async () => (await own('.refused').textContent()).includes('changed meanwhile'), () => own('.refused').textContent());
    await page.unroute('**/state?*');
    const sidecar = await files.read(`${ARTICLE}.yaml`);
    check(sidecar.endsWith('# 我在编辑器里写的\n') && !sidecar.includes('不该写入'), 'nothing was overwritten');
    same(await own('.dialog textarea').inputValue(), '不该写入', 'what was typed');
    await page.keyboard.press('Escape');
  },

  async 'an orphan is put back with one click'() {
    await files.change(`${ARTICLE}.md`, '135亿元', '130亿元');
    await files.change(`${ARTICLE}.yaml`, 'value: 13500000000', 'value: 13000000000');
    await seen('130亿元');
    if (!(await own('.panel').isVisible())) await own('.pill').click();
    await own('.offers button').first().waitFor();
    await own('.offers button').first().click();
    await until('the new quote', async () => (await files.read(`${ARTICLE}.yaml`)).includes('不低于130亿元'), () => files.read(`${ARTICLE}.yaml`));
    await until('no orphan left', async () => !(await own('.offers').count()));
    await own('.panel .close').click();
  },

  async 'two files that are saved at once are both seen'() {
    await Promise.all([
      files.change(`${ARTICLE}.md`, '末尾加字。', '末尾改字。'),
      files.change(`${ARTICLE}.yaml`, '五家公司的合称', '五家公司合起来的叫法'),
    ]);
    await seen('末尾改字。');
    await until('the note', async () => (await page.locator('.after').innerText()).includes('五家公司合起来的叫法'));
  },

  async 'the ledger can be sorted after a save too'() {
    const ledger = await context.newPage();
    await ledger.goto(address('claims/?sort=2'));
    const sorted = ledger.locator('th[aria-sort="ascending"] button');
    await sorted.waitFor();
    const rows = await ledger.locator('.claims tbody tr').count();
    const facts = 'content/articles/2024/five-countries.yaml';
    await files.write(facts, `${await files.read(facts)}  - claim: {subject: tencent, measure: 新近的指标, text: 刚写下的数据}\n`);
    await until('the new figure', async () => (await ledger.locator('.claims tbody').innerText()).includes('刚写下的数据'));
    same(await ledger.locator('.find output').innerText(), `显示 ${rows + 1} / ${rows + 1} 行`, 'the rows shown');
    await sorted.click();
    await ledger.locator('th[aria-sort="descending"]').waitFor();
    await ledger.close();
  },

  async 'a template that fails is told, also on pages that are not open, and heals'() {
    await mkdir(files.path('themes/postil/templates'), { recursive: true });
    await files.write('themes/postil/templates/claims.html', '{{ nothing_of_this_name }}\n');
    await until('the problem', async () => /错误|致命/.test(await own('.pill').textContent()), () => own('.pill').textContent());
    await files.write('themes/postil/templates/claims.html', '{% extends "base.html" %}{% block content %}<p>好了</p>{% endblock content %}\n');
    await until('no problem', async () => !/错误|致命/.test(await own('.pill').textContent()), () => own('.pill').textContent());
  },

  async 'a restarted server finds its pages again'() {
    const { port } = server;
    same(await server.stop(), 0, 'the status after Ctrl-C');
    await until('the broken connection', () => own('.pill.lost').count());
    server = await Server.start(program, folder, port);
    same(server.port, port, 'the port');
    await until('the connection', async () => !(await own('.pill.lost').count()));
    await drag('末尾改字');
    await own('.bar button').filter({ hasText: /^注$/ }).click();
    await own('.dialog textarea').fill('新令牌');
    await until('the note, with the new token', async () => {
      // The form closes once it is written.
      await own('.dialog .primary').click({ timeout: 500 }).catch(() => {});
      return (await files.read(`${ARTICLE}.yaml`)).includes('新令牌');
    }, () => own('.refused').textContent());
    await files.change(`${ARTICLE}.md`, '末尾改字。', '重启之后。末尾改字。');
    await seen('重启之后。');
    check(await page.evaluate(() => window.unbroken), 'the page was not loaded again');
  },

  async 'a renamed article is found under its new name'() {
    await Promise.all(['md', 'yaml'].map((end) => rename(files.path(`${ARTICLE}.${end}`), files.path(`content/articles/2024/renamed.${end}`))));
    await noticed('本页已改名');
    await own('.notice a', { hasText: '本页已改名' }).click();
    await page.waitForURL('**/articles/2024/renamed/');
    await seen('重启之后。');
  },

  async 'on a phone the bar stands below and is big enough'() {
    const phone = await chromium.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const small = await phone.newPage();
    await small.goto(address('articles/2024/renamed/'));
    await small.locator('postil-preview .pill').waitFor();
    await small.evaluate(() => {
      const block = document.querySelector('[itemprop="articleBody"] p');
      getSelection().selectAllChildren(block);
    });
    const note = small.locator('postil-preview .bar button').filter({ hasText: /^注$/ });
    await note.waitFor();
    const place = await note.boundingBox();
    check(place.height >= 44 && place.y > 700, `the button is at ${JSON.stringify(place)}`);
    await note.tap();
    await small.locator('postil-preview .dialog textarea').fill('手机上写的');
    await small.locator('postil-preview .dialog .primary').tap();
    await until('the note', async () => (await files.read('content/articles/2024/renamed.yaml')).includes('手机上写的'));
    const wide = await small.evaluate(() => document.documentElement.scrollWidth);
    same(wide, 390, 'the width of the page');
    await phone.close();
  },

  async 'nothing went wrong on the way'() {
    same(trouble.join('\n'), '', 'errors in the page');
    same(await server.stop('SIGTERM'), 0, 'the status at the end');
  },
});
await chromium.close();
