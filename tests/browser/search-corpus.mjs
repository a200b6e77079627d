// The texts of a built site, and a scan of them; for what measures its search.
//
// In: a site, and the same site built with `--portable`, which holds the texts. Out: texts with their items and URLs, names, and
// functions that scan, and that sum up lists of numbers.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { engine } from './search-engine.mjs';
import { holds, plain } from './search-scan.mjs';

export async function corpus(folder, texts_folder) {
  const { Search } = await engine(folder);
  const search = new Search('');
  const names = await search.names();
  const simplified = new Map([...names.simplified].flatMap((one, at, all) => (at % 2 ? [] : [[one, all[at + 1]]])));
  const inside = await readdir(path.join(texts_folder, 'search'), { withFileTypes: true });
  const home = path.join(texts_folder, 'search', inside.find((one) => one.isDirectory()).name);
  const all = [];
  for (const name of (await readdir(home)).filter((one) => one.startsWith('text-'))) {
    const script = await readFile(path.join(home, name), 'utf8');
    const text = inflateRawSync(Buffer.from(script.split('"')[3], 'base64')).toString();
    all.push({ item: Number(name.match(/[0-9]+/)[0]), text });
  }
  if (!all.length) throw new Error(`${texts_folder} holds no texts: build it with --portable`);
  all.sort((one, other) => one.item - other.item);
  const cards = await search.cards(all.map(({ item }) => item));
  all.forEach((one, at) => Object.assign(one, { text: `${cards[at].title}\n${one.text}`, url: cards[at].url }));
  const compared = all.map(({ item, text }) => [item, plain(text, simplified)]);

  /** The items whose texts hold all parts of a query. */
  function scan({ parts, exact }) {
    const words = parts.map((part) => plain(part, simplified)).filter(Boolean);
    return new Set(compared.filter(([, text]) => words.every((word) => holds(text, word, exact))).map(([item]) => item));
  }

  const mean = (list) => list.reduce((sum, value) => sum + value, 0) / (list.length || 1);
  const at = (list, share) => [...list].sort((one, other) => one - other)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;
  /** Adds to a row's lists how well what was found agrees with what a scan finds, and returns what is right in it. */
  function judge(row, found, wanted) {
    const right = (items) => items.filter((item) => wanted.has(item));
    const share = (items, of) => (of ? right(items).length / of : 1);
    const ten = found.slice(0, 10);
    row.recall.push(share(found, wanted.size));
    row.precision.push(share(found, found.length));
    row.ten.push(share(ten, ten.length));
    return right(found);
  }

  /** The columns of a kind of query that every search has. */
  const columns = (row) => ({
    queries: row.recall.length,
    recall: mean(row.recall).toFixed(4),
    precision: mean(row.precision).toFixed(4),
    'first ten': mean(row.ten).toFixed(4),
    'first kB': (mean(row.first) / 1000).toFixed(1),
    requests: mean(row.requests).toFixed(1),
  });
  return { all, names, scan, judge, columns, mean, at, items: (await search.map()).items };
}
