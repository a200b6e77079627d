// Annotating in the page: a bar at the selection, forms, and the annotations that are there.
//
// In: what is selected, and the state of the page. Out: wishes to the server. The page's own elements are not changed.
import { el, exchange } from './dom.js';
import { KINDS, form } from './forms.js';
import { ArticleText } from './text.js';

const GAP_PX = 8;

export class Annotator {
  constructor(preview, root, panel) {
    Object.assign(this, { preview, root, panel });
    const { words } = preview;
    /** Ends when the wish before is done and its outcome is known here. */
    this.before = Promise.resolve();
    this.bar = el('div.bar', { hidden: true, role: 'toolbar', 'aria-label': words.annotate },
      KINDS.map((kind) => el('button', { type: 'button', onclick: () => this.open(kind) }, words[kind])));
    this.sheet = el('form', { noValidate: true });
    this.dialog = el('div.dialog', { hidden: true, role: 'dialog', 'aria-label': words.annotate }, this.sheet);
    this.dialog.addEventListener('submit', (event) => this.submit(event));
    this.dialog.addEventListener('keydown', (event) => this.key(event));
    this.bar.addEventListener('keydown', (event) => this.barKey(event));
    root.append(this.bar, this.dialog);
    this.finder = this.makeFinder();
    this.entries = new Map();
    this.summary = el('summary');
    this.details = el('details', {}, this.summary, this.items = el('ul'));
    this.list = el('div.annotations', { hidden: true }, this.details);
    this.back = el('button', { type: 'button', hidden: true, onclick: () => this.undo() }, words.undo);
    panel.slot.append(this.finder, this.list, el('p', {}, this.back));
    this.listen();
  }

