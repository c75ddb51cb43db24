/** What `node:assert/strict` is to domain files when they run in the browser. */
// oxlint-disable-next-line import/no-default-export -- stands in for a module that has one
export default function assert(value: unknown, message?: string): asserts value {
  if (!value) throw new Error(message ?? 'assertion failed');
}
