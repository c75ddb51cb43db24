import { canonicalJson } from './canonical-json.ts';

/** Whether two pieces of data say the same, however their members are ordered: databases reorder them. */
export function isSameData(one: unknown, other: unknown): boolean {
  // What is missing is not the same as null.
  if (one === undefined || other === undefined) return one === other;
  return canonicalJson(one) === canonicalJson(other);
}
