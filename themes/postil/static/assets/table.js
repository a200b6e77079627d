// Sorts and filters the rows of the page's table; the address keeps what was chosen. Rows bring their ranks along.
(() => {
  let heads, rows, choices, find, words;
  let sort = 0; // the column from 1, below zero backwards
  const ranks = (row) => row.dataset.order.split(' ').map(Number);

  function show() {
    const column = Math.abs(sort) - 1;
    heads.forEach((head, at) => {
      head.ariaSort = at !== column ? null : sort > 0 ? 'ascending' : 'descending';
    });
    // What has no rank comes last.
    const order = (one, other) => {
      const [a, b] = [one, other].map((row) => ranks(row)[column]);
      return isNaN(a) - isNaN(b) || (a - b) * sort || 0;
    };
    rows[0].parentElement.append(...(sort ? [...rows].sort(order) : rows));
    const wanted = words.value.toLowerCase().split(/\s+/);
    for (const row of rows) row.hidden = wanted.some((word) => !row.textContent.toLowerCase().includes(word));
    const output = find.querySelector('output');
    output.value = output.dataset.words.replace('{}', rows.filter((row) => row.getClientRects().length).length);
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

  function begin() {
    const table = document.querySelector('table.sortable');
    find = document.querySelector('.find');
    if (!table || !find) return;
    words = find.querySelector('input');
    rows = [...table.tBodies[0].rows];
    heads = [...table.tHead.rows[0].cells].slice(0, ranks(rows[0]).length);
    choices = [...document.querySelectorAll('.facets input')];
    heads.forEach((head, at) => {
      const button = head.querySelector('button') ?? document.createElement('button');
      if (!button.parentElement) button.append(...head.childNodes);
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
  }

  begin();
  // The preview has put a new version of the page in place of the old one.
  document.addEventListener('postil:update', begin);
})();
