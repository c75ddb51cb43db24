import type { Knex } from 'knex';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { Condition } from '../../../modules/store-system/stock/domain/level.ts';
import { receiveStock } from '../../../modules/store-system/stock/commands.ts';

/** Puts pieces of an item on the shelves of a location, through the ledger like any delivery. */
export async function makeStock(
  db: Knex,
  given: {
    readonly locationId: string;
    readonly itemId: string;
    readonly quantity: number;
    readonly condition?: Condition;
    readonly at?: Date;
  },
): Promise<void> {
  const { locationId, itemId, quantity, condition = 'sellable' } = given;
  await inTransaction(
    db,
    systemActor('test'),
    (tx) =>
      receiveStock(tx, {
        locationId,
        lines: [{ itemId, quantity, condition }],
        document: { kind: 'delivery', id: 'test' },
      }),
    given.at ? { at: given.at } : {},
  );
}
