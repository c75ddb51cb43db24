import { checkers, quickTests } from './quality/plan.ts';
import { runSteps } from './quality/steps.ts';
import { tallyLine } from './quality/tally.ts';

/** What to run on every save: types, lint of what changed, format, unused code, tests without a database. */
const { tally } = await runSteps([...quickTests(), ...checkers('changed')], 2);
console.log(tallyLine(tally));
process.exitCode = tally.failed > 0 ? 1 : 0;
