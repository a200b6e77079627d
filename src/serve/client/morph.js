// Brings a page to another state in place, so that readers keep what they have: place, selection, open parts, input.
//
// In: the document on the screen and the one that it should be. Out: the same document, changed, and the blocks in which
// something is new. Elements are matched by id, then by equality (longest common subsequence), then by name in order.

/** The preview's own elements, which no page has. */
const OWN = 'postil-preview, script[data-postil], style[data-postil-own]';
/** Longer lists of children are compared from both ends only. */
const LONGEST_COMPARED = 4_000_000;
const LIT_MS = 1500;

/** Changes `document` into `next`; returns the changed blocks. */
export function morph(document, next) {
  const keep = anchor(document);
  const changed = new Set();
  attributes(document.documentElement, next.documentElement);
  head(document.head, next.head);
  attributes(document.body, next.body);
  children(document.body, next.body, changed);
  keep();
  return [...changed].filter((block) => block.isConnected);
}

/** Lights blocks for a moment, those that are seen. */
export function light(blocks) {
  const seen = blocks.filter((block) => {
    const { top, bottom, height } = block.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  });
  for (const block of seen) {
    block.classList.remove('postil-lit');
    void block.offsetWidth;
    block.classList.add('postil-lit');
    setTimeout(() => {
      block.classList.remove('postil-lit');
      if (!block.getAttribute('class')) block.removeAttribute('class');
    }, LIT_MS);
  }
}

/** Remembers what is at the top of the window, and brings it back there. */
function anchor(document) {
  const view = document.defaultView;
  if (!view || view.scrollY === 0) return () => {};
  const main = document.querySelector('main, article') ?? document.body;
  const blocks = [...main.querySelectorAll('p, li, h1, h2, h3, h4, h5, h6, pre, table, blockquote, figure, dt, dd, img')];
  const seen = blocks.filter((block) => block.getBoundingClientRect().bottom > 0).slice(0, 12);
  const places = seen.map((block) => [block, block.getBoundingClientRect().top]);
  return () => {
    const kept = places.find(([block]) => block.isConnected && block.getClientRects().length);
    if (!kept) return;
    const moved = kept[0].getBoundingClientRect().top - kept[1];
    if (moved) view.scrollBy({ top: moved, behavior: 'instant' });
  };
}

function attributes(old, next) {
  for (const { name, value } of [...next.attributes]) {
    if (isState(old, name)) continue;
    const wanted = name === 'class' && old.classList.contains('postil-lit') ? `${value} postil-lit` : value;
    if (old.getAttribute(name) !== wanted) old.setAttribute(name, wanted);
  }
  for (const { name } of [...old.attributes]) {
    if (next.hasAttribute(name) || isState(old, name)) continue;
    if (name === 'class' && old.classList.contains('postil-lit')) old.className = 'postil-lit';
    else old.removeAttribute(name);
  }
}

/** What the reader did to an element rather than the page. */
function isState(element, name) {
  if (name === 'data-theme') return true;
  if (name === 'open') return ['DETAILS', 'DIALOG'].includes(element.tagName);
  if (['value', 'checked', 'selected'].includes(name)) return element.matches('input, option, textarea') && isTouched(element);
  return name === 'src' && /[?&]v=\d+$/.test(element.getAttribute('src') ?? '');
}

function isTouched(element) {
  return element.value !== element.defaultValue || element.checked !== element.defaultChecked;
}

function head(old, next) {
  const gone = [...old.children].filter((element) => !element.matches(OWN));
  for (const element of [...next.children]) {
    const at = gone.findIndex((known) => known.isEqualNode(element));
    if (at >= 0) gone.splice(at, 1);
    else if (element.localName === 'title') document.title = element.textContent;
    else old.append(document.importNode(element, true));
  }
  for (const element of gone) {
    if (element.localName === 'title') continue;
    if (!element.matches('link[rel~="stylesheet"]')) element.remove();
    else removeAfter(element, old);
  }
}

/** An old style sheet goes when the new one is there, so that the page is never without. */
function removeAfter(element, parent) {
  const newest = [...parent.querySelectorAll('link[rel~="stylesheet"]')].pop();
  const remove = () => element.remove();
  if (!newest || newest === element || newest.sheet) remove();
  else ['load', 'error'].forEach((event) => newest.addEventListener(event, remove, { once: true }));
}

