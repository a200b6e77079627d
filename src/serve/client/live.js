// Follows the server: what changed there changes here, in place.
//
// In: server-sent events. Out: the page as the server has it now, with hints for what was saved elsewhere.
import { light, morph } from './morph.js';

const SLOWEST_RETRY_MS = 2000;

/** Listens for ever; `refresh` is called when the page or its problems may be others. */
export function follow(preview, panel, refresh) {
  const follower = new Follower(preview, panel, refresh);
  follower.connect();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') follower.wake();
  });
  window.addEventListener('online', () => follower.wake());
}

class Follower {
  constructor(preview, panel, refresh) {
    Object.assign(this, { preview, panel, refresh });
    this.source = null;
    this.retry = 200;
    this.busy = false;
    this.again = false;
  }

  connect() {
    clearTimeout(this.timer);
    this.source?.close();
    const source = new EventSource(this.preview.url('events'));
    this.source = source;
    source.onmessage = (event) => this.receive(JSON.parse(event.data));
    source.onopen = () => {
      this.retry = 200;
      this.panel.connected(true);
    };
    source.onerror = () => {
      source.close();
      this.panel.connected(false);
      this.timer = setTimeout(() => this.connect(), this.retry);
      this.retry = Math.min(this.retry * 1.6, SLOWEST_RETRY_MS);
    };
  }

  /** A tab that was asleep may have lost its connection without being told. */
  wake() {
    if (this.source?.readyState !== EventSource.OPEN) this.connect();
  }

  receive(message) {
    const { preview } = this;
    if (message.type === 'hello') {
      if (message.boot !== preview.boot || message.version !== preview.version) this.update();
    } else if (message.type === 'problems') {
      this.refresh();
    } else if (message.type === 'change') {
      this.change(message);
    }
  }

  change(message) {
    const here = decoded(location.pathname);
    const elsewhere = message.pages.filter((page) => !page.gone && decoded(page.url) !== here);
    const gone = message.pages.some((page) => page.gone && decoded(page.url) === here);
    const moved = gone && elsewhere.find((page) => document.title.startsWith(page.title));
    if (moved) this.panel.moved(moved);
    else elsewhere.slice(0, 3).forEach((page) => this.panel.saved(page));
    message.assets.forEach((url) => reload(url, message.version));
    this.update();
  }

  /** Brings the page to what the server has. Changes that come meanwhile lead to one more look. */
  async update() {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    do {
      this.again = false;
      try {
        await this.fetchPage();
      } catch {
        // The connection shows that it is gone, and says hello when it is back.
      }
    } while (this.again);
    this.busy = false;
  }

  async fetchPage() {
    const answer = await fetch(location.pathname + location.search, { cache: 'no-cache', headers: { accept: 'text/html' } });
    const html = await answer.text();
    if (!(answer.headers.get('content-type') ?? '').includes('html')) return;
    const page = new DOMParser().parseFromString(html, 'text/html');
    const ticket = page.querySelector('script[data-postil]');
    if (ticket) {
      const { token, boot, version } = JSON.parse(ticket.dataset.postil);
      Object.assign(this.preview, { token, boot, version });
      ticket.remove();
    }
    if (html.replace(/<script type="module"[^>]*data-postil=.*?<\/script>\n?/, '') !== this.last) {
      this.last = html.replace(/<script type="module"[^>]*data-postil=.*?<\/script>\n?/, '');
      const changed = morph(document, page);
      light(changed);
      document.dispatchEvent(new CustomEvent('postil:update', { detail: { changed } }));
    }
    await this.refresh();
  }
}

/** Pictures and sounds with this address are fetched again; nothing else is touched. */
function reload(url, version) {
  for (const element of document.querySelectorAll('img, source, video, audio, object, embed')) {
    for (const name of ['src', 'data', 'poster']) {
      const value = element.getAttribute(name);
      if (!value || decoded(new URL(value, location.href).pathname) !== decoded(url)) continue;
      element.setAttribute(name, `${value.replace(/[?&]v=\d+$/, '')}?v=${version}`);
      if (element.localName === 'source') element.parentElement?.load?.();
    }
  }
}

function decoded(path) {
  try { return decodeURI(path); } catch { return path; }
}
