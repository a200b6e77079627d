// Queries drawn from texts, always the same ones from the same texts: what people type, by kind.
//
// Each kind is a function from texts, names and a number to queries {typed, parts, exact}: what is typed, the parts that must
// all be in a text that is found, and whether they stand there as they are.

/** A small deterministic source of numbers from 0 to 1: mulberry32. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const HAN = /[\u4e00-\u9fff]/u;
const one = (typed) => ({ typed, parts: [typed] });

/** So many queries that `take` finds in texts drawn by chance; it may find nothing in some. */
function drawn(texts, many, take, seed) {
  const random = numbers(seed);
  const found = [];
  for (let tries = 0; found.length < many && tries < many * 200; tries += 1) {
    const { text } = texts[Math.floor(random() * texts.length)];
    const query = take(text, random);
    if (query) found.push(query);
  }
  return found;
}

/** Some characters of a run of Han characters in the text. */
function run(text, length, random) {
  const start = Math.floor(random() * Math.max(1, text.length - length));
  const words = text.slice(start, start + length);
  return [...words].every((character) => HAN.test(character)) && words.length === length ? words : null;
}

const of_length = (length) => (texts, _, many) => drawn(texts, many, (text, random) => {
  const words = run(text, length, random);
  return words && one(words);
}, length);

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

export const QUERIES = {
  '1 character': of_length(1),
  '2 characters': of_length(2),
  '3 characters': of_length(3),
  '4 characters': of_length(4),
  phrase: (texts, _, many) => drawn(texts, many, (text, random) => {
    const words = run(text, 6 + Math.floor(random() * 7), random);
    return words && one(words);
  }, 5),
  'across words': (texts, _, many) => drawn(texts, many, (text, random) => {
    const around = run(text, 14, random);
    const words = around && [...segmenter.segment(around)].map(({ segment }) => segment);
    const at = words && 1 + Math.floor(random() * (words.length - 2));
    const typed = words?.[at + 1] && words[at].slice(-1) + words[at + 1].slice(0, 1 + Math.floor(random() * 2));
    return typed?.length > 1 && (words[at].length > 1 || words[at + 1].length > 1) ? one(typed) : null;
  }, 6),
  'entity names': (_, names, many) => names.entities.map(([, name]) => name).filter((name) => !/["“”「」:]/.test(name)).slice(0, many)
    .map((name) => (/\s/.test(name) ? { typed: `"${name}"`, parts: [name], exact: true } : one(name))),
  mixed: (texts, _, many) => drawn(texts, many, (text, random) => {
    const start = Math.floor(random() * text.length);
    const near = text.slice(start, start + 80).replace(/[A-Za-z0-9.,]*$/, '').match(/(?<![A-Za-z0-9.])[\u4e00-\u9fff]{0,3} ?[A-Za-z]{2,10}[- ]?(?:[0-9]+(?:\.[0-9]+)?)? ?[\u4e00-\u9fff]{0,2}(?![A-Za-z0-9.,])/u)?.[0].trim();
    if (!near || !(/[A-Za-z]/.test(near) && /[0-9\u4e00-\u9fff]/.test(near))) return null;
    const forms = [near, near.replaceAll(' ', ''), near.toUpperCase(), near.replace(/[A-Za-z0-9]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))];
    const typed = forms[Math.floor(random() * forms.length)];
    return { typed: `"${typed}"`, parts: [typed], exact: true };
  }, 7),
  'Latin beginnings': (texts, _, many) => drawn(texts, many, (text, random) => {
    const words = text.match(/(?<![A-Za-z0-9'’_-])[A-Za-z]{4,}/g);
    const word = words?.[Math.floor(random() * words.length)];
    return word ? one(word.slice(0, 3 + Math.floor(random() * (word.length - 2)))) : null;
  }, 8),
  'two words': (texts, _, many) => drawn(texts, many, (text, random) => {
    const parts = [run(text, 2, random), run(text, 2 + Math.floor(random() * 2), random)];
    return parts.every(Boolean) ? { typed: parts.join(' '), parts } : null;
  }, 9),
};
