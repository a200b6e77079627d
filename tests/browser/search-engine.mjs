// The theme's search as a page has it, on the files of a built site; for tests and measurements outside of a browser.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import vm from 'node:vm';

const ASSETS = new URL('../../themes/postil/static/assets/', import.meta.url);

/** `PostilSearch`, whose `fetch` reads below a folder; `told` is handed the size of each file that is asked for. */
export async function engine(folder = '.', told = () => {}) {
  const fetch = async (url) => {
    const name = url.split('?')[0];
    try {
      const bytes = await readFile(path.join(folder, name));
      told(name, bytes.length);
      return new Response(bytes);
    } catch {
      return new Response('', { status: 404 });
    }
  };
  const context = vm.createContext({ Response, Blob, DecompressionStream, TextDecoder, fetch });
  for (const script of ['search.js', 'search-query.js']) {
    vm.runInContext(await readFile(new URL(script, ASSETS), 'utf8'), context, { filename: script });
  }
  return context.PostilSearch;
}
