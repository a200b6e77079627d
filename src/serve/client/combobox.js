// A field that completes names: the combobox pattern of the ARIA Authoring Practices, with a list below.
//
// In: what kind of thing is looked for. Out: the id that was chosen. Input methods are not disturbed while they compose.
import { el } from './dom.js';

let number = 0;

export class Combobox {
  /** `extra(text)` gives further choices: {id, name, hint, chosen}. */
  constructor(preview, kind, { label, value = '', extra = () => [], free = false, onchoose = () => {} }) {
    Object.assign(this, { preview, kind, extra, free, onchoose });
    number += 1;
    this.id = value;
    this.hits = [];
    this.active = -1;
    this.listId = `list-${number}`;
    const { words } = preview;
    this.input = el('input', {
      type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: false, placeholder: words.choose, value,
      'aria-expanded': 'false', 'aria-controls': this.listId, 'aria-autocomplete': 'list',
      oninput: (event) => this.typed(event), onkeydown: (event) => this.key(event),
      oncompositionend: () => this.search(), onblur: () => setTimeout(() => this.hide(), 150),
      onfocus: () => this.search(),
    });
    this.list = el('ul.list', { id: this.listId, role: 'listbox', hidden: true, 'aria-label': label });
    this.said = el('span.said', { role: 'status' });
    this.element = el('div.field', {}, el('label', {}, el('span', {}, label), this.input), this.list, this.said);
  }

  /** The id that is chosen; what was typed where that may be. */
  get value() {
    return this.id || (this.free ? this.input.value.trim() : '');
  }

  typed(event) {
    this.id = '';
    if (!event.isComposing) this.search();
  }

  async search() {
    const asked = this.input.value.trim();
    let hits = [];
    try {
      const kind = encodeURIComponent(this.kind);
      hits = await this.preview.ask(`complete?kind=${kind}&q=${encodeURIComponent(asked)}`);
    } catch { /* Without an answer there are no proposals. */ }
    if (asked !== this.input.value.trim() || this.input.getRootNode().activeElement !== this.input) return;
    if (this.id && this.input.value === this.id) return;
    this.hits = [...hits, ...this.extra(asked)];
    this.show();
  }

  show() {
    this.active = -1;
    this.list.replaceChildren(...this.hits.map((hit, at) => el('li', {
      id: `${this.listId}-${at}`, role: 'option', 'aria-selected': 'false',
      onpointerdown: (event) => { event.preventDefault(); this.choose(at); },
    }, el('span.name', {}, hit.name), hit.hint && el('span.hint', {}, hit.hint))));
    this.list.hidden = this.hits.length === 0;
    this.input.setAttribute('aria-expanded', String(!this.list.hidden));
    this.input.removeAttribute('aria-activedescendant');
    const { words } = this.preview;
    this.said.textContent = this.hits.length ? words.hits(this.hits.length) : words.no_hits;
  }

  hide() {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
    this.said.textContent = '';
  }

  key(event) {
    // What an input method takes for itself is not for the list.
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.list.hidden) this.search();
      else this.move(step);
    } else if (event.key === 'Enter' && !this.list.hidden && this.hits.length && (this.active >= 0 || !this.id)) {
      event.preventDefault();
      this.choose(Math.max(this.active, 0));
    } else if (event.key === 'Escape' && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.hide();
    }
  }

  move(step) {
    const options = [...this.list.children];
    options[this.active]?.setAttribute('aria-selected', 'false');
    this.active = (this.active + step + options.length) % options.length;
    const option = options[this.active];
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', option.id);
  }

  choose(at) {
    const hit = this.hits[at];
    this.id = hit.id;
    this.input.value = hit.shown ?? hit.id;
    this.hide();
    this.onchoose(hit);
  }
}
