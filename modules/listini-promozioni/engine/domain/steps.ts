/**
 * Work that is done in steps: whoever runs it decides whether something else may happen between two of
 * them. Pure: it comes out the same however long one waits.
 */
export type Steps<T> = Generator<void, T, void>;

/** All at once. */
export function allSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** How many entries, items… are read in one step: some milliseconds. */
export const ROWS_IN_A_STEP = 1_000;
