// Keeps the filters of a timeline in the page's address, hides years and months without an event that is shown, and
// says how many are. The style sheet alone filters the events, so all of this may fail.
let form, selects;

function show() {
  const [view, status] = [form.closest('.timeline-view'), form.querySelector('[role="status"]')];
  const tokens = selects.map((select) => select.selectedOptions[0].className).filter(Boolean);
  const fits = (event) => tokens.every((token) => event.dataset.f.split(' ').includes(token));
  const shown = [...view.querySelectorAll('.events > li')].filter(fits);
  const full = new Set(shown.flatMap((event) => [event.closest('.month'), event.closest('.year')]));
  view.querySelectorAll('.month, .year').forEach((group) => { group.hidden = !full.has(group); });
  status.textContent = tokens.length ? status.dataset.words.replace('{}', shown.length) : '';
}

function write(address) {
  const url = new URL(address, location.href);
  selects.forEach(({ name, value }) => (value ? url.searchParams.set(name, value) : url.searchParams.delete(name)));
  return url.href;
}

function changed() {
  show();
  history.replaceState(null, '', write(location.href));
  // The choice goes along to the other pages of the timeline.
  document.querySelectorAll('.density a:not([href^="#"]), .pagination a').forEach((link) => { link.href = write(link.href); });
}

function begin() {
  form = document.querySelector('.filters');
  if (!form) return;
  selects = [...form.querySelectorAll('select')];
  const wanted = new URLSearchParams(location.search);
  selects.forEach((select) => {
    const option = [...select.options].find(({ value }) => value === wanted.get(select.name));
    if (option) option.selected = true;
  });
  form.onchange = changed;
  form.onsubmit = () => false;
  // The fields are empty only after this event.
  form.onreset = () => setTimeout(changed);
  changed();
}

begin();
// The preview has put a new version of the page in place of the old one.
document.addEventListener('postil:update', begin);
