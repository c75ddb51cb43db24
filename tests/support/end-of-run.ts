const closings: (() => Promise<void>)[] = [];

/** Closes what several test files share (a browser, a server process) after the last of them. */
export function atEndOfRun(close: () => Promise<void>): void {
  closings.push(close);
}

/** Last opened, first closed. */
export async function endRun(): Promise<void> {
  while (closings.length > 0) await closings.pop()!();
}