  listen() {
    let timer;
    document.addEventListener('selectionchange', () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.selected(), 120);
    });
    document.addEventListener('keydown', (event) => {
      if (isShortcut(event)) this.shortcut(event);
      else if (event.key === 'Escape' && !this.bar.hidden) this.leave();
    });
    document.addEventListener('click', (event) => this.clicked(event), true);
    document.addEventListener('mousedown', (event) => freeLink(event), true);
    document.addEventListener('pointerdown', () => { this.left = null; }, true);
    document.addEventListener('postil:update', () => {
      this.relocate();
      this.mark();
      this.replace();
    });
    addEventListener('scroll', () => this.replace(), { passive: true });
    addEventListener('resize', () => this.replace());
    new ResizeObserver(() => this.replace()).observe(this.dialog);
  }

  /** What is known of the page now. */
  show(state) {
    this.state = state.article;
    this.finder.hidden = !this.state || !ArticleText.of(document);
    const now = JSON.stringify(this.state?.annotations);
    if (now === this.shown) return;
    this.shown = now;
    this.showList();
    this.offer();
  }

  /** The characters that are selected in the article, if any. */
  selected() {
    if (!this.dialog.hidden) return;
    const selection = getSelection();
    const text = this.state && ArticleText.of(document);
    if (!text || !selection.rangeCount || selection.isCollapsed || !text.element.contains(selection.getRangeAt(0).commonAncestorContainer)) {
      if (!this.root.activeElement) this.hideBar();
      return;
    }
    const target = text.characters_of(selection.getRangeAt(0));
    if (target && this.left?.start === target.start && this.left.end === target.end) return;
    this.left = null;
    const found = target && text.find(target.quote, 1000).find((place) => place.start === target.start);
    if (target) this.showBar(found ?? target);
    else this.hideBar();
  }

  showBar(target) {
    this.target = target;
    this.bar.hidden = false;
    this.replace();
  }

  hideBar() {
    this.bar.hidden = true;
  }

  /** After a change above them the words stand elsewhere: where their neighbours are. If that is no one place, no place is
      meant any more, and the server will refuse it rather than take other words. */
  relocate() {
    const text = this.target && !this.target.id && ArticleText.of(document);
    if (!text) return;
    const { before, after } = this.target;
    const found = text.find(this.target.quote, 1000).filter((place) => place.before === before && place.after === after);
    this.target = found.length === 1 ? found[0] : { ...this.target, start: 1, end: 0 };
  }

  /** Shows which words the form is about: the selection itself goes with the focus. */
  mark() {
    const text = ArticleText.of(document);
    const shown = !this.dialog.hidden && text && isPlace(this.target, text);
    if (!globalThis.Highlight) return;
    if (shown) CSS.highlights.set('postil-target', new Highlight(text.range_of(this.target)));
    else CSS.highlights.delete('postil-target');
  }

  /** Puts the bar or the form beside the words that it is about. */
  replace() {
    const shown = [this.dialog, this.bar].find((element) => !element.hidden);
    if (!shown || !this.target) return;
    const narrow = innerWidth < 640;
    shown.classList.toggle('low', narrow);
    if (narrow) {
      shown.style.top = shown.style.left = '';
      return;
    }
    const text = ArticleText.of(document);
    if (!text || !isPlace(this.target, text)) {
      shown.style.top = shown.style.left = `${GAP_PX * 3}px`;
      return;
    }
    const boxes = text.range_of(this.target).getClientRects();
    const [first, last] = [boxes[0], boxes[boxes.length - 1]];
    if (!last) return;
    const { width, height } = shown.getBoundingClientRect();
    const below = last.bottom + GAP_PX;
    const above = first.top - GAP_PX - height;
    const fits = below + height < innerHeight;
    const top = fits ? below : above > 0 ? above : innerHeight - height - GAP_PX;
    shown.style.top = `${Math.max(top, GAP_PX)}px`;
    shown.style.left = `${Math.max(GAP_PX, Math.min(last.right - width / 2, innerWidth - width - GAP_PX))}px`;
  }

  /** Alt+A goes into the bar if words are selected, else to the field that looks for words. */
  shortcut(event) {
    event.preventDefault();
    this.left = null;
    this.selected();
    if (!this.bar.hidden) {
      this.bar.firstChild.focus();
    } else if (this.state) {
      this.panel.open();
      this.finder.querySelector('input').focus();
    }
  }

  barKey(event) {
    const buttons = [...this.bar.children];
    const at = buttons.indexOf(this.root.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      buttons[(at + step + buttons.length) % buttons.length].focus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.leave();
    }
  }

  /** Closes everything and gives the selection back. */
  leave() {
    this.hideBar();
    this.dialog.hidden = true;
    this.mark();
    this.root.activeElement?.blur();
    const text = this.target && ArticleText.of(document);
    if (!text || !isPlace(this.target, text) || this.target.id) return;
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(text.range_of(this.target));
    // These words are done with; others bring the bar again.
    this.left = this.target;
  }

  /** Opens the form of a kind; `annotation` is the one that is changed. */
  async open(kind, annotation = null) {
    const { words } = this.preview;
    try {
      this.vocabulary = await this.preview.ask('vocabulary');
    } catch {
      this.panel.notice(words.unreachable);
      return;
    }
    this.editing = annotation;
    const quote = annotation ? annotation.quote : this.target.quote;
    const old = annotation?.bodies[kind];
    this.kind = kind;
    this.form = form(kind, { preview: this.preview, quote, old, bodies: annotation?.bodies, vocabulary: this.vocabulary });
    this.message = el('p.refused', { role: 'alert' });
    this.sheet.replaceChildren(
      el('p.about', {}, el('strong', {}, words[kind]), ' ', el('q', {}, shortened(quote))),
      this.message, ...this.form.fields,
      el('div.buttons', {}, el('button.primary', { type: 'submit' }, words.save),
        el('button', { type: 'button', onclick: () => this.leave() }, words.cancel)));
    this.dialog.setAttribute('aria-label', `${words.annotate}: ${words[kind]}`);
    this.bar.hidden = true;
    this.dialog.hidden = false;
    this.mark();
    this.replace();
    this.form.first.focus();
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      this.leave();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.sheet.requestSubmit();
    }
  }

  async submit(event) {
    event.preventDefault();
    let said;
    try {
      said = this.form.read();
    } catch (error) {
      this.refuse(error.message);
      return;
    }
    const wish = this.editing
      ? { set: { id: this.editing.id, bodies: said.bodies } }
      : { add: { ...pick(this.target), bodies: withoutNull(said.bodies), define: said.define ?? null } };
    if (this.sending) return;
    this.sending = true;
    if (await this.send(wish, this.editing)) this.leave();
    this.sending = false;
  }

  /** Sends a wish about an annotation; whether it was fulfilled. One follows the other: each has changed the file that the
      next is about. */
  send(wish, annotation = null) {
    const sent = this.before.then(() => this.sendNow(wish, annotation));
    this.before = sent.catch(() => false);
    return sent;
  }

  /** What is refused is said where one looks. */
  async sendNow(wish, annotation) {
    const { words } = this.preview;
    const now = annotation && this.state.annotations.find(({ id }) => id === annotation.id);
    if (now && !sameAnnotation(now, annotation)) {
      // Who says so once more means what stands there now.
      if (this.editing === annotation) this.editing = now;
      this.refuse(words.try_again);
      return false;
    }
    const answer = await this.preview.post('annotate', { page: location.pathname, sidecar_hash: this.state.sidecar_hash, do: wish });
    if (answer.ok) {
      this.back.hidden = false;
      this.panel.notice(words.written(answer.file), { act: () => this.undo(), label: words.undo });
      await this.preview.refresh();
      return true;
    }
    const help = answer.status === 409 ? words.try_again : answer.help;
    this.refuse([answer.error, help].filter(Boolean).join('\n'));
    if (answer.status === 409) await this.preview.refresh();
    return false;
  }

  refuse(words) {
    if (this.dialog.hidden) {
      this.panel.notice(words);
      return;
    }
    this.message.textContent = words;
    this.replace();
  }

  async undo() {
    const { words } = this.preview;
    const answer = await this.preview.post('undo', {});
    this.back.hidden = true;
    this.panel.notice(answer.ok ? words.undone(answer.file) : answer.error);
  }

  /** A click on an annotation lists what is there; links stay links, unless Alt is held. */
  clicked(event) {
    if (!this.state || event.composedPath().includes(this.root.host)) return;
    const link = event.target.closest?.('a[href]');
    if (!getSelection().isCollapsed) {
      // The end of selecting words inside a link is no wish to follow it.
      if (link?.closest('[itemprop="articleBody"]')) event.preventDefault();
      return;
    }
    const span = event.target.closest?.('[data-annotation]');
    if (!span || (link && !event.altKey)) return;
    event.preventDefault();
    const ids = new Set();
    for (let at = span; at; at = at.parentElement?.closest('[data-annotation]')) {
      at.dataset.annotation.split(' ').forEach((id) => ids.add(id));
    }
    this.panel.open();
    this.details.open = true;
    const entries = [...this.list.querySelectorAll('[data-id]')];
    const shown = entries.filter((entry) => ids.has(entry.dataset.id));
    entries.forEach((entry) => entry.classList.toggle('chosen', shown.includes(entry)));
    shown[0]?.scrollIntoView({ block: 'nearest' });
  }

  /** What is the same as before stays the same element: somebody may be about to press it. */
  showList() {
    const { words } = this.preview;
    const annotations = this.state?.annotations ?? [];
    this.list.hidden = annotations.length === 0;
    this.summary.textContent = `${words.annotations} (${annotations.length})`;
    const before = this.entries;
    this.entries = new Map(annotations.map((annotation) => {
      const key = JSON.stringify(annotation);
      return [key, before.get(key) ?? this.entry(annotation)];
    }));
    exchange(this.items, ...this.entries.values());
  }

  entry(annotation) {
    const { words } = this.preview;
    const kinds = annotation.kinds.filter((kind) => KINDS.includes(kind));
    const quote = annotation.quote || words[kinds[0]];
    return el('li', { 'data-id': annotation.id },
      annotation.place === 'words' || annotation.place === 'section'
        ? el('a', { href: `#${encodeURIComponent(annotation.id)}` }, shortened(quote)) : el('span', {}, shortened(quote)),
      annotation.place === 'orphan' && el('span.badge', {}, words.orphan),
      el('span.buttons', {},
        annotation.proposal && this.proposal(annotation),
        kinds.map((kind) => el('button', { type: 'button', onclick: () => this.edit(kind, annotation),
          'aria-label': `${words.edit} ${words[kind]}: ${quote}` }, `${words.edit} ${words[kind]}`)),
        this.remover(annotation)));
  }

  edit(kind, annotation) {
    const spans = document.querySelectorAll(`[itemprop="articleBody"] [data-annotation~="${CSS.escape(annotation.id)}"]`);
    const range = document.createRange();
    let place = null;
    if (spans.length) {
      range.setStartBefore(spans[0]);
      range.setEndAfter(spans[spans.length - 1]);
      place = ArticleText.of(document)?.characters_of(range);
      spans[0].scrollIntoView({ block: 'center', behavior: 'instant' });
    }
    this.target = { ...place, quote: annotation.quote, id: annotation.id };
    this.open(kind, annotation);
  }

  proposal(annotation) {
    const { words } = this.preview;
    const { quote, from, to } = annotation.proposal;
    return el('button.primary', { type: 'button', onclick: () => this.send({ reanchor: { id: annotation.id } }, annotation) },
      words.reanchor(shortened(quote ?? `${from} … ${to}`)));
  }

  /** Deleting asks once, of one annotation at a time. */
  remover(annotation) {
    const { words } = this.preview;
    const button = el('button.remover', { type: 'button' });
    const name = () => {
      const sure = this.removing === annotation.id;
      button.textContent = sure ? words.remove_sure : words.remove;
      button.setAttribute('aria-label', `${button.textContent}: ${annotation.quote}`);
    };
    button.addEventListener('click', () => {
      if (this.removing === annotation.id) this.send({ remove: { id: annotation.id } }, annotation);
      this.removing = this.removing === annotation.id ? null : annotation.id;
      this.list.querySelectorAll('.remover').forEach((other) => other.rename());
    });
    button.rename = name;
    name();
    return button;
  }

  /** Orphans in the page get their proposal beside them. */
  offer() {
    this.offers?.remove();
    const orphans = (this.state?.annotations ?? []).filter((annotation) => annotation.proposal);
    if (!orphans.length) return;
    const { words } = this.preview;
    this.offers = el('div.offers', {}, el('h3', {}, words.orphan), el('ul', {}, orphans.map((annotation) =>
      el('li', {}, el('q', {}, shortened(annotation.quote)), ' ', this.proposal(annotation)))));
    this.panel.slot.prepend(this.offers);
  }

  /** A field that finds words of the text: the way to annotate without a mouse. */
  makeFinder() {
    const { words } = this.preview;
    const places = el('ul.places');
    const field = el('input', { type: 'search', placeholder: words.find_hint, autocomplete: 'off',
      oninput: (event) => { if (!event.isComposing) look(); }, oncompositionend: () => look() });
    const look = () => {
      const wanted = field.value.trim();
      const found = wanted ? ArticleText.of(document)?.find(wanted) ?? [] : [];
      places.replaceChildren(...found.map((place) => el('li', {}, el('button', { type: 'button', onclick: () => this.pick(place) },
        place.before, el('mark', {}, place.quote), place.after))));
      if (wanted && !found.length) places.append(el('li', {}, words.find_none));
    };
    return el('div.finder', { hidden: true }, el('label.field', {}, el('span', {}, words.find_label), field), places,
      el('p.hint', {}, words.annotate_hint));
  }

  pick(place) {
    const range = ArticleText.of(document).range_of(place);
    range.startContainer.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    this.showBar(place);
    this.bar.firstChild.focus();
  }
}

