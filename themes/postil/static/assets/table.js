// Sorts and filters the rows of the page's table; the address keeps what was chosen. Rows bring their ranks along.
(() => {
  const table = document.querySelector('table.sortable');
  const find = document.querySelector('.find');
  if (!table || !find) return;
  const [words, output] = find.querySelectorAll('input, output');
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const ranks = new Map(rows.map((row) => [row, row.dataset.order.split(' ').map(Number)]));
  const heads = [...table.tHead.rows[0].cells].slice(0, ranks.get(rows[0]).length);
  const choices = [...document.querySelectorAll('.facets input')];
  let sort = 0; // the column from 1, below zero backwards

  function show() {
    const column = Math.abs(sort) - 1;
    heads.forEach((head, at) => {
      head.ariaSort = at !== column ? null : sort > 0 ? 'ascending' : 'descending';
    });
    // What has no rank comes last.
    const order = (one, other) => {
      const [a, b] = [ranks.get(one)[column], ranks.get(other)[column]];
      return isNaN(a) - isNaN(b) || (a - b) * sort || 0;
    };
    body.append(...(sort ? [...rows].sort(order) : rows));
    const wanted = words.value.toLowerCase().split(/\s+/);
    for (const row of rows) row.hidden = wanted.some((word) => !row.textContent.toLowerCase().includes(word));
    output.value = `${rows.filter((row) => row.getClientRects().length).length} / ${rows.length}`;
  }

  function change() {
    show();
    const query = new URLSearchParams(location.search);
    const facet = choices.find((choice) => choice.checked)?.value;
    for (const [name, value] of [['q', words.value], ['facet', facet], ['sort', sort]]) {
      query.delete(name);
      if (value) query.set(name, value);
    }
    history.replaceState(null, '', `${location.pathname}?${query}`.replace(/\?$/, '') + location.hash);
  }

  heads.forEach((head, at) => {
    const button = document.createElement('button');
    button.append(...head.childNodes);
    button.onclick = () => {
      sort = sort === at + 1 ? -sort : at + 1;
      change();
    };
    head.append(button);
  });
  for (const input of [words, ...choices]) input.oninput = change;
  const query = new URLSearchParams(location.search);
  words.value = query.get('q');
  const chosen = choices.find((choice) => choice.value === query.get('facet'));
  if (chosen) chosen.checked = true;
  sort = heads[Math.abs(query.get('sort')) - 1] ? +query.get('sort') : 0;
  find.hidden = false;
  show();
})();
