// What the search of a site is made of: tokens of a text, and the files of the index.
//
// In: texts; the URL of the site's home. Out: `PostilSearch.tokens` and `PostilSearch.Index`. The files are those of `search/`,
// whose format is in ARCHITECTURE.md; each is asked for when it is needed, once. Knows no query and nothing of the page.
globalThis.PostilSearch = (() => {
  // Folding and cutting, as src/search/fold.rs and tokens.rs have them.
  let simplified = new Map();
  const NOTHING = /[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
  const DENSE = /[\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2fffd}\u{30000}-\u{3fffd}\u1100-\u11ff\ua960-\ua97c\uac00-\ud7fb\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff]/u;
  const DIGIT = /[0-9]/;
  const ALPHANUMERIC = /[\p{Alphabetic}\p{N}]/u;
  const SILENT = /[\p{White_Space}·•‧・]/u;
  /** A character with what is written onto it, or a Hangul syllable in parts. */
  const CLUSTER = /(?:[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6]?[\u11a8-\u11ff\ud7cb-\ud7fb]?|[^])[\p{M}\uff9e\uff9f]*/gu;
  const LONGEST = 40;
  const letter = (character) => character && ALPHANUMERIC.test(character) && !DIGIT.test(character) && !DENSE.test(character);
  const digit = (character) => character !== undefined && DIGIT.test(character);
  const of_word = (character) => character !== undefined && (digit(character) || letter(character));

  const fold = (string) => [...string.normalize('NFKD').replace(NOTHING, '').normalize('NFC')]
    .flatMap((character) => [...character.toLowerCase()])
    .map((character) => (character === 'ς' ? 'σ' : simplified.get(character) ?? character));

  /** Folded characters of a text, each with the place (UTF-16) where what it is made of begins and ends. */
  function folded(text) {
    const characters = [];
    const places = [];
    for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
      for (const character of fold(cluster)) {
        characters.push(character);
        places.push([index, index + cluster.length]);
      }
    }
    return { characters, places };
  }

  /** Tokens of a text: {word or dense, position, start, end}. */
  function tokens(text) {
    const { characters, places } = folded(text);
    const found = [];
    let [position, gap] = [0, false];
    for (let at = 0; at < characters.length;) {
      const character = characters[at];
      let [word, end] = ['', at + 1];
      if (digit(character)) {
        let fraction = false;
        for (end = at; end < characters.length; end += 1) {
          const next = characters[end];
          const thousands = !fraction && next === ',' && [1, 2, 3].every((more) => digit(characters[end + more])) && !digit(characters[end + 4]);
          if (digit(next)) word += next;
          else if (next === '.' && digit(characters[end + 1])) {
            fraction = true;
            word += '.';
          } else if (!thousands) break;
        }
      } else if (letter(character)) {
        for (end = at; end < characters.length; end += 1) {
          if (letter(characters[end])) word += characters[end];
          else if (!(/['’]/.test(characters[end]) && letter(characters[end + 1]))) break;
        }
      }
      const dense = !word && DENSE.test(character) ? character : '';
      if (word || dense) {
        if (gap && found.length) position += 1;
        gap = false;
        found.push({ word: [...word].slice(0, LONGEST).join(''), dense, position, start: places[at][0], end: places[end - 1][1] });
        position += 1;
      } else {
        const within = of_word(characters[at - 1]) && of_word(characters[at + 1]);
        const silent = (SILENT.test(character) && character !== '\n') || (/[-_\u2010]/.test(character) && within);
        gap ||= !silent;
      }
      at = end;
    }
    return found;
  }

  // Files of the index.
  const waiting = new Map();
  globalThis.postilSearch = (name, text) => waiting.get(name)?.(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));

  const inflate = (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')));

  /** A file's bytes by script, which needs no server. */
  const by_script = (base, path) => new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src: `${base}${path}.js` });
    waiting.set(path.split('/').pop(), resolve);
    script.onerror = () => reject(new Error(`${path} is not there`));
    document.head.append(script);
  }).then(inflate);

  async function by_fetch(base, path, options) {
    const answer = await fetch(`${base}${path}.bin`, options);
    if (!answer.ok) throw new Error(`${path} is not there`);
    return inflate(await answer.arrayBuffer());
  }

  const LEB = (bytes, from) => {
    let [at, value, shift] = [from, 0, 0];
    for (; bytes[at] & 0x80; at += 1, shift += 7) value |= (bytes[at] & 0x7f) << shift;
    return [(value | (bytes[at] << shift)) >>> 0, at + 1];
  };

  /** Reads numbers one after another. */
  class Reader {
    constructor(bytes, at = 0) { Object.assign(this, { bytes, at }); }

    number() {
      const [value, at] = LEB(this.bytes, this.at);
      this.at = at;
      return value;
    }

    take(length) {
      this.at += length;
      return this.bytes.subarray(this.at - length, this.at);
    }
  }

  const before = (one, other) => {
    const [left, right] = [[...one], [...other]];
    for (let at = 0; at < left.length && at < right.length; at += 1) {
      if (left[at] !== right[at]) return left[at].codePointAt(0) < right[at].codePointAt(0);
    }
    return left.length < right.length;
  };

  /** The last index of a sorted list for which something holds that holds for all before it. */
  function last(list, holds) {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(list[middle])) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  const steps = (list) => { let sum = 0; return list.map((step) => (sum += step)); };
  const meet = (one, other) => { const set = new Set(other); return one.filter((item) => set.has(item)); };

  const BESIDE = '\u0001';
  const FILTER = '\u0002';

  class Index {
    constructor(base) {
      this.base = base;
      this.by = base.startsWith('file:') ? by_script : by_fetch;
      this.forget();
    }

    /** A URL below the site's home as a link; without a server a folder has no page of its own. */
    url(below) { return this.base + (this.scripts() ? below.replace(/\/(?=#|$)/, '/index.html') : below); }

    /** Whether the files are scripts, so that no page can be fetched. */
    scripts() { return this.by === by_script; }

    forget() {
      this.files = new Map();
      this.shards = new Map();
      this.mapped = null;
    }

    /** The names that are offered, and the words of the interface. */
    async names() {
      const { names } = await this.map();
      names.forms ??= new Map([...names.simplified].flatMap((character, at, all) => (at % 2 ? [] : [[character, all[at + 1]]])));
      simplified = names.forms;
      return names;
    }

    map() {
      this.mapped ??= this.by(this.base, 'search/map', { cache: 'no-cache' }).catch((error) => {
        // A folder may be on a server and be made to be read without one.
        if (this.by === by_script) throw error;
        this.by = by_script;
        return this.by(this.base, 'search/map');
      }).then((answer) => answer.json());
      return this.mapped;
    }

    /** A file of the folder that the map names, read by one of `Response`'s methods. */
    file(name, as) {
      if (!this.files.has(name)) {
        const read = this.map().then(({ folder }) => this.by(this.base, `search/${folder}/${name}`));
        this.files.set(name, read.then((answer) => answer[as]()));
        // The site has changed under the page: begin with its new map.
        this.files.get(name).catch(() => this.forget());
      }
      return this.files.get(name);
    }

    json(name) { return this.file(name, 'json'); }

    async shard(number) {
      const reader = new Reader(new Uint8Array(await this.file(`terms-${number}`, 'arrayBuffer')));
      const terms = new Map();
      const decoder = new TextDecoder();
      let term = new Uint8Array(0);
      for (let count = reader.number(); count; count -= 1) {
        const common = reader.number();
        const rest = reader.take(reader.number());
        const whole = new Uint8Array(common + rest.length);
        whole.set(term.subarray(0, common));
        whole.set(rest, common);
        term = whole;
        const entry = { size: reader.number(), length: 0, apart: null };
        const blocks = reader.number();
        if (blocks === 1) entry.length = reader.number();
        if (blocks > 1) entry.apart = { first: reader.number(), starts: steps(Array.from({ length: blocks }, () => reader.number())) };
        terms.set(decoder.decode(term), entry);
      }
      for (const entry of terms.values()) entry.items = reader.take(entry.size);
      for (const entry of terms.values()) entry.positions = reader.take(entry.length);
      return terms;
    }

    /** A file of terms once it is read. */
    terms(number) {
      if (!this.shards.has(number)) this.shards.set(number, this.shard(number));
      return this.shards.get(number);
    }

    async term(term) {
      const { terms } = await this.map();
      const number = last(terms, (start) => !before(term, start));
      const entry = number < 0 ? undefined : (await this.terms(number)).get(term);
      return entry && this.places(entry, term[0] === FILTER || ([...term].length === 1 && DENSE.test(term)));
    }

    /** Every term with a beginning: of words that are being typed. */
    async prefixed(prefix, most = 6) {
      const { terms } = await this.map();
      const first = Math.max(0, last(terms, (start) => !before(prefix, start)));
      const end = last(terms, (start) => before(start, `${prefix}\u{10ffff}`));
      const numbers = Array.from({ length: Math.min(most, end - first + 1) }, (_, at) => first + at);
      const found = await Promise.all(numbers.map((number) => this.terms(number)));
      const entries = found.flatMap((shard) => [...shard].filter(([term]) => term.startsWith(prefix)));
      return entries.map(([, entry]) => this.places(entry, false));
    }

    /** Items of a term with the number of places in each, and a way to the positions. */
    places(entry, bare) {
      if (entry.read) return entry.read;
      const reader = new Reader(entry.items);
      const counts = new Map();
      for (let item = 0; reader.at < entry.items.length;) {
        const step = reader.number();
        item += bare ? step : step >>> 1;
        counts.set(item, !bare && step & 1 ? reader.number() : 1);
      }
      entry.read = { counts, bare, apart: Boolean(entry.apart), positions: (items) => this.positions(entry, counts, items) };
      return entry.read;
    }

    /** Positions in some items: a map from item to positions. */
    async positions({ positions, apart }, counts, wanted) {
      const found = new Map();
      const decode = (bytes, items) => {
        const reader = new Reader(bytes);
        for (const item of items) {
          let position = 0;
          const own = Array.from({ length: counts.get(item) }, () => (position += reader.number()));
          if (wanted.has(item)) found.set(item, own);
        }
      };
      const items = [...counts.keys()];
      if (!apart) {
        decode(positions, items);
        return found;
      }
      const { first, starts } = apart;
      const block = (item) => last(starts, (start) => start <= item);
      const blocks = new Set([...wanted].filter((item) => counts.has(item)).map(block));
      await Promise.all([...blocks].map(async (at) => {
        const bytes = new Uint8Array(await this.file(`positions-${first + at}`, 'arrayBuffer'));
        decode(bytes, items.filter((item) => item >= starts[at] && item < (starts[at + 1] ?? Infinity)));
      }));
      return found;
    }

    /** Cards of items: {kind, group, title, url, beside, excerpt}. */
    async cards(items) {
      const { cards, groups } = await this.map();
      return Promise.all(items.map(async (item) => {
        const file = last(cards, (start) => start <= item);
        const [title, url, beside, excerpt] = (await this.json(`cards-${file}`))[item - cards[file]];
        const [kind, group] = groups[last(groups, ([, , start]) => start <= item)];
        return { item, kind, group, title, url: this.url(url), beside, excerpt };
      }));
    }
  }

  return { Index, FILTER, BESIDE, tokens, last, steps, meet };
})();
