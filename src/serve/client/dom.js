// Elements in one call.
//
// In: a name, properties and children. Out: an element. Text is always text, never HTML.

/** `el('button.plain', {type: 'button', onclick}, 'words')`; null children are left out. */
export function el(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key in element && key !== 'list' && !key.startsWith('aria')) element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Exchanges what is in an element; where the focus was, it is on what stands there now. */
export function exchange(element, ...children) {
  const focusable = () => [...element.querySelectorAll('a[href], button, input, summary, [tabindex]')];
  const at = focusable().indexOf(element.getRootNode().activeElement);
  element.replaceChildren(...children);
  if (at >= 0) (focusable()[at] ?? focusable().at(-1))?.focus({ preventScroll: true });
}
