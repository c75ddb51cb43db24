import type { Read } from '../../server/db/transaction.ts';

type Ask = (text: string, bindings?: object) => Promise<{ rows: object[] }>;

/**
 * How PostgreSQL goes about what `work` asks of `table`: the lines of the plans of its statements, with the
 * figures they are asked with.
 */
export async function plansOf<R extends Read>(
  read: R,
  table: string,
  work: (read: R) => Promise<unknown>,
): Promise<string[]> {
  const session = read.sql as unknown as { raw: Ask };
  const plans: string[] = [];
  const explained: Ask = async (text, bindings) => {
    if (new RegExp(`\\b${table}\\b`).test(text)) {
      const { rows } = await session.raw(`explain ${text}`, bindings);
      plans.push(...rows.map((row) => (row as Record<'QUERY PLAN', string>)['QUERY PLAN']));
    }
    return session.raw(text, bindings);
  };
  const watched = Object.assign(Object.create(session) as object, {
    raw: explained,
    named: (_name: string, text: string, bindings?: object) => explained(text, bindings),
  });
  await work({ ...read, sql: watched });
  return plans;
}
