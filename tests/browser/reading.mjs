// Reads reports in Chromium as people do who have a wide window, a phone, only a keyboard, no script, or paper, and
// prints what would annoy them.
//
//     node reading.mjs FOLDER BASE_PATH ORDINARY REPORT...
//
// FOLDER is served below BASE_PATH. ORDINARY is a report with several kinds of annotations, at which everything is looked
// at; `-` where there is none. Ends with 1 if anything is printed.
import { extractText, getDocumentProxy } from 'unpdf';
import { launch, serve } from './folder.mjs';

const [folder, base, ordinary, ...others] = process.argv.slice(2);
const reports = ordinary === '-' ? others : [ordinary, ...others];
const { origin, close } = await serve(folder, base);
const browser = await launch();
const problems = [];
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1440, height: 900 };

/** Opens a report in a window of its own and looks at it; what `look` says is a problem. */
async function read(what, address, options, look) {
  if (address === '-') return;
  const context = await browser.newContext({ viewport: DESK, ...options });
  const page = await context.newPage();
  const say = (words) => problems.push(`${address}, ${what}: ${words}`);
  page.on('pageerror', (error) => say(`a script fails: ${error.message}`));
  page.on('request', (request) => request.url().startsWith(origin) || say(`${request.url()} is asked for`));
  await page.goto(origin + base.slice(0, -1) + address);
  await look(page, say).catch((error) => say(error.message.split('\n')[0]));
  await context.close();
}

/** How notes and their words lie; tops and bottoms in pixels of the page. */
const lie = (page) => page.evaluate(() => [...document.querySelectorAll('.beside > .notes > li')].map((note) => {
  const [own, words] = [note, document.getElementById(note.id.slice(2))].map((element) => element.getBoundingClientRect());
  return { id: note.id, top: own.top, bottom: own.bottom, left: own.left, right: own.right, words: words.top, edge: words.right };
}));

function overlaps(notes, say) {
  notes.forEach((note, at) => {
    const before = notes[at - 1];
    if (before && note.top < before.bottom - 0.5) say(`${note.id} lies over ${before.id}`);
    if (note.top < note.words - 1) say(`${note.id} begins above its words`);
  });
}

/** Letters and figures alone: lines and marks of quotation are the paper's. */
const bare = (words) => words.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
/** The places of words in a PDF's, where fonts have one sign for a letter and the radical that looks like it. */
const places = (words, pdf) => [...pdf.matchAll(new RegExp([...bare(words)].map((letter) => `[${letter}\u2e80-\u2fdf]`).join(''), 'gu'))];

/** Whether the page as a PDF has each note and each address once, and nothing that leads through the site. */
async function paper(page, say) {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await page.pdf())), { mergePages: true });
  const pdf = text.replace(/[^\p{L}\p{N}\u2e80-\u2fdf]/gu, '').replace(/[^\u2e80-\u2fdf]/gu, (letter) => letter.normalize('NFKC'));
  const [notes, urls, ways] = await page.evaluate(() => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const written = all('[itemprop="articleBody"] a, .notes a, .origin a').map((link) => link.getAttribute('href'));
    return [
      // Background may say the same as a note of the text does; as a list it is there once.
      all('.beside .notes > li, .notes').map(({ textContent }) => textContent),
      [...written.filter((url) => url.startsWith('http')), ...all('.cited [data-url]').map(({ dataset }) => dataset.url)],
      all('.site-header, .breadcrumbs, .toc ol, .marks, .site-footer').map(({ textContent }) => textContent),
    ];
  });
  const count = (words) => places(words, pdf).length;
  notes.filter((words) => count(words) !== 1).forEach((words) => say(`${count(words)} times in the PDF: ${words.trim()}`));
  urls.filter((url) => !count(url)).forEach((url) => say(`${url} is not in the PDF`));
  // A few signs that look like others are found by chance.
  ways.filter((way) => bare(way).length > 8 && count(way)).forEach((way) => say(`in the PDF: ${way.trim()}`));
}

const in_window = (page, selector) => page.evaluate((selector) => {
  const rect = document.querySelector(selector)?.getClientRects()[0];
  return Boolean(rect && rect.width > 5 && rect.height > 5 && rect.top > -1 && rect.bottom <= innerHeight + 1);
}, selector);
const by_id = (id) => `[id="${id}"]`;

