// Problems and hints: a pill in the corner, a panel that leaves the page usable, notices that go by themselves.
//
// In: the state of the page, the connection, saves elsewhere. Out: what is shown of them. Takes the focus never by itself.
import { el, exchange } from './dom.js';

const NOTICE_MS = 8000;
const MOST_NOTICES = 3;
const SIGNS = { fatal: '✕', error: '●', warning: '▲' };

export class Panel {
  constructor(preview, root) {
    Object.assign(this, { preview, root });
    const { words } = preview;
    this.counts = el('span.counts');
    this.pill = el('button.pill', { type: 'button', title: words.open_panel, 'aria-expanded': 'false', onclick: () => this.toggle() },
      el('span.dot', { 'aria-hidden': 'true' }), this.counts);
    this.link = el('p.link', { role: 'status' });
    this.badges = el('span.badges');
    this.body = el('div.body', { tabIndex: 0, role: 'group', 'aria-label': words.problems });
    /** Where the annotator puts what belongs to it. */
    this.slot = el('div.slot');
    this.section = el('section.panel', { hidden: true, 'aria-label': words.open_panel },
      el('header', {}, el('h2', {}, words.problems), this.badges,
        el('button.close', { type: 'button', onclick: () => this.close() }, words.close)),
      el('div.scroll', {}, this.body, this.slot, this.link));
    this.notices = el('div.notices', { role: 'status', 'aria-live': 'polite' });
    root.append(this.section, el('div.corner', {}, this.notices, this.pill));
    this.section.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) this.close();
    });
    this.connected(true);
    if (stored('open') === 'yes') this.open();
  }

  toggle() {
    if (this.section.hidden) this.open();
    else this.close();
  }

  open() {
    const had = this.root.activeElement === this.pill;
    this.section.hidden = false;
    this.pill.setAttribute('aria-expanded', 'true');
    this.pill.hidden = true;
    if (had) this.section.querySelector('.close').focus();
    store('open', 'yes');
  }

  close() {
    const had = this.section.contains(this.root.activeElement);
    this.section.hidden = true;
    this.pill.setAttribute('aria-expanded', 'false');
    this.pill.hidden = false;
    store('open', 'no');
    if (had) this.pill.focus();
  }

  connected(there) {
    const { words } = this.preview;
    this.pill.classList.toggle('lost', !there);
    this.link.textContent = there ? words.connected : words.disconnected;
    this.name();
  }

  /** What the pill says to those who hear it. */
  name() {
    const { words } = this.preview;
    const lost = this.pill.classList.contains('lost') ? `, ${words.disconnected}` : '';
    this.pill.setAttribute('aria-label', `${words.open_panel}: ${this.counts.textContent || words.none}${lost}`);
  }

  show(state) {
    const { words } = this.preview;
    const { fatal, errors, warnings } = state.counts;
    const parts = [[fatal, words.fatal_many, 'fatal'], [errors, words.errors_many, 'error'], [warnings, words.warnings_many, 'warning']];
    const marks = [state.article?.draft && words.draft, state.article?.future && words.future].filter(Boolean);
    this.counts.replaceChildren(...marks.map((mark) => el('span.mark', {}, `${mark} `)), ...parts.filter(([count]) => count).map(([count, many, kind]) =>
      el(`span.${kind}`, {}, `${SIGNS[kind]} ${many(count)} `)));
    this.pill.classList.toggle('quiet', fatal + errors + warnings + marks.length === 0);
    const article = state.article;
    this.badges.replaceChildren(...[
      article?.draft && el('span.badge', {}, words.draft),
      article?.future && el('span.badge', {}, words.future),
      article?.editor && el('a.badge', { href: article.editor }, words.edit_file),
    ].filter(Boolean));
    this.entriesOf(state);
    this.name();
    const grave = state.problems.some((problem) => problem.own && problem.severity !== 'warning');
    if (grave && stored('open') === null) this.open();
  }

  /** What is the same as before is left alone: somebody may be in the middle of it. */
  entriesOf(state) {
    const now = JSON.stringify([state.counts, state.problems, state.article?.stale]);
    if (now === this.shown) return;
    this.shown = now;
    exchange(this.body, ...this.entries(state));
  }

  entries(state) {
    const { words } = this.preview;
    const stale = state.article?.stale ?? [];
    const list = (problems) => el('ul.problems', {}, problems.map((problem) => this.problem(problem)));
    const own = state.problems.filter((problem) => problem.own);
    const others = Map.groupBy?.(state.problems.filter((problem) => !problem.own), (problem) => problem.path ?? '')
      ?? grouped(state.problems.filter((problem) => !problem.own));
    const all = state.counts.fatal + state.counts.errors + state.counts.warnings;
    return [
      stale.length ? el('p.stale', {}, words.stale(stale.join(', '))) : null,
      all === 0 ? el('p.none', {}, words.none) : null,
      own.length ? el('h3', {}, words.own) : null,
      own.length ? list(own) : null,
      ...[...others].flatMap(([path, problems]) => [
        el('h3', {}, path || words.others, ' ', problems[0].page && el('a', { href: problems[0].page }, words.go)),
        list(problems),
      ]),
      all > state.problems.length ? el('p', {}, words.more(all - state.problems.length)) : null,
    ].filter(Boolean);
  }

  problem(problem) {
    const { words } = this.preview;
    const place = problem.path && `${problem.path}:${problem.line}:${problem.column}`;
    return el(`li.${problem.severity}`, {},
      el('p.message', {}, el('strong', {}, `${SIGNS[problem.severity]} ${words[problem.severity]}`), ' ', problem.message,
        el('code.code', {}, problem.code)),
      problem.source ? el('pre.source', { tabIndex: 0, role: 'group', 'aria-label': place }, ...marked(problem)) : null,
      problem.help ? el('p.help', {}, problem.help) : null,
      place ? this.place(place, problem.editor) : null,
      problem.related.length ? el('ul.related', {}, problem.related.map((other) => el('li', {}, other.label, ' ',
        this.place(`${other.path}:${other.line}:${other.column}`, other.editor)))) : null);
  }

  /** A link into the editor, or a button that copies the place for it. */
  place(place, editor) {
    const { words } = this.preview;
    if (editor) return el('a.place', { href: editor }, place);
    const button = el('button.place', { type: 'button', title: words.copy }, place);
    button.addEventListener('click', async () => {
      // Over plain HTTP from another machine there is no clipboard; the place itself can be selected.
      if (!navigator.clipboard) return;
      await navigator.clipboard.writeText(place);
      this.notice(words.copied);
    });
    return button;
  }

  saved(page) {
    this.notice(this.preview.words.saved(page.title), { href: page.url });
  }

  moved(page) {
    this.notice(this.preview.words.moved(page.title), { href: page.url });
  }

  /** Says something that goes by itself, with a link or a button if there is one. */
  notice(words, { href, act, label } = {}) {
    const same = [...this.notices.children].find((known) => known.firstChild.textContent === words);
    same?.remove();
    const notice = el('p.notice', {}, href ? el('a', { href }, words) : el('span', {}, words));
    if (act) {
      const button = el('button', { type: 'button', onclick: () => { notice.remove(); act(); } }, label);
      notice.append(' ', button);
      notice.addEventListener('keydown', (event) => {
        if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        button.click();
      });
    }
    this.notices.append(notice);
    while (this.notices.children.length > MOST_NOTICES) this.notices.firstChild.remove();
    // What somebody is about to press does not go away.
    const leave = () => (notice.contains(this.root.activeElement) || notice.matches(':hover') ? setTimeout(leave, NOTICE_MS) : notice.remove());
    setTimeout(leave, NOTICE_MS);
    return notice;
  }
}

/** Characters of a source line that are shown before and behind what a problem is about: paragraphs are long. */
const [BEFORE, BEHIND] = [24, 60];

/** The source line with what the problem is about marked. Columns count characters from 1. */
function marked(problem) {
  const characters = [...problem.source];
  const start = problem.column - 1;
  const end = Math.max(start, problem.end_line === problem.line ? problem.end_column - 1 : characters.length);
  const slice = (from, to) => characters.slice(from, to).join('');
  const from = Math.max(0, start - BEFORE);
  const to = Math.min(characters.length, end + BEHIND);
  return [
    el('span.number', {}, `${problem.line} `), from > 0 ? '…' : '', slice(from, start), el('mark', {}, slice(start, end)),
    slice(end, to), to < characters.length ? '…' : '',
  ];
}

function grouped(problems) {
  const groups = new Map();
  problems.forEach((problem) => groups.set(problem.path ?? '', [...(groups.get(problem.path ?? '') ?? []), problem]));
  return groups;
}

function stored(name) {
  try { return sessionStorage.getItem(`postil.${name}`); } catch { return null; }
}

function store(name, value) {
  try { sessionStorage.setItem(`postil.${name}`, value); } catch { /* A browser that keeps nothing forgets. */ }
}
