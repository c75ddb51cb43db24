import type { Knex } from 'knex';
import {
  followGoods,
  followPlaces,
} from '../../../modules/listini-promozioni/goods/follow-goods.ts';
import { createList } from '../../../modules/listini-promozioni/price-lists/change-sets.ts';
import type { Terms } from '../../../modules/listini-promozioni/price-lists/domain/terms.ts';
import {
  approve,
  submit,
} from '../../../modules/listini-promozioni/price-lists/publish-change-set.ts';
import { beginChangeSet } from '../../../modules/listini-promozioni/price-lists/change-sets.ts';
import { write } from '../../../modules/listini-promozioni/price-lists/write-prices.ts';
import type { Actor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { makeActor } from './actor.ts';
import { nextNumber } from './sequence.ts';

/** Prepares prices. */
export const merchandiser: Actor = makeActor({
  name: 'Marta Neri',
  permissions: ['listini-promozioni.list.read', 'listini-promozioni.list.edit'],
});
/** Approves them. */
export const approver: Actor = makeActor({
  name: 'Elena Conti',
  permissions: ['listini-promozioni.list.read', 'listini-promozioni.list.approve'],
});

export interface GivenPrice {
  readonly itemId?: string;
  readonly styleCode?: string;
  readonly minQuantity?: number;
  readonly amountMinor: number | null;
}

/** Lets prices know of every item and shop that was made so far. */
export async function followAll(db: Knex, at?: Date): Promise<void> {
  await inTransaction(
    db,
    merchandiser,
    async (tx) => {
      await followGoods(tx, null);
      await followPlaces(tx);
    },
    at ? { at } : {},
  );
}

/** A list with nothing in it yet, and the draft that holds its terms. */
export function makePriceList(
  db: Knex,
  given: {
    readonly code?: string;
    readonly terms?: Terms;
    readonly validFrom?: string;
    at?: Date;
  } = {},
): Promise<{ listId: string; changeSetId: string }> {
  const code = given.code ?? `LISTINO-${nextNumber()}`;
  return inTransaction(
    db,
    merchandiser,
    (tx) =>
      createList(tx, {
        code,
        name: { it: code, en: code },
        currency: 'EUR',
        terms: (given.terms ?? { scope: {}, priority: 0, vatIncluded: true }) as never,
        ...(given.validFrom === undefined ? {} : { validFrom: given.validFrom }),
      }),
    given.at ? { at: given.at } : {},
  );
}

/** Writes prices into a draft, hands it in and has it approved by somebody else. */
export async function publish(
  db: Knex,
  changeSetId: string,
  prices: readonly GivenPrice[],
  at?: Date,
): Promise<{ publishedVersion: number }> {
  const when = at ? { at } : {};
  if (prices.length > 0) {
    await inTransaction(
      db,
      merchandiser,
      (tx) => write(tx, { changeSetId, kind: 'paste', rows: [...prices] }),
      when,
    );
  }
  await inTransaction(db, merchandiser, (tx) => submit(tx, { changeSetId }), when);
  const { publishedVersion } = await inTransaction(
    db,
    approver,
    (tx) => approve(tx, { changeSetId }),
    when,
  );
  return { publishedVersion: publishedVersion! };
}

/** Changes prices of a list, from a wall-clock time on or at once. */
export async function changePrices(
  db: Knex,
  listId: string,
  prices: readonly GivenPrice[],
  given: {
    readonly validFrom?: string;
    readonly validTo?: string;
    readonly at?: Date;
    readonly terms?: Terms;
    readonly announced?: boolean;
  } = {},
): Promise<{ changeSetId: string; publishedVersion: number }> {
  const { id: changeSetId } = await inTransaction(
    db,
    merchandiser,
    (tx) =>
      beginChangeSet(tx, {
        listId,
        title: 'Modifica',
        ...(given.validFrom === undefined ? {} : { validFrom: given.validFrom }),
        ...(given.validTo === undefined ? {} : { validTo: given.validTo }),
        ...(given.terms === undefined ? {} : { terms: given.terms as never }),
        ...(given.announced === undefined ? {} : { announced: given.announced }),
      }),
    given.at ? { at: given.at } : {},
  );
  return { changeSetId, ...(await publish(db, changeSetId, prices, given.at)) };
}
