// Measures Pagefind on the same site, with the same queries and the same scan as search-bench.mjs.
//
//     npm install --no-save pagefind@1.6
//     npx pagefind --site FOLDER
//     node search-pagefind.mjs FOLDER TEXTS [QUERIES]
//
// Each query is asked in a window of its own, so that no file is there before. Prints a line for each kind, as search-bench.mjs
// does; ten titles are ten calls of `data()`.
import { createServer } from 'node:http';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { launch } from './folder.mjs';
import { corpus } from './search-corpus.mjs';
import { QUERIES } from './search-queries.mjs';

const [folder, texts_folder, many = '25'] = process.argv.slice(2);
const { all, names, scan, judge, columns, mean, at } = await corpus(folder, texts_folder);

/** The item of each fragment: `data()` would fetch a file for each result. */
const fragments = new Map();
const by_url = new Map(all.map(({ item, url }) => [`/${url}`, item]));
const home = path.join(folder, 'pagefind');
for (const name of await readdir(path.join(home, 'fragment'))) {
  const text = gunzipSync(await readFile(path.join(home, 'fragment', name))).toString();
  const { url } = JSON.parse(text.slice(text.indexOf('{')));
  fragments.set(name.split('.')[0], by_url.get(decodeURI(url)));
}

let asked = [];
const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };
const server = createServer(async (request, response) => {
  try {
    const bytes = await readFile(path.join(folder, decodeURIComponent(new URL(request.url, 'http://localhost').pathname)));
    asked.push(bytes.length);
    response.setHeader('content-type', types[path.extname(request.url)] ?? 'application/octet-stream');
    response.end(bytes);
  } catch {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><html lang="zh"><title>empty</title>');
  }
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await launch();

const rows = {};
const every = { first: [], requests: [], later: [] };
for (const [kind, draw] of Object.entries(QUERIES)) {
  const row = { recall: [], precision: [], ten: [], first: [], requests: [], later: [] };
  const queries = draw(all, names, Number(many));
  for (const [number, query] of queries.entries()) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${origin}/empty`);
    const search = (typed) => page.evaluate(async (typed) => {
      window.engine ??= await import('/pagefind/pagefind.js');
      const { results } = await window.engine.search(typed);
      await Promise.all(results.slice(0, 10).map((result) => result.data()));
      return results.map(({ id }) => id);
    }, typed);
    asked = [];
    const found = await search(query.typed);
    row.first.push(asked.reduce((sum, size) => sum + size, 0));
    row.requests.push(asked.length);
    asked = [];
    await search(queries[(number + 1) % queries.length].typed);
    row.later.push(asked.reduce((sum, size) => sum + size, 0));
    await context.close();
    const wanted = scan(query);
    const items = found.map((id) => fragments.get(id)).filter((item) => item !== undefined);
    judge(row, items, wanted);
  }
  rows[kind] = {
    ...columns(row),
    'second kB': (at(row.later, 0.5) / 1000).toFixed(1),
  };
  for (const key of Object.keys(every)) every[key].push(...row[key]);
}
console.table(rows);
const bytes = all.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
let [size, files] = [0, 0];
for (const name of await readdir(home, { recursive: true })) {
  const file = await stat(path.join(home, name));
  if (file.isFile()) [size, files] = [size + file.size, files + 1];
}
console.log(`${(bytes / 1e6).toFixed(1)} MB of text, ${files} files of ${(size / bytes).toFixed(3)} of it`);
console.log(`first query: ${(mean(every.first) / 1000).toFixed(1)} kB on average, ${(at(every.first, 0.95) / 1000).toFixed(1)} kB at 95 %, ${mean(every.requests).toFixed(1)} requests on average; second: ${(at(every.later, 0.5) / 1000).toFixed(1)} kB at 50 %`);
await browser.close();
server.close();
