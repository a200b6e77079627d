// The search as readers see it: a box on every page, and the page /search/.
//
// In: the link or form of a page, what is typed. Out: results with their passages. What is found is `PostilSearch.Search`'s.
(() => {
  const { Search, places } = PostilSearch;
  const make = (name, values = {}, ...content) => {
    const element = Object.assign(document.createElement(name), values);
    element.append(...content.filter((one) => one !== null && one !== ''));
    return element;
  };
  const fill = (words, value) => words.replace('{}', value);
  const SHOWN = 20;
  const IN_BOX = 8;

  let engine;
  /** The engine of the site whose page /search/ a URL leads to. */
  const of = (url) => engine ??= new Search(new URL('..', url).href);

  /** Text with the places of the words in <mark>. */
  function marked(text, query) {
    const content = [];
    let at = 0;
    for (const [start, end] of places(text, query)) {
      if (start < at) continue;
      content.push(text.slice(at, start), make('mark', {}, text.slice(start, end)));
      at = end;
    }
    return [...content, text.slice(at)];
  }

  // Passages of pages.
  const texts = new Map();
  const BLOCK = 'p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, pre, figcaption, blockquote, div, section';

  /** The text of an article's page, with its pieces: {start, element}. Blocks end with a line break. */
  async function read(url) {
    const page = await (await fetch(url)).text();
    const body = new DOMParser().parseFromString(page, 'text/html').querySelector('[itemprop="articleBody"]');
    const read = { text: '', pieces: [] };
    if (!body) return read;
    const accept = (node) => (node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT
      : node.hasAttribute('data-generated') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP);
    const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
    let [block, id] = [null, ''];
    const ids = [...body.querySelectorAll('[id]')];
    while (walker.nextNode()) {
      const { currentNode: node } = walker;
      const own = node.parentElement.closest(BLOCK);
      if (block && own !== block) read.text += '\n';
      block = own;
      while (ids.length && (ids[0].contains(node) || ids[0].compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)) id = ids.shift().id;
      read.pieces.push({ start: read.text.length, id });
      // A line break in the source is a blank; that of a block is ours.
      read.text += node.data.replace(/\n/g, ' ');
    }
    return read;
  }

  function text_of(search, { item, url }) {
    if (!texts.has(url)) {
      const text = search.scripts() ? search.file(`text-${item}`, 'text').then((text) => ({ text, pieces: [] })) : read(url);
      texts.set(url, text.catch(() => ({ text: '', pieces: [] })));
    }
    return texts.get(url);
  }

  const words_around = (text) => [...new Intl.Segmenter(document.documentElement.lang, { granularity: 'word' }).segment(text)];

  /** A directive for the words from one place to another (WICG Scroll-To-Text-Fragment); browsers find only whole words. */
  function directive(text, [start, end]) {
    const from = text.lastIndexOf('\n', start) + 1;
    const line = text.slice(from, (`${text}\n`).indexOf('\n', end));
    const words = words_around(line).map(({ index, segment }) => [from + index, from + index + segment.length]);
    const inside = words.filter(([one, other]) => other > start && one < end);
    const part = (slice) => encodeURIComponent(text.slice(...slice).trim()).replaceAll('-', '%2D');
    if (!inside.length) return '';
    return `:~:text=${part([inside[0][0], inside[inside.length - 1][1]])}`;
  }

  /** Shows where in its page a result is, and leads there. */
  async function show_passage(search, result, query, { link, passage }) {
    const { text, pieces } = await text_of(search, result);
    const [place] = places(text, query);
    if (!place) return;
    const begin = Math.max(text.lastIndexOf('\n', place[0]) + 1, place[0] - 40);
    const line_end = (`${text}\n`).indexOf('\n', place[1]);
    const end = Math.min(line_end, place[1] + 90);
    // A cut may go through a character of two units.
    const words = text.slice(begin, end).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '').trim();
    const slice = `${begin > 0 && text[begin - 1] !== '\n' ? '…' : ''}${words}${end < line_end ? '…' : ''}`;
    passage.replaceChildren(...marked(slice, query));
    const id = pieces.findLast(({ start }) => start <= place[0])?.id ?? '';
    link.href = `${result.url}#${encodeURIComponent(id)}${directive(text, place)}`;
  }

  // A page is fetched for its passage when its result is seen, and has been there for a moment.
  const unseen = new WeakMap();
  const seen = new IntersectionObserver((entries) => entries.filter(({ isIntersecting }) => isIntersecting).forEach(({ target }) => {
    seen.unobserve(target);
    const act = unseen.get(target);
    setTimeout(() => target.isConnected && act(), 200);
  }));
  function when_seen(link, act) {
    unseen.set(link, act);
    seen.observe(link);
  }

  /** A result as a link with its words. */
  function result_of(search, names, result, query) {
    const link = make('a', { href: result.url });
    const beside = [names.words.kinds[result.kind], result.beside].filter(Boolean).join(' · ');
    const passage = make('span', { className: 'passage' }, ...marked(result.excerpt, query));
    link.append(make('span', { className: 'title' }, ...marked(result.title, query)), make('span', { className: 'beside' }, beside), passage);
    if (['report', 'page'].includes(result.kind)) when_seen(link, () => show_passage(search, result, query, { link, passage }));
    return link;
  }

  function entity_of(entity, query) {
    const link = make('a', { href: entity.url });
    const by = entity.by && make('span', { className: 'by' }, ...marked(entity.by, query));
    link.append(make('span', { className: 'title' }, ...marked(entity.name, query)), by, make('span', { className: 'beside' }, `${entity.type} · ${entity.count}`));
    return link;
  }

  /** Does something with the index, once more where the site was published anew meanwhile. */
  const surely = (act) => act().catch(() => act());

  /** Calls `act` with what a field holds, once it rests, and never within a composition. */
  function typed(field, act) {
    let timer;
    let last = null;
    const now = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (field.value.trim() === last) return;
        last = field.value.trim();
        act(last);
      }, last === null ? 0 : 120);
    };
    field.addEventListener('input', (event) => event.isComposing || now());
    field.addEventListener('compositionend', now);
    now();
  }

  /** Runs the newest of what it is asked for; what was asked before is dropped. */
  function newest() {
    let number = 0;
    return async (run, show) => {
      const own = number += 1;
      const result = await run();
      if (own === number) show(result);
    };
  }

  // The box on every page.
  let box;

  function build(link, search, names) {
    const { words } = names;
    const list = make('ul', { id: 'page.finder-list', role: 'listbox', ariaLabel: words.results });
    const field = make('input', { name: 'q', type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: false, enterKeyHint: 'search', placeholder: words.hint, ariaLabel: words.search });
    Object.entries({ role: 'combobox', 'aria-controls': list.id, 'aria-expanded': 'false', 'aria-autocomplete': 'list' }).forEach(([name, value]) => field.setAttribute(name, value));
    const status = make('p', { role: 'status' });
    const form = make('form', { action: link.href, role: 'search' }, field);
    const dialog = make('dialog', { className: 'finder', ariaLabel: words.search }, form, status, list, make('p', { className: 'help' }, words.help));
    document.body.append(dialog);
    const options = () => [...list.querySelectorAll('[role="option"]')];
    const chosen = () => options().findIndex((option) => option.ariaSelected === 'true');

    function choose(at) {
      options().forEach((option, own) => { option.ariaSelected = String(own === at); });
      const option = options()[at];
      if (option) field.setAttribute('aria-activedescendant', option.id);
      else field.removeAttribute('aria-activedescendant');
      option?.scrollIntoView({ block: 'nearest' });
    }

    function show(links, said) {
      links.forEach((option, at) => Object.assign(option, { id: `page.finder-${at + 1}`, role: 'option', ariaSelected: 'false', tabIndex: -1 }));
      list.replaceChildren(...links.map((option) => make('li', { role: 'presentation' }, option)));
      field.setAttribute('aria-expanded', String(links.length > 0));
      field.removeAttribute('aria-activedescendant');
      status.replaceChildren(said);
    }

    field.addEventListener('keydown', (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      const count = options().length;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && count) {
        event.preventDefault();
        // Before the first and behind the last stands the field itself.
        choose(((chosen() + 1 + step + count + 1) % (count + 1)) - 1);
      } else if (event.key === 'Enter' && chosen() >= 0) {
        event.preventDefault();
        options()[chosen()].click();
      }
    });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog || event.target.closest('[role="option"]')) dialog.close();
    });

    const run = newest();
    typed(field, (query) => run(async () => {
      if (!query) return [(await search.entities('', IN_BOX)).map((entity) => entity_of(entity, '')), words.hot];
      const [entities, found] = await Promise.all([search.entities(query, 3), surely(() => search.find(query))]);
      const cards = await search.cards(found.slice(0, IN_BOX).map(({ item }) => item));
      const others = cards.filter(({ url }) => !entities.some((entity) => entity.url === url));
      const links = [...entities.map((entity) => entity_of(entity, query)), ...others.map((card) => result_of(search, names, card, query))];
      if (found.length) {
        links.push(make('a', { href: `${form.action}?q=${encodeURIComponent(query)}`, className: 'all' }, fill(words.all, found.length)));
        return [links, fill(words.count, found.length)];
      }
      if (links.length) return [links, ''];
      const near = await search.near(query);
      const suggested = (await Promise.all(near.map((name) => search.entities(name, 1)))).flat();
      return [suggested.map((entity) => entity_of(entity, '')), `${fill(words.nothing, query)}${near.length ? words.near : ''}`];
    }, ([links, said]) => show(links, said)).catch(() => show([], words.failed)));
    return { dialog, field };
  }

  /** Opens the box; `link` leads to the page of the search. */
  async function open(link) {
    const search = of(link.href);
    try {
      box ??= build(link, search, await search.names());
    } catch {
      location.assign(link.href);
      return;
    }
    if (!box.dialog.isConnected) document.body.append(box.dialog);
    if (!box.dialog.open) box.dialog.showModal();
    box.field.select();
  }

  // The page of the search.
  const FIELDS = ['kind', 'type', 'year', 'topic', 'entity'];

  /** Makes the page of the search answer; its address says what is looked for. */
  async function page(form) {
    const search = of(form.action);
    const [field, found, names_list] = [form.querySelector('input'), document.querySelector('.found'), document.querySelector('.names')];
    const address = new URLSearchParams(location.search);
    field.value = address.get('q') ?? '';
    let names;
    try { names = await search.names(); } catch { return; }
    const { words } = names;
    const narrowed = () => FIELDS.filter((name) => address.get(name)).map((name) => ({ name, value: address.get(name) }));
    const run = newest();

    function remember() {
      const kept = address.toString();
      history.replaceState(null, '', `${location.pathname}${kept ? `?${kept}` : ''}`);
    }

    function facet(name, list) {
      if (list.length < 2 && !address.get(name)) return '';
      const buttons = list.slice(0, 12).map(([value, shown, count]) => {
        const button = make('button', { type: 'button', ariaPressed: String(address.get(name) === value) }, shown, ' ', make('span', { className: 'count' }, String(count)));
        button.onclick = () => {
          if (address.get(name) === value) address.delete(name); else address.set(name, value);
          ask();
        };
        return make('li', {}, button);
      });
      const label = make('span', { className: 'label' }, words.fields[name]);
      return make('div', { className: 'facet' }, label, make('ul', { ariaLabel: words.fields[name] }, ...buttons));
    }

    async function facets(items) {
      const [own, more] = await Promise.all([search.counts(items), search.more_counts(items)]);
      const by_count = (map) => [...map].sort((one, other) => other[1] - one[1]);
      return make('div', { className: 'narrowing' },
        facet('kind', by_count(own.kind).map(([kind, count]) => [kind, words.kinds[kind], count])),
        facet('type', by_count(own.type).map(([type, count]) => [type, type, count])),
        facet('year', [...own.year].sort(([one], [other]) => other - one).map(([year, count]) => [year, year, count])),
        facet('topic', more.topic), facet('entity', more.entity));
    }

    async function list(items, query) {
      const results = make('ol', { className: 'results' });
      const more = make('button', { type: 'button', className: 'more' }, words.more);
      more.onclick = async () => {
        const next = items.slice(results.children.length, results.children.length + SHOWN);
        const cards = await search.cards(next);
        const first = results.children.length;
        results.append(...cards.map((card) => make('li', {}, result_of(search, names, card, query))));
        more.hidden = results.children.length >= items.length;
        if (first) results.children[first].querySelector('a').focus();
      };
      await more.onclick();
      return [results, more];
    }

    const ask = () => run(async () => {
      const query = field.value.trim();
      if (query) address.set('q', query); else address.delete('q');
      remember();
      if (!query && !narrowed().length) return null;
      const [entities, scored] = await Promise.all([search.entities(query, 3), surely(() => search.find(query, narrowed()))]);
      const items = scored.map(({ item }) => item);
      const near = items.length ? [] : await search.near(query);
      const suggested = near.map((name) => make('a', { href: `?q=${encodeURIComponent(name)}` }, name));
      const said = items.length ? fill(words.count, items.length) : fill(words.nothing, query);
      const status = make('p', { role: 'status', className: 'meta' }, said, ...(near.length ? [' ', words.near, ' ', ...suggested.flatMap((link) => [link, ' '])] : []));
      // An entity whose page is found by its words stands among the results.
      const listed = new Set((await search.cards(items.slice(0, SHOWN))).map(({ url }) => url));
      const called = query && !narrowed().length ? entities.filter(({ url }) => !listed.has(url)) : [];
      const first = called.length ? make('ul', { className: 'entities-found' }, ...called.map((entity) => make('li', {}, entity_of(entity, query)))) : '';
      return [status, first, await facets(items), ...(items.length ? await list(items, query) : [])];
    }, (content) => {
      found.hidden = !content;
      names_list.hidden = Boolean(content);
      if (content) found.replaceChildren(...content.filter((one) => one !== ''));
    }).catch(() => {
      found.hidden = false;
      found.replaceChildren(make('p', { role: 'status' }, words.failed));
    });

    form.addEventListener('submit', (event) => {
      event.preventDefault();
      ask();
    });
    form.after(make('p', { className: 'help' }, words.help));
    typed(field, ask);
  }

  // A preview changes the site under the page.
  document.addEventListener('postil:update', () => {
    engine?.forget();
    texts.clear();
  });

  PostilSearch.open = open;
  const form = document.querySelector('form.search');
  if (form) page(form);
})();