/** Changes the children of an element; whether anything is new is told to the block that they stand in. */
function children(old, next, changed) {
  const before = [...old.childNodes].filter((node) => !isOwn(node));
  const after = [...next.childNodes].filter((node) => !isOwn(node));
  const pairs = match(before, after);
  const used = new Set(pairs.filter(Boolean));
  for (const node of before) {
    if (used.has(node)) continue;
    if (hasWords(node)) changed.add(blockOf(old));
    node.remove();
  }
  let place = firstOf(old);
  after.forEach((node, at) => {
    const known = pairs[at];
    if (!known) {
      const added = document.importNode(node, true);
      old.insertBefore(added, place);
      if (hasWords(added)) changed.add(added.nodeType === Node.ELEMENT_NODE && isBlock(added) ? added : blockOf(old));
      return;
    }
    if (known === place) place = following(known);
    else old.insertBefore(known, place);
    same(known, node, changed);
  });
}

function same(old, next, changed) {
  if (old.nodeType === Node.ELEMENT_NODE) {
    if (old.isEqualNode(next)) return;
    attributes(old, next);
    if (old.localName === 'template' || old.localName === 'script') old.innerHTML = next.innerHTML;
    else if (old.localName === 'textarea' && isTouched(old)) return;
    else children(old, next, changed);
  } else if (old.data !== next.data) {
    if (old.data.trim() !== next.data.trim()) changed.add(blockOf(old.parentElement));
    splice(old, next.data);
  }
}

/** Changes the middle of a text only, so that a selection in the rest stays. */
function splice(node, text) {
  const old = node.data;
  const most = Math.min(old.length, text.length);
  let start = 0;
  while (start < most && old[start] === text[start]) start += 1;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  node.replaceData(start, old.length - start - end, text.slice(start, text.length - end));
}

/** For each of the new nodes the old one that becomes it, or nothing. */
function match(before, after) {
  const pairs = new Array(after.length).fill(null);
  const taken = new Set();
  const pair = (at, node) => {
    pairs[at] = node;
    taken.add(node);
  };
  const byId = new Map(before.filter((node) => node.id).map((node) => [`${node.localName}#${node.id}`, node]));
  let [start, end] = [0, 0];
  const most = Math.min(before.length, after.length);
  while (start < most && before[start].isEqualNode(after[start])) pair(start, before[start++]);
  while (end < most - start && before[before.length - 1 - end].isEqualNode(after[after.length - 1 - end])) {
    pair(after.length - 1 - end, before[before.length - 1 - end]);
    end += 1;
  }
  const [left, right] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  for (const [at, known] of common(left, right)) pair(start + at, known);
  right.forEach((node, at) => {
    const known = node.id && byId.get(`${node.localName}#${node.id}`);
    if (!pairs[start + at] && known && !taken.has(known)) pair(start + at, known);
  });
  // What is left between two matched ones becomes what stands there now, in order.
  let from = 0;
  right.forEach((node, at) => {
    const known = pairs[start + at];
    if (known) {
      const reached = left.indexOf(known);
      if (reached >= from) from = reached + 1;
      return;
    }
    for (let next = from; next < left.length && !isPaired(left[next], taken); next += 1) {
      if (isAlike(left[next], node)) {
        pair(start + at, left[next]);
        from = next + 1;
        return;
      }
    }
  });
  return pairs;
}

function isPaired(node, taken) {
  return taken.has(node);
}

function isAlike(old, next) {
  return old.nodeType === next.nodeType && old.nodeName === next.nodeName && !old.id === !next.id && (!old.id || old.id === next.id);
}

/** The longest common subsequence of equal nodes, as pairs of an index in `right` and a node of `left`. */
function common(left, right) {
  if (!left.length || !right.length || left.length * right.length > LONGEST_COMPARED) return [];
  const words = new Map();
  const number = (node) => {
    const html = node.outerHTML ?? `${node.nodeType} ${node.data}`;
    if (!words.has(html)) words.set(html, words.size);
    return words.get(html);
  };
  const [one, other] = [left.map(number), right.map(number)];
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = one[i] === other[j]
        ? lengths[(i + 1) * width + j + 1] + 1
        : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  const found = [];
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    if (one[i] === other[j]) found.push([j++, left[i++]]);
    else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return found;
}

function isOwn(node) {
  return node.nodeType === Node.ELEMENT_NODE && node.matches(OWN);
}

function firstOf(parent) {
  let node = parent.firstChild;
  while (node && isOwn(node)) node = node.nextSibling;
  return node;
}

function following(node) {
  let next = node.nextSibling;
  while (next && isOwn(next)) next = next.nextSibling;
  return next;
}

function hasWords(node) {
  return node.nodeType === Node.ELEMENT_NODE || (node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
}

const BLOCKS = 'p, li, h1, h2, h3, h4, h5, h6, pre, tr, blockquote, figure, dt, dd, section, article, aside, header, footer, nav, div, ol, ul, table, main';

function isBlock(element) {
  return element.matches(BLOCKS);
}

function blockOf(element) {
  return element.closest(BLOCKS) ?? element;
}