/** Alt+A, where nobody is typing. With Alt some keyboards give another letter, so the key's place tells then. */
function isShortcut(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey) return false;
  const target = event.composedPath()[0];
  if (target.matches?.('input, textarea, select, [contenteditable]')) return false;
  return event.key.toLowerCase() === 'a' || (event.code === 'KeyA' && !/^[a-z]$/i.test(event.key));
}

/** Browsers begin no selection inside a link, so it is none while the button is down. */
function freeLink(event) {
  const link = event.button === 0 && event.target.closest?.('[itemprop="articleBody"] a[href]');
  if (!link) return;
  const href = link.getAttribute('href');
  link.removeAttribute('href');
  document.addEventListener('mouseup', () => {
    if (!link.hasAttribute('href')) link.setAttribute('href', href);
  }, { capture: true, once: true });
}

function isPlace(target, text) {
  return target?.start >= 0 && target.start < target.end && target.end <= text.places.length;
}

/** Whether two states of the page say the same of an annotation, wherever it stands. */
function sameAnnotation(one, other) {
  const said = ({ quote, bodies, proposal }) => JSON.stringify([quote, bodies, proposal]);
  return said(one) === said(other);
}

function pick({ start, end, quote }) {
  return { start, end, quote };
}

function withoutNull(bodies) {
  const plain = (value) => value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null)) : value;
  return Object.fromEntries(Object.entries(bodies).filter(([, value]) => value !== null).map(([key, value]) => [key, plain(value)]));
}

function shortened(words) {
  const characters = [...words];
  return characters.length <= 40 ? words : `${characters.slice(0, 24).join('')}…${characters.slice(-12).join('')}`;
}
