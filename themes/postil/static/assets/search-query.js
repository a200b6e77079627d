// From what a reader types to what is found.
//
// In: the index, words. Out: `PostilSearch.Search`: items by rank, their counts, names that fit; and the places of the words in
// a text. Knows nothing of the page.
(() => {
  const { Index, FILTER, BESIDE, tokens, last, steps, meet } = PostilSearch;

  /** With what a word that is being typed may go on: letters with all, once there are three; a number behind its point. */
  const open_end = (word) => (/[0-9]/.test(word) ? `${word}.` : [...word].length > 2 && word);

  /** What must be looked up for tokens that follow each other: terms with their distance from the first of them. */
  function plan(phrase, exact) {
    const lookups = [];
    const follows = (at) => phrase[at]?.position === phrase[at - 1]?.position + 1;
    for (let at = 0; at < phrase.length; at += 1) {
      const { word, dense, position } = phrase[at];
      if (word) {
        lookups.push({ term: word, position, open: !exact && at === phrase.length - 1 });
        continue;
      }
      let end = at + 1;
      while (phrase[end]?.dense && follows(end)) end += 1;
      if (end > at + 1) {
        for (let next = at; next < end; next += 2) {
          const from = Math.min(next, end - 2);
          lookups.push({ term: phrase[from].dense + phrase[from + 1].dense, position: phrase[from].position });
        }
      } else {
        const after = at > 0 && follows(at) && phrase[at - 1].word;
        const ahead = follows(at + 1) && phrase[at + 1].word;
        lookups.push({ term: `${after ? BESIDE : ''}${dense}${!after && ahead ? BESIDE : ''}`, position });
      }
      at = end - 1;
    }
    return lookups;
  }

  /** Several terms as one. */
  function any(all) {
    const counts = new Map();
    all.forEach((one) => one.counts.forEach((count, item) => counts.set(item, (counts.get(item) ?? 0) + count)));
    const positions = async (items) => {
      const joined = new Map();
      for (const found of await Promise.all(all.map((one) => one.positions(items)))) {
        found.forEach((own, item) => joined.set(item, [...(joined.get(item) ?? []), ...own]));
      }
      return joined;
    };
    return { counts, apart: all.some(({ apart }) => apart), positions };
  }

  async function lookup(index, { term, open }) {
    const more = open && open_end(term);
    const all = await Promise.all([index.term(term), more ? index.prefixed(more) : []]);
    const found = [...new Set(all.flat().filter(Boolean))];
    return found.length > 1 ? any(found) : found[0];
  }

  /** Items in which tokens follow each other: a map to {count, starts}; `starts` is missing where no position is known. */
  async function phrase_in(index, phrase, exact) {
    const lookups = plan(phrase, exact);
    const found = await Promise.all(lookups.map((one) => lookup(index, one)));
    if (!found.length || found.some((one) => !one)) return new Map();
    const order = found.map((_, at) => at).sort((one, other) => found[one].counts.size - found[other].counts.size);
    let items = [...found[order[0]].counts.keys()];
    order.slice(1).forEach((at) => { items = items.filter((item) => found[at].counts.has(item)); });
    const known = order.filter((at) => !found[at].bare);
    // One term of very many places needs none of them.
    if (!known.length || (found.length === 1 && found[0].apart)) {
      return new Map(items.map((item) => [item, { count: found[0].counts.get(item) }]));
    }
    let starts = null;
    for (const at of known) {
      const wanted = new Set(starts?.keys() ?? items);
      const own = await found[at].positions(wanted);
      const shift = lookups[at].position;
      const kept = new Map();
      for (const item of wanted) {
        const here = (own.get(item) ?? []).map((position) => position - shift);
        const both = starts ? meet(starts.get(item), here) : here;
        if (both.length) kept.set(item, both);
      }
      starts = kept;
    }
    return new Map([...starts].map(([item, own]) => [item, { count: own.length, starts: own }]));
  }

  const FIELDS = { topic: 'topic', 主题: 'topic', 主題: 'topic', entity: 'entity', 实体: 'entity', 實體: 'entity', year: 'year', 年份: 'year', kind: 'kind', 类型: 'kind', 類型: 'kind' };
  const PART = /(-?)(?:(topic|entity|year|kind|主[题題]|实体|實體|年份|类型|類型)[:：])?(?:"([^"]*)"|“([^”]*)”|「([^」]*)」|(\S+))/giu;

  /** What was typed: words that must be there, words that must not, and fields. */
  function parse(typed) {
    const query = { words: [], without: [], fields: [] };
    for (const [, minus, field, ...forms] of typed.matchAll(PART)) {
      const text = forms.find((form) => form !== undefined);
      const name = field && FIELDS[field.toLowerCase()];
      if (name) {
        query.fields.push({ name, value: text, minus: Boolean(minus) });
        continue;
      }
      const phrase = tokens(text);
      if (phrase.length) (minus ? query.without : query.words).push({ phrase, exact: forms[3] === undefined });
    }
    return query;
  }

  /** Whether each item of the map's groups is of a kind, a year, a type. */
  function in_groups({ groups, items }, fits) {
    const found = [];
    groups.forEach(([kind, group, start], at) => {
      if (!fits(kind, group)) return;
      for (let item = start; item < (groups[at + 1]?.[2] ?? items); item += 1) found.push(item);
    });
    return found;
  }

  /** How much a word tells that so many items hold. */
  const weight = ({ items }, size) => Math.log(1 + (items - size + 0.5) / (size + 0.5));
  /** Grades between a word that is there and one that is there twice as clearly. */
  const STEPS = 4;
  /** What is told of a page is worth less than the page, where it fits as well. */
  const WEIGHTS = { report: 1.5, entity: 1.5, claim: 0.6, note: 0.6 };
  const kind_of = ({ groups }, item) => groups[last(groups, ([, , start]) => start <= item)][0];

  class Search extends Index {
    /** The id of a topic or entity by its id or one of its names. */
    async id_of(name, value) {
      const names = await this.names();
      const wanted = plain(value);
      const all = name === 'topic' ? names.topics.map(([id, first, others]) => [id, first, ...others])
        : names.entities.map(([id, first, , , , others]) => [id, first, ...others]);
      const called = all.find(([id, ...rest]) => id === value || rest.some((one) => plain(one) === wanted));
      return called?.[0] ?? value;
    }

    /** The items that a field leaves: a list, which may be long. */
    async field({ name, value }) {
      if (name === 'year') return in_groups(await this.map(), (kind, group) => kind !== 'entity' && group === value);
      if (name === 'kind') return in_groups(await this.map(), (kind) => kind === value);
      if (name === 'type') return in_groups(await this.map(), (kind, group) => kind === 'entity' && group === value);
      const id = await this.id_of(name, value);
      return [...(await this.term(`${FILTER}${name[0]}:${id}`))?.counts.keys() ?? []];
    }

    /** Items that hold all that was typed, the best first, as {item, score}. */
    async find(typed, narrowed = []) {
      await this.names();
      const { words, without, fields } = parse(typed);
      const map = await this.map();
      const [found, barred, lists] = await Promise.all([
        Promise.all(words.map(({ phrase, exact }) => phrase_in(this, phrase, exact))),
        Promise.all(without.map(({ phrase }) => phrase_in(this, phrase, true))),
        Promise.all([...fields, ...narrowed].map(async (field) => [Boolean(field.minus), new Set(await this.field(field))])),
      ]);
      if (!words.length && !lists.length) return [];
      const sorted = [...found].sort((one, other) => one.size - other.size);
      const [, first] = lists.find(([minus]) => !minus) ?? [];
      const begin = sorted.length ? sorted[0].keys() : first ?? in_groups(map, () => true);
      const items = [...begin].filter((item) => sorted.every((one) => one.has(item)) && !barred.some((one) => one.has(item))
        && lists.every(([minus, list]) => list.has(item) !== minus));
      const most = found.reduce((sum, one) => sum + weight(map, one.size), 0) || 1;
      // Of what fits about equally well the newer comes first, as items are counted.
      const grade = (item) => Math.round(STEPS * this.score(map, item, found, words) * (WEIGHTS[kind_of(map, item)] ?? 1) / most);
      const scored = items.map((item) => ({ item, score: grade(item) }));
      return scored.sort((one, other) => other.score - one.score || one.item - other.item);
    }

    /** BM25 (Robertson and Zaragoza 2009), with names eight times as heavy as the text, and words that follow each other first. */
    score(map, item, found, words) {
      const length = (at) => 2 ** ((map.lengths.charCodeAt(at) - 65) / 2);
      map.average ??= [...map.lengths].reduce((sum, _, at) => sum + length(at), 0) / (map.items || 1);
      let score = 0;
      found.forEach((one, at) => {
        const { count, starts = [] } = one.get(item);
        const named = starts.filter((start) => start < map.text).length;
        const often = count + 8 * named;
        // Where no position is told, nothing is told of how often either.
        const dense = starts.length ? 0.25 + 0.75 * length(item) / map.average : 1;
        score += weight(map, one.size) * (often * 2.2 / (often + 1.2 * dense) + (named ? 1 : 0));
        const { starts: next = [] } = found[at + 1]?.get(item) ?? {};
        const { phrase } = words[at];
        const behind = phrase[phrase.length - 1].position + 1;
        if (next.some((start) => starts.includes(start - behind))) score += 2 * weight(map, one.size);
      });
      return score;
    }

    /** How many of the items are of each kind, type and year. */
    async counts(items) {
      const { groups } = await this.map();
      const counts = { kind: new Map(), type: new Map(), year: new Map() };
      const add = (field, value) => counts[field].set(value, (counts[field].get(value) ?? 0) + 1);
      items.forEach((item) => {
        const [kind, group] = groups[last(groups, ([, , start]) => start <= item)];
        add('kind', kind);
        if (group) add(kind === 'entity' ? 'type' : 'year', group);
      });
      return counts;
    }

    /** The same for topics and entities, as [id, name, count]. */
    async more_counts(items) {
      const facets = await this.json('facets');
      const wanted = new Set(items);
      const count = ([id, name, list]) => [id, name, steps(list).filter((item) => wanted.has(item)).length];
      const some = (list) => list.map(count).filter(([, , many]) => many).sort((one, other) => other[2] - one[2]);
      return { topic: some(facets.topics), entity: some(facets.entities) };
    }

    /** All names of each entity as they are compared. */
    async called() {
      const names = await this.names();
      names.called ??= names.entities.map(([, name, , , , others]) => [name, ...others].map(plain));
      return names.called;
    }

    /** Entities that are called so or nearly so: {id, name, type, count, by}, where `by` is the other name that fits. */
    async entities(typed, most = 5) {
      const { entities, types } = await this.names();
      const called = await this.called();
      const wanted = plain(typed);
      // Marks are no name.
      if (typed && !wanted) return [];
      const found = [];
      entities.forEach(([id, name, type, count, initials, others], at) => {
        const ranked = called[at].map((one, place) => [rank(one, wanted) + (place ? 0.5 : 0), [name, ...others][place]]);
        if (wanted && initials.startsWith(wanted)) ranked.push([3, initials]);
        const [best, by] = ranked.reduce((one, other) => (other[0] < one[0] ? other : one));
        if (!wanted || best < 9) found.push({ id, name, type: types[type], count, by: wanted && by !== name && by !== initials ? by : '', best: wanted ? best : 0, at });
      });
      found.sort((one, other) => one.best - other.best || one.at - other.at);
      return found.slice(0, most).map((one) => ({ ...one, url: this.url(`entities/${encodeURIComponent(one.id)}/`) }));
    }

    /** Names that are written nearly so, by the number of characters that differ (Damerau 1964). */
    async near(typed, most = 3) {
      const { entities } = await this.names();
      const wanted = [...plain(typed)];
      const limit = Math.max(1, Math.floor(wanted.length / 3));
      const called = await this.called();
      const nearest = entities.map(([, name, , , initials], at) => {
        const all = called[at].map((one) => distance(wanted, [...one]));
        return [Math.min(...all, initials ? distance(wanted, [...initials]) : Infinity), name];
      });
      const close = nearest.filter(([far]) => wanted.length > 1 && far > 0 && far <= limit);
      return [...new Set(close.sort((one, other) => one[0] - other[0]).map(([, name]) => name))].slice(0, most);
    }
  }

  const plain = (string) => tokens(string).map(({ word, dense }) => word || dense).join('');

  function rank(name, wanted) {
    if (name === wanted) return 0;
    if (name.startsWith(wanted)) return 1;
    return name.includes(wanted) ? 2 : 9;
  }

  function distance(one, other) {
    let [row, above] = [other.map((_, at) => at + 1), []];
    row.unshift(0);
    one.forEach((left, down) => {
      const next = [down + 1];
      other.forEach((right, across) => {
        let best = Math.min(row[across] + (left !== right), row[across + 1] + 1, next[across] + 1);
        if (down && across && left === other[across - 1] && one[down - 1] === right) best = Math.min(best, above[across - 1] + 1);
        next.push(best);
      });
      [above, row] = [row, next];
    });
    return row[other.length];
  }

  /** Where what was typed stands in a text: [start, end] of each place, in UTF-16. */
  function places(text, typed) {
    const all = tokens(text);
    const found = [];
    for (const { phrase, exact } of parse(typed).words) {
      all.forEach((first, at) => {
        const own = phrase.map((_, more) => all[at + more]);
        const fits = own.every((token, more) => {
          const wanted = phrase[more];
          if (token?.position - first.position !== wanted.position) return false;
          const open = !exact && more === phrase.length - 1 && wanted.word && open_end(wanted.word);
          return token.dense === wanted.dense && (token.word === wanted.word || (open && token.word.startsWith(open)));
        });
        if (fits) found.push([first.start, own[own.length - 1].end]);
      });
    }
    return found.sort((one, other) => one[0] - other[0]);
  }

  Object.assign(PostilSearch, { Search, places });
})();
