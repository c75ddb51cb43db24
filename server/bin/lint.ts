import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { CODE } from './quality/plan.ts';
import { digestsUnder, keepSeen, readSeen, unseen } from './quality/unseen.ts';

const KEPT = 'node_modules/.cache/lint.json';
/** Beyond so many it is as quick to look at everything. */
const MANY = 400;

/**
 * Lints what has changed since it was last found good; with `--all` everything, as `npm test` does. The
 * rules that know types take longer than all else in a check; a change elsewhere that makes one of them
 * fail in a file that stayed as it was is found by `npm test`.
 */
const folders = CODE.filter((folder) => existsSync(folder));
const now = digestsUnder(folders);
const changed = unseen(now, process.argv.includes('--all') ? {} : readSeen(KEPT));
const where = changed.length > MANY ? folders : changed;
const status =
  where.length === 0
    ? 0
    : spawnSync('node_modules/.bin/oxlint', ['--type-aware', ...where], { stdio: 'inherit' })
        .status;
if (status === 0) keepSeen(KEPT, now);
process.exitCode = status ?? 1;
