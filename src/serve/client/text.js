// *The text* of the article on the page, and places in it.
//
// In: the element that holds the article. Out: its text as the server has it (NFC, runs of blanks one space, trimmed,
// without generated parts), with maps between characters (code points) of it and places in the page.

/** The characters that count as blank: those of Unicode's White_Space. */
const BLANK = /^[\s\u0085]$/u;
const NO_BLANK = '\ufeff';

export class ArticleText {
  constructor(element) {
    this.element = element;
    /** For each character the text node and the offset in it (UTF-16) where it begins and ends. */
    this.places = [];
    const characters = [];
    let pending = null;
    for (const node of words(element)) {
      let offset = 0;
      for (const character of node.data) {
        const place = { node, start: offset, end: offset + character.length };
        offset += character.length;
        if (character !== NO_BLANK && BLANK.test(character)) {
          if (characters.length) pending ??= place;
          continue;
        }
        if (pending) {
          characters.push(' ');
          this.places.push(pending);
          pending = null;
        }
        characters.push(character);
        this.places.push(place);
      }
    }
    this.characters = characters;
    this.string = characters.join('');
  }

  static of(document) {
    const element = document.querySelector('[itemprop="articleBody"]');
    return element && new ArticleText(element);
  }

  /** The characters of a range of the page, or nothing where it holds none of the article. */
  characters_of(range) {
    const inside = (place) => {
      const node = range.comparePoint(place.node, place.start);
      return node === 0 && range.comparePoint(place.node, place.end) === 0;
    };
    const first = this.places.findIndex(inside);
    if (first < 0) return null;
    let end = first;
    while (end < this.places.length && inside(this.places[end])) end += 1;
    let start = first;
    while (start < end && this.characters[start] === ' ') start += 1;
    while (end > start && this.characters[end - 1] === ' ') end -= 1;
    return start < end ? { start, end, quote: this.characters.slice(start, end).join('') } : null;
  }

  /** The range of the page that characters stand at. */
  range_of({ start, end }) {
    const range = document.createRange();
    range.setStart(this.places[start].node, this.places[start].start);
    range.setEnd(this.places[end - 1].node, this.places[end - 1].end);
    return range;
  }

  /** Every place of words, blanks aside, with what stands around it; at most so many. */
  find(wanted, most = 20) {
    const plain = [...wanted.normalize('NFC')].filter((character) => !BLANK.test(character));
    const kept = this.characters.map((character, at) => [character, at]).filter(([character]) => character !== ' ');
    const found = [];
    for (let at = 0; plain.length && at + plain.length <= kept.length && found.length < most; at += 1) {
      if (!plain.every((character, more) => kept[at + more][0] === character)) continue;
      const [start, end] = [kept[at][1], kept[at + plain.length - 1][1] + 1];
      const slice = (from, to) => this.characters.slice(Math.max(0, from), to).join('');
      found.push({ start, end, quote: slice(start, end), before: slice(start - 12, start), after: slice(end, end + 12) });
    }
    return found;
  }
}

/** The text nodes that count, in order. */
function* words(element) {
  const filter = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.hasAttribute('data-generated') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  };
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, filter);
  while (walker.nextNode()) yield walker.currentNode;
}
