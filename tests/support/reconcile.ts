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
