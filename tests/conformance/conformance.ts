import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Conformance } from './report.ts';
import { scenariosIn } from './scenario.ts';

/**
 * `npm run conformance -- FILE [--json OUT]`: runs cases of the neutral format through the engine, prints
 * every difference and a table by source. Ends with 1 where a case failed that no decision names.
 */
const [file, ...options] = process.argv.slice(2);
const out = options[0] === '--json' ? options[1] : undefined;
if (!file || (options.length > 0 && !out)) {
  process.stderr.write('npm run conformance -- FILE [--json OUT]\n');
  process.exit(2);
}

const decisions = JSON.parse(
  await readFile(fileURLToPath(new URL('decisions.json', import.meta.url)), 'utf8'),
) as Record<string, string>;
const conformance = new Conformance(decisions);
for (const scenario of scenariosIn(await readFile(file, 'utf8'))) conformance.run(scenario);
process.stdout.write(`${conformance.lines().join('\n')}\n`);
if (out) await writeFile(out, `${JSON.stringify(conformance.numbers, null, 2)}\n`);
process.exitCode = conformance.failed > 0 ? 1 : 0;
