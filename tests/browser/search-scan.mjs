// A plain scan of texts: what a search must find, told without an index.
//
// A text is compared in its folded form; blanks beside characters that are written without them, hyphens within words and
// the dots of names count for nothing, every other mark parts. A word is found at its beginning.
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}ー々〇]/u;
const PART = '\u0000';

/** The text as it is compared; `simplified` maps characters. Words are parted from each other by U+0000, marks are `|`. */
export function plain(text, simplified) {
  const folded = [...text.normalize('NFKD').replace(/[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f]/gu, '').normalize('NFC').toLowerCase()]
    .map((character) => simplified.get(character) ?? character).join('');
  return folded
    .replace(/(?<![0-9])([0-9]{1,3}(?:,[0-9]{3})+)(?![0-9])/gu, (number) => number.replaceAll(',', ''))
    .replace(/(?<=[\p{L}])['’](?=[\p{L}])/gu, '')
    .replace(/(?<=[\p{L}\p{N}])[-_\u2010](?=[\p{L}\p{N}])/gu, (hyphen, at, all) => (DENSE.test(all[at - 1]) || DENSE.test(all[at + 1]) ? '|' : PART))
    .replace(/[ \t\u3000\u00a0·•‧・]+/gu, PART)
    .replace(/(?<=[0-9])\.(?=[0-9])/gu, '\u0001')
    .replace(/[^\p{L}\p{N}\p{M}\u0000\u0001]+/gu, '|')
    .replace(/[\u0000|]*\|[\u0000|]*/gu, '|')
    .replace(/(?<=\p{L})(?=[0-9])|(?<=[0-9])(?=\p{L})/gu, PART)
    .replaceAll('\u0001', '.')
    // Beside characters without blanks nothing parts.
    .replace(/\u0000+/gu, (parts, at, all) => (DENSE.test([...all.slice(Math.max(0, at - 2), at)].pop() ?? '') || DENSE.test(String.fromCodePoint(all.codePointAt(at + parts.length) ?? 0)) ? '' : PART))
    .replace(/^[|\u0000]+|[|\u0000]+$/gu, '');
}

/** Whether a compared text holds compared words; a long word at their end may go on, unless they stand as they are. */
export function holds(text, words, exact) {
  const [first, last] = [words[0], words[words.length - 1]];
  const alike = (one, other) => one !== undefined && other !== undefined
    && ((/[0-9]/.test(one) && /[0-9]/.test(other)) || (/\p{L}/u.test(one) && /\p{L}/u.test(other) && !DENSE.test(one) && !DENSE.test(other)));
  const word = words.match(/\p{L}+$/u)?.[0] ?? '';
  const short = [...word].filter((letter) => !DENSE.test(letter)).length < 3;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const [before, after] = [text[at - 1], text[at + words.length]];
    const begins = !alike(before, first) && !(before === '.' && /[0-9]/.test(first));
    const decimals = exact && /[0-9]/.test(last) && after === '.' && /[0-9]/.test(text[at + words.length + 1] ?? '');
    const ends = !decimals && !((exact || short || /[0-9]/.test(last)) && alike(last, after));
    if (begins && ends) return true;
  }
  return false;
}