for (const address of reports) {
  await read('in the margin', address, {}, async (page, say) => {
    const notes = await lie(page);
    if (!notes.length) return (await page.locator('[aria-details]').count()) && say('there are no notes');
    overlaps(notes, say);
    const body = await page.locator('[itemprop="articleBody"]').boundingBox();
    const outside = notes.filter(({ left, right }) => left < body.x + body.width || right > DESK.width);
    outside.forEach(({ id }) => say(`${id} does not lie in the margin`));
    if (Math.abs(notes[0].top - notes[0].words) > 12) say('the first note is not at the height of its words');
    await page.locator(`.beside > .notes > li >> nth=${Math.floor(notes.length / 2)}`).click();
    overlaps(await lie(page), say);
  });

  for (const viewport of [PHONE, { width: 820, height: 1180 }]) {
    await read(`${viewport.width} px`, address, { viewport }, async (page, say) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > viewport.width) say(`scrolls sideways, ${wide} px`);
    });
  }

  await read('on paper', address, {}, async (page, say) => {
    await page.emulateMedia({ media: 'print' });
    const { twice, lost, unnumbered, shown } = await page.evaluate(() => {
      const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().height > 5;
      const ids = [...document.querySelectorAll('[aria-details]')].map((span) => span.getAttribute('aria-details'));
      const numbers = [...document.querySelectorAll('[data-n]')].filter((span) => getComputedStyle(span, '::after').content.includes(span.dataset.n));
      const numbered = numbers.flatMap((span) => span.dataset.n.split(' '));
      return {
        twice: ids.filter((id) => document.querySelectorAll(`[id="${id}"]`).length > 1),
        lost: ids.filter((id) => !seen(document.getElementById(id)) || getComputedStyle(document.getElementById(id)).position !== 'static'),
        unnumbered: ids.filter((id) => !numbered.includes(document.getElementById(id).querySelector('b').textContent)),
        shown: ['nav', '.marks', '.refs', '.theme', '.skip'].filter((selector) => [...document.querySelectorAll(selector)].some((element) => element.checkVisibility())),
      };
    });
    twice.forEach((id) => say(`${id} is there twice`));
    lost.forEach((id) => say(`${id} is not among the endnotes`));
    unnumbered.forEach((id) => say(`the words of ${id} have no number`));
    shown.forEach((selector) => say(`${selector} is printed`));
    await paper(page, say);
  });

  for (const viewport of [DESK, PHONE]) {
    await read(`by keyboard, ${viewport.width} px`, address, { viewport }, async (page, say) => {
      // Long ways are walked once.
      if (viewport === DESK && (await page.locator('.beside > .notes > li').count()) > 50) return;
      const wanted = new Set(await page.evaluate(() => [...document.querySelectorAll('[aria-details]')].map((span) => span.getAttribute('aria-details'))));
      const all = wanted.size;
      if (!all) return;
      await page.evaluate(() => {
        window.walked = [];
        document.addEventListener('focusin', ({ target }) => {
          const link = target.closest('.refs a');
          const rect = target.getBoundingClientRect();
          if (link) window.walked.push([decodeURIComponent(link.hash.slice(1)), rect.width > 5 && rect.bottom > 0 && rect.top < innerHeight]);
        });
      });
      // Whoever goes on and on comes through the text and leaves it.
      for (let step = 0; step < 2000; step += 25) {
        for (let at = 0; at < 25; at += 1) await page.keyboard.press('Tab');
        if (await page.evaluate(() => window.walked.length && document.activeElement.closest('.after, .cite, .site-footer'))) break;
      }
      for (const [id, visible] of await page.evaluate(() => window.walked)) {
        wanted.delete(id);
        if (!visible) say(`the link to ${id} has the focus and is not seen`);
      }
      wanted.forEach((id) => say(`${id} is not reached`));
      if (all > 50) return;
      for (const link of await page.locator('.refs a').all()) {
        await link.focus();
        await page.keyboard.press('Enter');
        const note = decodeURIComponent((await link.getAttribute('href')).slice(1));
        if (!(await in_window(page, by_id(note)))) say(`${note} is not seen when its link is followed`);
        await page.keyboard.press('Tab');
        const inside = await page.evaluate((id) => document.activeElement.closest(`[id="${id}"]`) !== null, note);
        if (!inside) say(`the way on from the link to ${note} does not lead into it`);
        await page.keyboard.press('Enter');
        const words = note.slice(2);
        if (decodeURIComponent(new URL(page.url()).hash.slice(1)) !== words) say(`${note} does not lead back to its words`);
        if (!(await in_window(page, by_id(words)))) say(`${words} is not seen when its note leads back`);
      }
    });
  }
}

await read('to those who listen', ordinary, {}, async (page, say) => {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  const by = new Map(nodes.map((node) => [node.nodeId, node]));
  const heard = (node) => (node.role?.value === 'StaticText' ? node.name.value : (node.childIds ?? []).map((id) => heard(by.get(id))).join(''));
  const spoken = nodes.filter(({ role }) => role?.value === 'paragraph').map((node) => heard(node).replace(/\s+/g, ''));
  const written = await page.evaluate(() => [...document.querySelectorAll('[itemprop="articleBody"] > p:has([data-n])')].map((paragraph) => paragraph.textContent.replace(/\s+/g, '')));
  written.filter((words) => !spoken.includes(words)).forEach((words) => say(`this is not read as it is written: ${words}`));
  if (!written.length) say('there is no paragraph with notes');
  const related = nodes.filter(({ properties }) => properties?.some(({ name }) => name === 'details')).length;
  const notes = await page.locator('.beside > .notes > li').count();
  if (related < notes) say(`${notes - related} annotations are not related to their notes`);
});

