import { expect } from 'chai';
import type { Knex } from 'knex';
import type { ReconcileCheck } from '../../server/modules/manifest.ts';

/** Every difference that the checks of `reconcile` find, with the name of the check. */
export async function differences(
  db: Knex,
  checks: readonly ReconcileCheck[],
): Promise<readonly { readonly check: string; readonly row: object }[]> {
  const found: { check: string; row: object }[] = [];
  for (const { name, find } of checks) {
    for (const row of await find(db)) found.push({ check: name, row });
  }
  return found;
}

/** Everything that must always be true is true. */
export async function expectReconciled(db: Knex, checks: readonly ReconcileCheck[]): Promise<void> {
  expect(await differences(db, checks)).to.deep.equal([]);
}

/** What somebody could do to the rows behind our back, and the check that must notice it. */
export type Planted = readonly (readonly [check: string, statement: string])[];

/** With what was done the check finds something. Nothing of it stays. */
export async function expectNoticed(
  db: Knex,
  [name, statement]: readonly [name: string, statement: string],
  checks: readonly ReconcileCheck[],
): Promise<void> {
  const trx = await db.transaction();
  try {
    await trx.raw(statement);
    const found = await differences(trx, checks);
    expect(found.map(({ check }) => check)).to.include(name);
  } finally {
    await trx.rollback();
  }
}
