import type { Knex } from 'knex';
import { inTransaction } from '../../../server/db/transaction.ts';
import { makeCodes, shareCode } from '../../../modules/listini-promozioni/coupons/commands.ts';
import type { PlaceOrder } from '../../../modules/omnichannel/orders/contracts.ts';
import type { Keyring } from '../../../server/auth/keyring.ts';
import type { GivenLine, GivenOrder } from './order.ts';
import { merchandiser } from './price-list.ts';
import { nextNumber } from './sequence.ts';

/** What makes an order of these lines ask for our prices; paid at the counter. */
export function atOurPrices(
  lines: readonly GivenLine[],
  more: Partial<PlaceOrder> & { readonly coupons?: string[] } = {},
): Pick<GivenOrder, 'atCounter' | 'change'> {
  const { coupons, ...change } = more;
  return {
    atCounter: true,
    change: {
      pricing: coupons ? { coupons } : {},
      lines: lines.map(({ gtin, quantity = 1 }, place) => ({
        externalLineId: String(place + 1),
        gtin,
        quantity,
      })),
      ...change,
    },
  };
}

/** A code for many. */
export async function makeSharedCode(
  db: Knex,
  promotionId: string,
  limits: { readonly usesLimit?: number; readonly usesPerCustomer?: number } = {},
): Promise<string> {
  const code = `CODICE${nextNumber()}`;
  await inTransaction(db, merchandiser, (tx) =>
    shareCode(tx, { promotionId, name: code, code, ...limits }),
  );
  return code;
}

/** A code for one use. */
export async function makeSingleCode(
  db: Knex,
  keyring: Pick<Keyring, 'hash'>,
  promotionId: string,
): Promise<string> {
  const { codes } = await inTransaction(db, merchandiser, (tx) =>
    makeCodes(keyring)(tx, { promotionId, name: 'Prova', count: 1 }),
  );
  return codes[0]!.code;
}
