// Measures the search of a built site against a plain scan of its texts.
//
//     node search-bench.mjs FOLDER TEXTS [QUERIES] [--hold]
//
// FOLDER is a site that was built as it is, TEXTS the same site built with `--portable`, which holds the texts. Of each kind
// so many queries (200) are drawn from the texts, always the same ones. Prints a line for each kind: how much of what a scan
// finds is found, how much of what is found a scan finds too (of all, of the first ten), bytes and requests of a first query
// with ten titles, and milliseconds of a query whose files are there; at the end the bytes of later queries. With `--hold` it ends
// with 1 where too little or too much is found.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { corpus } from './search-corpus.mjs';
import { engine } from './search-engine.mjs';
import { QUERIES } from './search-queries.mjs';

const [folder, texts_folder, many = '200', hold] = process.argv.slice(2);
const { all, names, scan, judge, columns, mean, at, items: count } = await corpus(folder, texts_folder);

let asked = [];
const { Search } = await engine(folder, (name, size) => asked.push([name, size]));
const session = new Search('');
const with_text = new Set(all.map(({ item }) => item));
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
const every = { first: [], requests: [], warm: [] };
const typed = [];
for (const [kind, draw] of Object.entries(QUERIES)) {
  const row = { recall: [], precision: [], ten: [], first: [], requests: [], warm: [] };
  for (const query of draw(all, names, Number(many))) {
    const wanted = scan(query);
    const fresh = await ask(new Search(''), query.typed);
    const used = await ask(session, query.typed);
    typed.push(query.typed);
    const begin = performance.now();
    await session.find(query.typed);
    row.warm.push(performance.now() - begin);
    if (!same(fresh.items, used.items)) throw new Error(`${query.typed} is found otherwise in a session that goes on`);
    const items = fresh.items.filter((item) => with_text.has(item));
    const right = judge(row, items, wanted);
    if (process.env.SHOW && (right.length < wanted.size || right.length < items.length)) {
      const lost = [...wanted].find((item) => !items.includes(item)) ?? items.find((item) => !wanted.has(item));
      const { text } = all.find(({ item }) => item === lost);
      console.error(kind, JSON.stringify(query.typed), wanted.size, items.length, right.length, JSON.stringify(text.slice(0, 200)));
    }
    row.first.push(fresh.bytes);
    row.requests.push(fresh.requests);
  }
  rows[kind] = {
    ...columns(row),
    'warm ms, 95 %': at(row.warm, 0.95).toFixed(1),
  };
  for (const [key, least] of hold ? [['recall', 0.995], ['precision', 0.98], ['ten', 0.99]] : []) {
    if (mean(row[key]) < least) missed.push(`${kind}: ${key} is ${mean(row[key])}`);
  }
  if (hold && row.recall.length < 10) missed.push(`${kind}: only ${row.recall.length} queries`);
  for (const key of Object.keys(every)) every[key].push(...row[key]);
}
console.table(rows);

// Readers who ask ten things, one after another, of all kinds.
const later = [];
const step = 7919;
for (let at = 0; at < typed.length; at += 10) {
  const reader = new Search('');
  for (let place = at; place < Math.min(at + 10, typed.length); place += 1) {
    const { bytes } = await ask(reader, typed[(place * step) % typed.length]);
    if (place > at) later.push(bytes);
  }
}
const bytes = all.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
const home = path.join(folder, 'search');
let size = 0;
for (const name of await readdir(home, { recursive: true })) {
  const file = await stat(path.join(home, name));
  if (file.isFile() && name.endsWith('.bin')) size += file.size;
}
console.log(`${count} items, ${(bytes / 1e6).toFixed(1)} MB of text, index and cards ${(size / bytes).toFixed(3)} of it`);
console.log(`first query: ${(mean(every.first) / 1000).toFixed(1)} kB on average, ${(at(every.first, 0.95) / 1000).toFixed(1)} kB at 95 %, ${mean(every.requests).toFixed(1)} requests on average, ${at(every.requests, 0.95)} at 95 %`);
console.log(`later ones of a reader who asks ten: ${(at(later, 0.5) / 1000).toFixed(1)} kB at 50 %; warm: ${at(every.warm, 0.95).toFixed(1)} ms at 95 %`);
missed.forEach((words) => console.log(words));
process.exit(missed.length ? 1 : 0);
