import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { skeleton } from './skeleton/files.ts';
import { readNames, registered } from './skeleton/names.ts';

const REGISTRY = 'modules/registry.ts';
const USAGE = 'npm run new-module -- gift-cards gc "Carte regalo" "Gift cards"';

/** Writes a module with one room that works, enters it in the registry, and says what to do next. */
function main(words: readonly string[]): number {
  const names = readNames(words, new Date());
  if (typeof names === 'string') {
    console.error(`${names}\n${USAGE}`);
    return 2;
  }
  const files = skeleton(names);
  const there = [`modules/${names.id}`, ...Object.keys(files)].filter((path) => existsSync(path));
  if (there.length > 0) {
    console.error(`${there[0]} is already there: nothing was written`);
    return 1;
  }
  const registry = registered(readFileSync(REGISTRY, 'utf8'), names);
  for (const [path, text] of Object.entries({ ...files, [REGISTRY]: registry })) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`  ${path}`);
  }
  execFileSync('node_modules/.bin/oxfmt', [...Object.keys(files), REGISTRY], { stdio: 'ignore' });
  console.log(`
${names.titleEn} is there, with one room. Next:
  npm run check                            is green
  npm test -- tests/integration/${names.id}/notes.test.ts
  modules/${names.id}/README.md            what the module promises, then the room that keeps it
  modules/README.md                        a line in the table of modules`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
