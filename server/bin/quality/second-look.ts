import { readFileSync } from 'node:fs';
import type { Tally } from './tally.ts';

/** How the tests of one file ended: what a run of tests writes down besides what it prints. */
export interface FileRecord {
  readonly file: string;
  readonly tally: Tally;
  /** Tests with an end of their own; hooks are none. */
  readonly tests: number;
  /** Titles of what passed, with those of the groups around them. */
  readonly passed: readonly string[];
  readonly failed: readonly FailedTest[];
}

export interface FailedTest {
  readonly title: string;
  /** The failure in full. */
  readonly text: string;
}

/** Where a run of tests writes its records. */
export const RECORD_VARIABLE = 'BOTTEGA_TEST_RECORD';

/** More files than this do not fail by chance. */
const MOST_FILES = 4;

/** The records of a run; null when it never came to its end. */
export function readRecords(file: string): readonly FileRecord[] | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as readonly FileRecord[];
  } catch {
    return null;
  }
}

/**
 * The files that may be run once more: those with a failed test. None when the run broke off or its
 * records do not account for every failure it told, and none when so many failed that it is no chance.
 */
export function doubtful(
  tally: Tally,
  records: readonly FileRecord[] | null,
): readonly FileRecord[] {
  const files = (records ?? []).filter((record) => record.tally.failed > 0);
  const accounted = files.reduce((sum, record) => sum + record.tally.failed, 0);
  return accounted === tally.failed && files.length <= MOST_FILES ? files : [];
}

export interface Verdict {
  /** What the file is worth after both looks. */
  readonly tally: Tally;
  /** What failed once and passed once. */
  readonly unsteady: readonly FailedTest[];
}

/**
 * The second look stands in the place of the first, for the whole file: a test that fails in it has failed,
 * also one that had passed. When it broke off, or fewer tests came to an end in it than in the first, which a
 * failed hook may have cut short, the first stands.
 */
export function judge(
  first: FileRecord,
  second: { readonly tally: Tally; readonly records: readonly FileRecord[] | null },
): Verdict {
  const [record] = second.records ?? [];
  if (!record || record.tests < first.tests || record.tally.failed !== second.tally.failed) {
    return { tally: first.tally, unsteady: [] };
  }
  const passed = new Set(record.passed);
  const failed = new Set(record.failed.map(({ title }) => title));
  const unsteady = first.failed.filter(
    ({ title }) => passed.has(title) || (isHook(title) && !failed.has(title)),
  );
  // What was left out the second time has never passed.
  const leftOut = first.failed.filter(
    (test) => !unsteady.includes(test) && !failed.has(test.title),
  ).length;
  const { tally } = record;
  return {
    tally: { ...tally, failed: tally.failed + leftOut, skipped: tally.skipped - leftOut },
    unsteady,
  };
}

/** A hook that fails is told as a failure and passes without a word. */
function isHook(title: string): boolean {
  return /"(before|after) (all|each)" hook/.test(title);
}
