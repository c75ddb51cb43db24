import type { Knex } from 'knex';
import type { ReconcileCheck } from '../../../server/modules/manifest.ts';

/** Every check answers with at most this many differences: enough to see what is wrong. */
const SHOWN = 100;

/** A statement that finds what is not true. */
export function check(
  name: string,
  title: ReconcileCheck['title'],
  statement: string,
): ReconcileCheck {
  return {
    name: `omnichannel.${name}`,
    title,
    find: async (sql: Knex) => {
      const { rows } = await sql.raw<{ rows: object[] }>(`${statement} limit ${SHOWN}`);
      return rows;
    },
  };
}
