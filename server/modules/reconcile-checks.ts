import type { Knex } from 'knex';
import type { ReconcileCheck } from './manifest.ts';

/** Every check answers with at most this many differences: enough to see what is wrong. */
const SHOWN = 100;

/** How a module writes its checks down: a name of its own, what must be true, and a statement that finds what is not. */
export type CheckOf = (
  name: string,
  title: ReconcileCheck['title'],
  statement: string,
) => ReconcileCheck;

/** The checks of a module, named after it: `store-system.level-equals-ledger`. */
export function checksOf(moduleId: string): CheckOf {
  return (name, title, statement) => ({
    name: `${moduleId}.${name}`,
    title,
    find: async (sql: Knex) => {
      const { rows } = await sql.raw<{ rows: object[] }>(`${statement} limit ${SHOWN}`);
      return rows;
    },
  });
}
