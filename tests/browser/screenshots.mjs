// Pictures of pages of a built site, at the widths of a phone, a tablet and a desk, in light and dark, to be looked at.
//
//     node screenshots.mjs FOLDER BASE_PATH OUT PATH...
//
// FOLDER is served below BASE_PATH on the loopback interface. Writes OUT/NAME-WIDTH-SCHEME.png for each PATH; NAME is the
// path with hyphens for slashes, `home` for the home page. Whole pages, but no more of each than a reader scrolls through.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { launch, serve } from './folder.mjs';

const WIDTHS_PX = [390, 820, 1440];
const LONGEST_PX = 3000;

const [folder, base, out, ...pages] = process.argv.slice(2);
await mkdir(out, { recursive: true });
const { origin, close } = await serve(folder, base);
const browser = await launch();
for (const colorScheme of ['light', 'dark']) {
  for (const width of WIDTHS_PX) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    for (const address of pages) {
      await page.goto(origin + base.slice(0, -1) + address);
      const whole = await page.evaluate(() => document.documentElement.scrollHeight);
      const name = address.split('/').filter(Boolean).join('-') || 'home';
      const height = Math.min(whole, LONGEST_PX);
      await page.screenshot({ path: path.join(out, `${name}-${width}-${colorScheme}.png`), fullPage: true, clip: { x: 0, y: 0, width, height } });
    }
    await context.close();
  }
}
await browser.close();
close();
