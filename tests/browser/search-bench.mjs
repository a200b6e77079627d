// Measures the search of a built site against a plain scan of its texts.
//
//     node search-bench.mjs FOLDER TEXTS [QUERIES] [--hold]
//
// FOLDER is a site that was built as it is, TEXTS the same site built with `--portable`, which holds the texts. Of each kind
// so many queries (200) are drawn from the texts, always the same ones. Prints a line for each kind: how much of what a scan
// finds is found, how much of what is found a scan finds too (of all, of the first ten), bytes and requests of a first query
// with ten titles and of one in a session that goes on, and milliseconds of a query whose files are there. With `--hold` it
// ends with 1 where too little or too much is found.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { engine } from './search-engine.mjs';
import { holds, plain } from './search-scan.mjs';
import { QUERIES } from './search-queries.mjs';

const [folder, texts_folder, many = '200', hold] = process.argv.slice(2);

let asked = [];
const { Search } = await engine(folder, (name, size) => asked.push([name, size]));
const session = new Search('');
const names = await session.names();
const simplified = new Map([...names.simplified].flatMap((one, at, all) => (at % 2 ? [] : [[one, all[at + 1]]])));

/** Texts by the numbers of their items, with titles. */
async function texts() {
  const map = await new Response(inflateRawSync(await readFile(path.join(folder, 'search/map.bin')))).json();
  const [inner] = (await readdir(path.join(texts_folder, 'search'), { withFileTypes: true })).filter((one) => one.isDirectory());
  const home = path.join(texts_folder, 'search', inner.name);
  const found = new Map();
  for (const name of (await readdir(home)).filter((one) => one.startsWith('text-'))) {
    const script = await readFile(path.join(home, name), 'utf8');
    found.set(Number(name.match(/[0-9]+/)[0]), inflateRawSync(Buffer.from(script.split('"')[3], 'base64')).toString());
  }
  if (!found.size) throw new Error(`${texts_folder} holds no texts: build it with --portable`);
  const items = [...found.keys()].sort((one, other) => one - other);
  const cards = await session.cards(items);
  return { map, texts: items.map((item, at) => ({ item, text: `${cards[at].title}\n${found.get(item)}` })) };
}

const { map, texts: all } = await texts();
const compared = all.map(({ item, text }) => [item, plain(text, simplified)]);
const with_text = new Set(all.map(({ item }) => item));
const scan = (parts) => {
  const words = parts.map((part) => plain(part, simplified)).filter(Boolean);
  return new Set(compared.filter(([, text]) => words.every((word) => holds(text, word))).map(([item]) => item));
};

const mean = (list) => list.reduce((sum, value) => sum + value, 0) / (list.length || 1);
const at = (list, share) => [...list].sort((one, other) => one - other)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;
const same = (one, other) => one.length === other.length && one.every((value, place) => value === other[place]);

/** A query as a reader sees it: the items, and the cards of the first ten. Bytes and requests are those that it asked for. */
async function ask(search, query) {
  asked = [];
  const found = await search.find(query);
  await search.cards(found.slice(0, 10).map(({ item }) => item));
  return { items: found.map(({ item }) => item), bytes: asked.reduce((sum, [, size]) => sum + size, 0), requests: asked.length };
}

const rows = {};
const missed = [];
const every = { first: [], requests: [], later: [], warm: [] };
for (const [kind, draw] of Object.entries(QUERIES)) {
  const row = { recall: [], precision: [], ten: [], first: [], requests: [], later: [], warm: [] };
  for (const query of draw(all, names, Number(many))) {
    const wanted = scan(query.parts);
    const fresh = await ask(new Search(''), query.typed);
    const used = await ask(session, query.typed);
    const begin = performance.now();
    await session.find(query.typed);
    row.warm.push(performance.now() - begin);
    if (!same(fresh.items, used.items)) throw new Error(`${query.typed} is found otherwise in a session that goes on`);
    const items = fresh.items.filter((item) => with_text.has(item));
    const right = items.filter((item) => wanted.has(item));
    const ten = items.slice(0, 10);
    row.recall.push(wanted.size ? right.length / wanted.size : 1);
    row.precision.push(items.length ? right.length / items.length : 1);
    row.ten.push(ten.length ? ten.filter((item) => wanted.has(item)).length / ten.length : 1);
    if (process.env.SHOW && (right.length < wanted.size || right.length < items.length)) {
      const lost = [...wanted].find((item) => !items.includes(item)) ?? items.find((item) => !wanted.has(item));
      const { text } = all.find(({ item }) => item === lost);
      console.error(kind, JSON.stringify(query.typed), wanted.size, items.length, right.length, JSON.stringify(text.slice(0, 200)));
    }
    row.first.push(fresh.bytes);
    row.requests.push(fresh.requests);
    row.later.push(used.bytes);
  }
  rows[kind] = {
    queries: row.recall.length,
    recall: mean(row.recall).toFixed(4),
    precision: mean(row.precision).toFixed(4),
    'first ten': mean(row.ten).toFixed(4),
    'first kB': (mean(row.first) / 1000).toFixed(1),
    requests: mean(row.requests).toFixed(1),
    'later kB': (at(row.later, 0.5) / 1000).toFixed(1),
    'warm ms, 95 %': at(row.warm, 0.95).toFixed(1),
  };
  for (const [key, least] of hold ? [['recall', 0.995], ['precision', 0.98], ['ten', 0.99]] : []) {
    if (mean(row[key]) < least) missed.push(`${kind}: ${key} is ${mean(row[key])}`);
  }
  if (hold && row.recall.length < 10) missed.push(`${kind}: only ${row.recall.length} queries`);
  for (const key of Object.keys(every)) every[key].push(...row[key]);
}
console.table(rows);
const bytes = all.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
const home = path.join(folder, 'search');
let size = 0;
for (const name of await readdir(home, { recursive: true })) {
  const file = await stat(path.join(home, name));
  if (file.isFile() && name.endsWith('.bin')) size += file.size;
}
console.log(`${map.items} items, ${(bytes / 1e6).toFixed(1)} MB of text, index and cards ${(size / bytes).toFixed(3)} of it`);
console.log(`first query: ${(mean(every.first) / 1000).toFixed(1)} kB on average, ${(at(every.first, 0.95) / 1000).toFixed(1)} kB at 95 %, ${mean(every.requests).toFixed(1)} requests on average, ${at(every.requests, 0.95)} at 95 %`);
console.log(`later: ${(at(every.later, 0.5) / 1000).toFixed(1)} kB at 50 %; warm: ${at(every.warm, 0.95).toFixed(1)} ms at 95 %`);
missed.forEach((words) => console.log(words));
process.exit(missed.length ? 1 : 0);
