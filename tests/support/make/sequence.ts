let last = 0;

/** A number nobody else in this run has: names and codes that must not meet are built with it. */
export function nextNumber(): number {
  last += 1;
  return last;
}
