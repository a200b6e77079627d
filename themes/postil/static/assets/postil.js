// What makes reading easier, and nothing that a page needs: it works without this. Nothing is asked of any server.
// In: a page of this theme. Out: its marks answer to the pointer, cards stand beside mentions, choices are remembered.
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const body = () => document.querySelector('[itemprop="articleBody"]');
  // A browser may refuse to keep anything; then a choice holds for the page.
  const kept = (key) => { try { return localStorage.getItem(`postil.${key}`) ?? ''; } catch { return ''; } };
  const keep = (key, value) => { try { localStorage.setItem(`postil.${key}`, value); } catch { /* as said */ } };

  // Light and dark: as the system, light, dark, and again.
  const themes = ['', 'light', 'dark'];
  function label(button) {
    const choice = button.dataset.choices.split(',')[Math.max(0, themes.indexOf(root.dataset.theme ?? ''))];
    button.setAttribute('aria-label', `${button.textContent.trim()}: ${choice}`);
    button.title = choice;
  }
  all('button.theme').forEach(label);

  // Kinds of marks: what differs from the page as it was sent is remembered.
  const boxes = () => all('.marks input');
  const changed = kept('marks').split(' ');
  boxes().forEach((box) => { if (changed.includes(box.id)) box.checked = !box.defaultChecked; });
  document.addEventListener('change', ({ target }) => {
    if (!target.closest('.marks')) return;
    const here = boxes();
    const others = kept('marks').split(' ').filter((id) => id && !here.some((box) => box.id === id));
    keep('marks', [...others, ...here.filter((box) => box.checked !== box.defaultChecked).map((box) => box.id)].join(' '));
  });

  // The line of the contents that is being read.
  const lines = all('.toc a').map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]);
  const follow = () => {
    const read = lines.filter(([, heading]) => heading?.getBoundingClientRect().top < innerHeight / 4).pop();
    lines.forEach(([link]) => link.toggleAttribute('aria-current', link === read?.[0]));
  };
  const seen = new IntersectionObserver(follow, { rootMargin: '0px 0px -75% 0px' });
  lines.forEach(([, heading]) => heading && seen.observe(heading));

  // Words and their notes light up together.
  const note = (id) => document.getElementById(`n.${id}`);
  const ids_of = (element) => {
    const item = element.closest?.('.notes > [id^="n."]');
    const link = element.closest?.('.refs a');
    if (item || link) return [(item ? item.id : decodeURIComponent(link.hash.slice(1))).slice(2)];
    const ids = [];
    for (let at = element.closest?.('[data-annotation]'); at; at = at.parentElement.closest('[data-annotation]')) {
      ids.unshift(...at.dataset.annotation.split(' ').filter(note));
    }
    return ids;
  };
  function light({ type, target }) {
    all('.lit').forEach((element) => element.classList.remove('lit'));
    if (type === 'pointerout' || type === 'focusout') return;
    for (const id of ids_of(target)) {
      note(id)?.classList.add('lit');
      all(`[data-annotation~="${CSS.escape(id)}"]`).forEach((element) => element.classList.add('lit'));
    }
  }
  ['pointerover', 'pointerout', 'focusin', 'focusout'].forEach((event) => document.addEventListener(event, light));

  // A click on words opens their note, one more the next of several; Escape leads back to the words.
  const opened = () => document.querySelector('.notes > [id^="n."]:target');
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('button.theme');
    if (button) {
      root.dataset.theme = themes[(themes.indexOf(root.dataset.theme ?? '') + 1) % themes.length];
      keep('theme', root.dataset.theme);
      return label(button);
    }
    if (!target.closest('[itemprop="articleBody"]') || target.closest('a, button, summary, input')) return;
    if (!getSelection().isCollapsed || document.getElementById('page.clean')?.checked) return;
    const ids = ids_of(target).reverse();
    const id = ids[(ids.indexOf(opened()?.id.slice(2)) + 1) % ids.length];
    if (id) location.hash = `n.${id}`;
  });

  // One box for what comes and goes: a card, or the offer to cite.
  function box(name) {
    const found = document.getElementById(`page.${name}`);
    if (found) return found;
    const made = Object.assign(document.createElement('div'), { id: `page.${name}`, popover: 'manual' });
    return document.body.appendChild(made);
  }
  function place(popover, rect) {
    popover.showPopover();
    const { offsetWidth: width, offsetHeight: height } = popover;
    const below = rect.bottom + 6 + height < innerHeight || rect.top < height + 6;
    popover.style.top = `${below ? rect.bottom + 6 : rect.top - height - 6}px`;
    popover.style.left = `${Math.max(8, Math.min(rect.left, root.clientWidth - width - 8))}px`;
  }
  const hide = (name) => { const found = document.getElementById(`page.${name}`); if (found?.matches(':popover-open')) found.hidePopover(); };

  // An entity's card, on hover and focus; it stays while the pointer is on it.
  let waiting;
  const later = (ms, act) => { clearTimeout(waiting); waiting = setTimeout(act, ms); };
  function card(mention) {
    const source = document.querySelector(`[data-card="${CSS.escape(mention.dataset.entity)}"]`);
    if (!source || document.getElementById('page.clean')?.checked) return;
    const popover = box('card');
    popover.replaceChildren(...[...source.cloneNode(true).childNodes]);
    place(popover, mention.getClientRects()[0]);
  }
  document.addEventListener('pointerover', ({ target, pointerType }) => {
    const mention = target.closest?.('.mention');
    if (pointerType === 'mouse' && mention) later(300, () => card(mention));
    else if (target.closest?.('[id="page.card"]')) clearTimeout(waiting);
    else later(200, () => hide('card'));
  });
  document.addEventListener('focusin', ({ target }) => {
    if (target.matches('.mention:focus-visible')) card(target);
    else if (!target.closest('[id="page.card"]')) hide('card');
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    clearTimeout(waiting);
    hide('card');
    hide('cite');
    if (opened()) location.replace(`#${opened().id.slice(2)}`);
  });
  addEventListener('scroll', () => { hide('card'); hide('cite'); }, { passive: true });

  // Citing what is selected, with a link that leads to the very words (WICG Scroll-To-Text-Fragment). Browsers find whole
  // words only, so the link takes in those that the selection cuts.
  function whole_words(range) {
    const edge = (container, offset, end) => {
      if (container.nodeType !== Node.TEXT_NODE) return offset;
      const words = new Intl.Segmenter(root.lang, { granularity: 'word' }).segment(container.data);
      const word = words.containing(end ? Math.max(0, offset - 1) : offset);
      return word ? word.index + (end ? word.segment.length : 0) : offset;
    };
    const wider = range.cloneRange();
    wider.setStart(range.startContainer, edge(range.startContainer, range.startOffset, false));
    wider.setEnd(range.endContainer, edge(range.endContainer, range.endOffset, true));
    return wider;
  }
  function words_of(range) {
    const copy = range.cloneContents();
    all('[data-generated]', copy).forEach((element) => element.remove());
    return copy.textContent.trim();
  }
  function fragment(range) {
    const part = (words) => encodeURIComponent(words.trim()).replaceAll('-', '%2D');
    const words = words_of(whole_words(range));
    const lines = words.split(/\n+/);
    if (lines.length < 2 && words.length <= 80) return `#:~:text=${part(words)}`;
    const pieces = [...new Intl.Segmenter(root.lang, { granularity: 'word' }).segment(words)].map(({ segment }) => segment);
    const begin = pieces.slice(0, 8).join('').split('\n')[0];
    return `#:~:text=${part(begin)},${part(pieces.slice(-8).join('').split('\n').pop())}`;
  }
  function selected() {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0);
    return range && body()?.contains(range.commonAncestorContainer) && words_of(range) ? range : null;
  }
  function offer() {
    const [range, cite] = [selected(), document.querySelector('.cite')];
    if (!range || !cite) return hide('cite');
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: cite.dataset.passage });
    button.addEventListener('click', () => copy(range, cite, button));
    const popover = box('cite');
    popover.replaceChildren(button);
    place(popover, [...range.getClientRects()].pop());
  }
  async function copy(range, cite, button) {
    const base = document.querySelector('link[rel="canonical"]')?.href ?? location.href.split('#')[0];
    const citation = cite.querySelector('.citation').textContent.trim().replace(base, '').trim();
    const text = `“${words_of(range)}” ${citation} ${base}${fragment(range)}`;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = cite.dataset.copied;
      button.setAttribute('role', 'status');
    } catch {
      const field = Object.assign(document.createElement('textarea'), { value: text, readOnly: true, rows: 5 });
      field.setAttribute('aria-label', cite.dataset.passage);
      button.replaceWith(field);
      field.select();
    }
  }
  ['pointerup', 'keyup'].forEach((event) => document.addEventListener(event, ({ target, key }) => {
    if (key !== 'Escape' && !target.closest?.('[id="page.cite"]')) setTimeout(offer);
  }));
})();
