// Prints what the search's script cuts texts into: for each of a JSON list of texts a list of [token, position].
//
//     node search-tokens.mjs FOLDER TEXTS
//
// FOLDER is a built site, from which the simplified forms of characters are taken.
import { engine } from './search-engine.mjs';

const [folder, texts] = process.argv.slice(2);
const { Search, tokens } = await engine(folder);
await new Search('').names();
console.log(JSON.stringify(JSON.parse(texts).map((text) => tokens(text).map(({ word, dense, position }) => [word || dense, position]))));
