// The parts of the preview's client by themselves, in a real browser: the text of a page, and morphing.
//
//     node client.mjs PROGRAM FOLDER
//
// FOLDER is a copy of tests/corpus. Ends with 1 and says why if anything is not as it should be.
import { Files, Server, browser, run, same } from './harness.mjs';

const [program, folder] = process.argv.slice(2);
const server = await Server.start(program, folder);
const chromium = await browser();
const page = await chromium.newPage();
const expected = JSON.parse(await new Files(folder).read('expected.json'));

/** Morphs one body into another; what `look` says of the page then. */
async function morphed(before, after, prepare, look) {
  return page.evaluate(async ([before, after, prepare, look, module]) => {
    const { morph } = await import(module);
    document.querySelectorAll('postil-preview').forEach((element) => element.remove());
    document.body.innerHTML = before;
    // eslint-disable-next-line no-new-func
    const kept = new Function(prepare)();
    const next = new DOMParser().parseFromString(`<!DOCTYPE html><body>${after}</body>`, 'text/html');
    const changed = morph(document, next);
    // eslint-disable-next-line no-new-func
    return new Function('kept', 'changed', look)(kept, changed);
  }, [before, after, prepare, look, `${new URL(server.url).pathname}.postil/morph.js`]);
}

await run({
  async 'the text of a page is the text that the server anchors in'() {
    for (const [name, { text, annotations }] of Object.entries(expected)) {
      await page.goto(`${server.url}articles/${encodeURIComponent(name)}/`);
      const found = await page.evaluate(async ([module, annotations]) => {
        const { ArticleText } = await import(module);
        const text = ArticleText.of(document);
        const back = ({ start, end }) => {
          const { start: from, end: to } = text.characters_of(text.range_of({ start, end }));
          return from === start && to === end;
        };
        return [text.string, annotations.every(back)];
      }, [`${new URL(server.url).pathname}.postil/text.js`, annotations]);
      same(found[0], text, `the text of ${name}`);
      same(found[1], true, `from characters to the page and back in ${name}`);
    }
  },

  async 'a selection survives a change beside it'() {
    const words = await morphed('<p id="a">一二三四五六</p>', '<p id="a">一二<b>新</b>三四五六七</p>',
      "const node = document.querySelector('p').firstChild; getSelection().setBaseAndExtent(node, 0, node, 2);",
      'return getSelection().toString();');
    same(words, '一二', 'the selection');
    const more = await morphed('<p>甲乙丙丁</p>', '<p>甲加乙丙丁</p>',
      "const node = document.querySelector('p').firstChild; getSelection().setBaseAndExtent(node, 2, node, 4);",
      'return getSelection().toString();');
    same(more, '丙丁', 'the selection behind the change');
  },

  async 'what the reader did stays'() {
    const seen = await morphed(
      '<details><summary>题</summary>旧</details><input id="i" value="a"><textarea>x</textarea><select><option>1</option><option>2</option></select>',
      '<p>新段</p><details><summary>题</summary>新</details><input id="i" value="b" class="y"><textarea>z</textarea><select><option>1</option><option>2</option><option>3</option></select>',
      `document.querySelector('details').open = true;
       const input = document.querySelector('input'); input.value = '写了'; input.focus();
       document.querySelector('textarea').value = '也写了';
       document.querySelector('select').selectedIndex = 1;
       return input;`,
      `return [document.querySelector('details').open, kept.value, document.activeElement === kept, kept.className,
        document.querySelector('textarea').value, document.querySelector('select').value].join(' ');`);
    same(seen, 'true 写了 true y 也写了 2', 'what the reader did');
  },

  async 'elements keep their identity when others come, go or move'() {
    const list = (items) => `<ul>${items.map((item) => `<li id="${item}">${item}</li>`).join('')}</ul>`;
    const kept = await morphed(list(['a', 'b', 'c', 'd']), list(['d', 'x', 'b', 'a']),
      "return Object.fromEntries([...document.querySelectorAll('li')].map((item) => [item.id, item]));",
      "return [...document.querySelectorAll('li')].map((item) => `${item.id}${kept[item.id] === item ? '=' : '+'}`).join(' ');");
    same(kept, 'd= x+ b= a=', 'the items');
    const rows = (words) => `<table><tbody>${words.map((word) => `<tr><td>${word}</td></tr>`).join('')}</tbody></table>`;
    const same_rows = await morphed(rows(['1', '2', '3']), rows(['0', '1', '2', '3']),
      "return [...document.querySelectorAll('tr')];",
      "return [...document.querySelectorAll('tr')].slice(1).every((row, at) => row === kept[at]) + ' ' + changed.length;");
    same(same_rows, 'true 1', 'rows below a new one, and what is told as changed');
  },

  async 'whatever a page was, it becomes the other one'() {
    const difference = await page.evaluate(async (module) => {
      const { morph } = await import(module);
      let seed = 7;
      const random = (most) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor((seed / 2147483648) * most); };
      const tree = (depth) => Array.from({ length: random(5) }, () => {
        const id = random(4) ? '' : ` id="i${random(6)}${depth}${random(9)}"`;
        const kind = ['p', 'div', 'span', 'b'][random(4)];
        return depth && random(3) ? `<div${id}>${tree(depth - 1)}</div>` : `<${kind === 'p' && depth ? 'p' : 'span'}${id} class="c${random(3)}">${'甲乙丙丁戊'.slice(random(3), 3 + random(3))}</span>`;
      }).join(['', ' ', '文'][random(3)]);
      for (let round = 0; round < 400; round += 1) {
        const [before, after] = [tree(3), tree(3)];
        document.body.innerHTML = before;
        const next = new DOMParser().parseFromString(`<!DOCTYPE html><body>${after}</body>`, 'text/html');
        const wanted = next.body.innerHTML;
        morph(document, next);
        if (document.body.innerHTML !== wanted) return `${before}\n${wanted}\n${document.body.innerHTML}`;
      }
      return '';
    }, `${new URL(server.url).pathname}.postil/morph.js`);
    same(difference, '', 'before, wanted and found');
  },
});
await chromium.close();
await server.stop();
