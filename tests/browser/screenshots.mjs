// Pictures of pages of a built site, to be looked at: at the widths of a phone, a tablet and a desk, in light and dark; with
// forced colours, at 200 % zoom, and as they are printed.
//
//     node screenshots.mjs FOLDER BASE_PATH OUT PATH...
//
// FOLDER is served below BASE_PATH on the loopback interface. Writes OUT/NAME-VIEW.png for each PATH; NAME is the path with
// hyphens for slashes, `home` for the home page, VIEW as in `390-light`. Whole pages, but no more of each than a reader
// scrolls through.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { launch, serve } from './folder.mjs';

const LONGEST_PX = 3000;
const views = [390, 820, 1440].flatMap((width) => ['light', 'dark'].map((colorScheme) => [`${width}-${colorScheme}`, width, { colorScheme }]));
views.push(['forced', 1200, { forcedColors: 'active' }], ['zoom', 720, { deviceScaleFactor: 2 }], ['print', 720, {}]);

const [folder, base, out, ...pages] = process.argv.slice(2);
await mkdir(out, { recursive: true });
const { origin, close } = await serve(folder, base);
const browser = await launch();
for (const [view, width, options] of views) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  if (view === 'print') await page.emulateMedia({ media: 'print' });
  for (const address of pages) {
    await page.goto(origin + base.slice(0, -1) + address);
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    const name = address.split('/').filter(Boolean).join('-') || 'home';
    const clip = { x: 0, y: 0, width, height: Math.min(whole, LONGEST_PX) };
    await page.screenshot({ path: path.join(out, `${name}-${view}.png`), fullPage: true, clip });
  }
  await context.close();
}
await browser.close();
close();
