// What makes reading easier and no page needs. In: a page of this theme. Out: marks that answer, choices that stay.
(() => {
  const root = document.documentElement;
  const by_id = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const on = (events, act) => events.split(' ').forEach((event) => document.addEventListener(event, act));
  // A browser may refuse to keep anything.
  const kept = (key) => { try { return localStorage[`postil.${key}`] ?? ''; } catch { return ''; } };
  const keep = (key, value) => { try { localStorage[`postil.${key}`] = value; } catch {} };

  const themes = ['', 'light', 'dark'];
  const chosen = () => themes.indexOf(root.dataset.theme ?? '');
  function tell(button) {
    button.title = button.dataset.choices.split(',')[chosen()];
    button.setAttribute('aria-label', `${button.textContent}: ${button.title}`);
  }
  all('.theme').forEach(tell);
  on('postil:update', () => all('.theme').forEach(tell));

  // Kinds of marks: what differs from the page as it was sent is remembered.
  const boxes = all('.marks input');
  const known = (box) => kept('marks').split(' ').includes(box.id);
  boxes.filter(known).forEach((box) => box.click());
  on('change', () => {
    const others = kept('marks').split(' ').filter((id) => id && !by_id(id));
    const changed = all('.marks input').filter((box) => box.checked !== box.defaultChecked).map(({ id }) => id);
    if (boxes.length) keep('marks', [...others, ...changed].join(' '));
  });
  const is_clean = () => by_id('page.clean')?.checked;

  // The line of the contents that is being read.
  const lines = all('.toc a').map((link) => [link, by_id(decodeURIComponent(link.hash.slice(1)))]);
  const seen = new IntersectionObserver(() => {
    const read = lines.filter(([, heading]) => heading?.getBoundingClientRect().top < innerHeight / 4).pop();
    lines.forEach(([link]) => { link.ariaCurrent = link === read?.[0] ? 'true' : null; });
  }, { rootMargin: '0px 0px -75% 0px' });
  lines.forEach(([, heading]) => heading && seen.observe(heading));

  // Words and their notes light up together; a section lights up by its heading.
  const note = (id) => by_id(`n.${id}`);
  const spans = (id) => {
    const first = by_id(id);
    return first?.closest('h1, h2, h3, h4, h5, h6') ? [first] : all(`[data-annotation~="${CSS.escape(id)}"]`);
  };
  function notes_of(element) {
    const own = element.closest('.notes > [id^="n."]')?.id ?? element.closest('.refs a')?.hash.slice(1);
    if (own) return [decodeURIComponent(own).slice(2)];
    const ids = [];
    for (let at = element.closest('[data-annotation]'); at; at = at.parentElement.closest('[data-annotation]')) {
      ids.push(...at.dataset.annotation.split(' ').reverse().filter((id) => note(id) && spans(id).includes(at)));
    }
    return ids;
  }
  on('pointerover focusin', ({ target }) => {
    all('.lit').forEach((element) => element.classList.remove('lit'));
    notes_of(target).flatMap((id) => [note(id), ...spans(id)]).forEach((element) => element?.classList.add('lit'));
  });

  // One box for a card, one for the offer to cite.
  const make = (name, values) => Object.assign(document.createElement(name), values);
  const hide = (id) => by_id(id)?.hidePopover();
  const hide_all = () => ['page.card', 'page.offer'].forEach(hide);
  function show(id, content, rect) {
    const popover = by_id(id) ?? document.body.appendChild(make('div', { id, popover: 'manual' }));
    popover.replaceChildren(...content);
    popover.showPopover();
    const height = popover.offsetHeight + 6;
    popover.style.top = `${rect.bottom + height > innerHeight && rect.top > height ? rect.top - height : rect.bottom + 6}px`;
    popover.style.left = `${Math.max(8, Math.min(rect.left, root.clientWidth - popover.offsetWidth - 8))}px`;
  }

  // An entity's card, on hover and focus; it stays while the pointer is on it.
  let waiting;
  const later = (ms, act) => { clearTimeout(waiting); waiting = setTimeout(act, ms); };
  function card(mention) {
    const source = document.querySelector(`.entity-cards a[href*="/entities/${encodeURIComponent(mention.dataset.entity)}/"]`)?.parentElement;
    if (source && !is_clean()) show('page.card', source.cloneNode(true).childNodes, mention.getClientRects()[0]);
  }
  on('pointerover', ({ target, pointerType }) => {
    const mention = target.closest('.mention');
    if (mention && pointerType === 'mouse') later(300, () => card(mention));
    else if (target.closest('[popover]')) clearTimeout(waiting);
    else later(200, () => hide('page.card'));
  });
  on('focusin', ({ target }) => {
    if (target.matches('.mention:focus-visible')) card(target);
    else if (!target.closest('[popover]')) hide('page.card');
  });

  // A click on words opens their note, one more the next of several; Escape leads back to the words.
  const opened = () => document.querySelector('.notes > [id^="n."]:target')?.id.slice(2);
  on('click', ({ target }) => {
    if (target.matches('.theme')) {
      keep('theme', root.dataset.theme = themes[(chosen() + 1) % 3]);
      tell(target);
    } else if (!target.closest('a, button, summary') && !is_clean() && getSelection().isCollapsed) {
      const ids = target.closest('[itemprop="articleBody"]') ? notes_of(target) : [];
      if (ids.length) location.hash = `n.${ids[(ids.indexOf(opened()) + 1) % ids.length]}`;
    }
  });
  on('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    hide_all();
    if (opened()) location.hash = opened();
  });
  addEventListener('scroll', hide_all, { passive: true });

  // The search comes with its first use; without scripts its page is an index of names.
  let finder;
  const ready = (element) => new Promise((done, fail) => {
    Object.assign(element, { async: false, onload: done, onerror: fail });
    document.head.append(element);
  });
  const load = () => finder ??= Promise.all([...document.importNode(by_id('page.search').content, true).children].map(ready));
  function find(event, link = document.querySelector('a.search')) {
    if (!link) return;
    event.preventDefault();
    load().then(() => PostilSearch.open(link), () => location.assign(link.href));
  }
  on('click', (event) => {
    const link = event.target.closest('a.search');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.button) find(event, link);
  });
  on('keydown', (event) => {
    // A field may stand in a shadow tree, as those of the preview do.
    const typing = event.composedPath()[0].closest?.('input, textarea, select, [contenteditable]');
    const slash = event.key === '/' && !typing && !event.ctrlKey && !event.altKey && !event.metaKey;
    if ((slash || (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey))) && !event.isComposing) {
      const field = document.querySelector('form.search input');
      if (!field) return find(event);
      event.preventDefault();
      field.select();
    }
  });

  // Citing what is selected, with a link to the words (WICG Scroll-To-Text-Fragment); browsers find only whole words.
  const cut = (words) => [...new Intl.Segmenter(root.lang, { granularity: 'word' }).segment(words)];
  function words_of(range) {
    const copy = range.cloneContents();
    all('[data-generated]', copy).forEach((element) => element.remove());
    return copy.textContent.trim();
  }
  function fragment(range) {
    const wider = range.cloneRange();
    const [{ data: begin }, { data: end }] = [range.startContainer, range.endContainer];
    if (begin) wider.setStart(range.startContainer, cut(begin).findLast(({ index }) => index <= range.startOffset)?.index ?? 0);
    if (end) wider.setEnd(range.endContainer, cut(end).find(({ index }) => index >= range.endOffset)?.index ?? end.length);
    const words = words_of(wider);
    const part = (some) => encodeURIComponent(some.trim()).replaceAll('-', '%2D');
    if (words.length < 60 && !words.includes('\n')) return `#:~:text=${part(words)}`;
    const parts = cut(words).map(({ segment }) => segment);
    const [first, last] = [parts.slice(0, 8), parts.slice(-8)].map((some) => some.join('').split('\n'));
    return `#:~:text=${part(first[0])},${part(last.pop())}`;
  }
  async function copy(range, cite, button) {
    const base = document.querySelector('link[rel="canonical"]')?.href ?? location.href.split('#')[0];
    const citation = cite.querySelector('.citation').textContent.replace(base, '').trim();
    const text = `“${words_of(range)}” ${citation} ${base}${fragment(range)}`;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = cite.dataset.copied;
    } catch {
      prompt(cite.dataset.passage, text);
    }
  }
  on('pointerup keyup', ({ target }) => setTimeout(() => {
    const [selection, cite] = [getSelection(), document.querySelector('.cite')];
    if (!cite || target.closest?.('[popover]')) return;
    const range = selection.isCollapsed ? null : selection.getRangeAt(0);
    const within = range && document.querySelector('[itemprop="articleBody"]').contains(range.commonAncestorContainer);
    if (!within || !words_of(range)) return hide('page.offer');
    const button = make('button', { ariaLive: 'polite', textContent: cite.dataset.passage });
    button.onclick = () => copy(range, cite, button);
    show('page.offer', [button], [...range.getClientRects()].pop());
  }));
})();
