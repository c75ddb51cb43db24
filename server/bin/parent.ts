/**
 * Under `npm run`, a signal ends npm's shell, and the shell does not tell us: all at once we have another
 * parent. Without npm nothing is watched: whoever starts us directly may end before us.
 */
export function whenParentEnds(stop: () => void): void {
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 250);
  watch.unref();
}
