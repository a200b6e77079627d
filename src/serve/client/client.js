// The preview in the browser: starts everything else.
//
// In: the ticket in the script's own tag. Out: a page that follows its files, shows its problems, and can be annotated.
import { follow } from './live.js';
import { Panel } from './panel.js';
import { Annotator } from './annotate.js';
import { words } from './words.js';

const tag = document.querySelector('script[data-postil]');
const preview = {
  ...JSON.parse(tag.dataset.postil),
  words: null,
  /** What the server knows of this page; see the state's JSON. */
  state: null,
  url(name) {
    return `${this.base}.postil/${name}`;
  },
  async ask(name) {
    const answer = await fetch(this.url(name), { cache: 'no-store' });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  },
  /** Sends a wish; the answer is {ok, status} and what the server said. */
  async post(name, body) {
    try {
      const answer = await fetch(this.url(name), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-postil-token': this.token },
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      let said;
      try { said = JSON.parse(text); } catch { said = { error: text.trim() }; }
      return { ok: answer.ok, status: answer.status, ...said };
    } catch {
      return { ok: false, status: 0, error: this.words.unreachable };
    }
  },
};
preview.words = words(preview.language);

const host = document.createElement('postil-preview');
host.lang = preview.language === 'zh' ? 'zh-Hans' : 'en';
const root = host.attachShadow({ mode: 'open' });
const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = preview.url('client.css');
root.append(style);
document.body.append(host);

// What is lit in the page itself; the theme's own styles stay as they are.
const lit = document.createElement('style');
lit.dataset.postilOwn = '';
lit.textContent = `@keyframes postil-lit { from { background-color: color-mix(in srgb, Highlight 35%, transparent) } }
::highlight(postil-target) { background-color: Highlight; color: HighlightText }
.postil-lit { animation: postil-lit 1.4s ease-out }
@media (prefers-reduced-motion: reduce) { .postil-lit { animation: none; outline: 2px solid Highlight; outline-offset: 2px } }
@media print { .postil-lit { animation: none; outline: none } }`;
document.head.append(lit);

const panel = new Panel(preview, root);
const annotator = new Annotator(preview, root, panel);

/** Asks what is known of this page, and shows it. */
async function refresh() {
  try {
    const page = encodeURIComponent(location.pathname);
    const state = await preview.ask(`state?page=${page}`);
    if (preview.state && state.version < preview.state.version) return;
    preview.state = state;
    panel.show(state);
    annotator.show(state);
  } catch {
    // The connection shows that it is gone; it comes back by itself.
  }
}

preview.refresh = refresh;
follow(preview, panel, refresh);
refresh();