await read('without scripts', ordinary, { javaScriptEnabled: false, viewport: PHONE }, async (page, say) => {
  if (await page.locator('button.theme').isVisible()) say('a button is there that does nothing');
  for (const link of await page.locator('.refs a').all()) {
    await link.click();
    const note = page.locator(by_id(decodeURIComponent((await link.getAttribute('href')).slice(1))));
    const rect = await note.boundingBox();
    if (!rect || rect.y < 0 || rect.y + rect.height > PHONE.height + 1) say(`a note is not seen: ${await link.textContent()}`);
    await note.locator(':scope > a').click();
  }
  const line = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).textDecorationLine);
  if ((await line('.annotation-claim')) !== 'underline') say('claims are not marked');
  await page.locator('.marks summary').click();
  await page.locator(by_id('page.show-claim')).uncheck();
  if ((await line('[itemprop="articleBody"] .annotation-claim:not([class*=" "])')) !== 'none') say('claims stay marked');
  if (await page.locator('.notes > .kind-claim').first().isVisible()) say('notes of claims stay');
  await page.locator(by_id('page.clean')).check();
  if ((await line('.mention')) !== 'none') say('mentions stay marked in clean reading');
  if (!(await page.locator('.entity-cards > li').count())) say('the entities are not listed');
});

await read('by choice', ordinary, { colorScheme: 'dark' }, async (page, say) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await paper();
  await page.locator('button.theme').click();
  const light = await paper();
  if (light === dark) say('the switch changes nothing');
  await page.locator('.marks summary').click();
  await page.locator(by_id('page.show-claim')).uncheck();
  await page.reload();
  if (await page.locator(by_id('page.show-claim')).isChecked()) say('a kind that was switched off is on again');
  if (!(await page.locator(by_id('page.show-note')).isChecked())) say('a kind that was left alone is off');
  // What comes late comes with a flash: the choice must hold before the script of the page is there.
  await page.route('**/*.js', (route) => route.abort());
  await page.reload();
  if ((await paper()) !== light) say('the choice comes late');
});

await read('of an entity', ordinary, {}, async (page, say) => {
  const card = page.locator(by_id('page.card'));
  const mention = page.locator('a.mention').first();
  await mention.hover();
  await card.waitFor({ state: 'visible' }).catch(() => say('no card comes to the pointer'));
  const id = await mention.getAttribute('data-entity');
  const listed = await page.locator(`.entity-cards > li:has(> a[href$="/${encodeURIComponent(id)}/"]) > p`).textContent();
  if (!(await card.textContent()).includes(listed)) say('the card does not say what the entity is');
  await card.hover();
  await page.waitForTimeout(400);
  if (!(await card.isVisible())) say('the card goes away under the pointer');
  await page.keyboard.press('Escape');
  if (await card.isVisible()) say('Escape does not close the card');
  await page.locator('.toc a').last().focus();
  for (let step = 0; step < 12 && !(await page.evaluate(() => document.activeElement.matches('.mention'))); step += 1) await page.keyboard.press('Tab');
  if (!(await card.isVisible())) say('no card comes to the focus');
});

await read('to cite', ordinary, { permissions: ['clipboard-read', 'clipboard-write'] }, async (page, say) => {
  const paragraph = page.locator('[itemprop="articleBody"] > p').last();
  await paragraph.scrollIntoViewIfNeeded();
  await paragraph.click({ clickCount: 3, position: { x: 40, y: 12 } });
  await page.locator(`${by_id('page.offer')} button`).click();
  const cited = await page.evaluate(() => navigator.clipboard.readText());
  const words = await paragraph.evaluate((element) => {
    element.querySelectorAll('[data-generated]').forEach((generated) => generated.remove());
    return element.textContent.trim();
  });
  if (!cited.startsWith(`“${words}”`)) say(`the words are not cited: ${cited}`);
  const link = /https?:\S+#:~:text=\S+/.exec(cited)?.[0];
  if (!link) return say(`there is no link: ${cited}`);
  await page.goto('about:blank');
  await page.goto(origin + new URL(link).pathname + link.slice(link.indexOf('#')));
  await page.waitForTimeout(300);
  if (!(await page.evaluate(() => scrollY))) say(`the link does not lead to the words: ${link}`);
});

for (const viewport of [DESK, PHONE]) {
  await read(`while it loads, ${viewport.width} px`, ordinary, { viewport }, async (page, say) => {
    const shift = await page.evaluate(() => new Promise((done) => {
      let sum = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; })).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(sum), 300);
    }));
    if (shift > 0.001) say(`things move by ${shift}`);
  });
}

await browser.close();
close();
problems.forEach((problem) => console.log(problem));
process.exit(problems.length ? 1 : 0);
