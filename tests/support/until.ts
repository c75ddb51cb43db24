/**
 * Waits until `look` gives something true, and returns it. What a test waits for is a condition, never
 * a length of time; the limit only ends a test that would wait for ever.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T> | T,
  milliseconds = 20_000,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + milliseconds;
  let failure: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen) return seen;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${milliseconds} ms`, { cause: failure });
    }
    await new Promise((wake) => setTimeout(wake, 15));
  }
}
