/** Makes a forgotten case a compile error, and an impossible value a loud one. */
export function exhaustive(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
