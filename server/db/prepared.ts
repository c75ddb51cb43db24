import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { knowsNames } from './session.ts';

/**
 * Runs a statement that every connection parses and plans once and then knows: for the few on the hot
 * path, where planning costs more than doing. The text is a constant; only its bindings differ.
 */
export async function prepared<R>(
  sql: Knex,
  text: string,
  bindings: Readonly<Record<string, Knex.RawBinding>>,
): Promise<R[]> {
  const name = nameOf(text);
  if (knowsNames(sql)) return (await sql.named(name, text, bindings)).rows as R[];
  const { rows } = await sql.raw<{ rows: R[] }>(text, bindings).options({ name });
  return rows;
}

const names = new Map<string, string>();

/** A connection knows a statement by name: one name must never stand for two texts. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('hex').slice(0, 32);
    names.set(text, name);
  }
  return name;
}
