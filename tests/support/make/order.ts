import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import type { Knex } from 'knex';
import type { Actor } from '../../../server/auth/actor.ts';
import { keyring } from '../../../server/auth/keyring.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import type { PlacedOrder, PlaceOrder } from '../../../modules/omnichannel/orders/contracts.ts';
import { placeOrders } from '../../../modules/omnichannel/orders/place-orders.ts';
import { orderSecrets } from '../../../modules/omnichannel/orders/secrets.ts';
import { makeActor } from './actor.ts';
import { nextNumber } from './sequence.ts';

const { privateKey } = generateKeyPairSync('ed25519');

export const testKeyring = keyring(
  Buffer.from('a secret that only the tests know!!!'),
  createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })),
);

/** What the codes of orders in tests follow from. */
export const testSecrets = orderSecrets(testKeyring);

/** What letters need of an installation. */
export const POST = { secrets: testSecrets, publicUrl: 'https://bottega.example' } as const;

/** The web shop's key. */
export function makeChannelActor(given: Partial<Actor> = {}): Actor {
  return makeActor({
    kind: 'client',
    name: 'Sito',
    permissions: [
      'omnichannel.order.place',
      'omnichannel.order.read',
      'omnichannel.order.cancel',
      'omnichannel.availability.read',
    ],
    ...given,
  });
}

export interface GivenLine {
  readonly gtin: string;
  readonly quantity?: number;
  readonly unitPriceMinor?: number;
  readonly discounts?: readonly number[];
}

export interface GivenOrder {
  readonly locationId: string;
  readonly lines: readonly GivenLine[];
  readonly externalId?: string;
  /** Paid online in full unless told: then to be paid at the counter. */
  readonly atCounter?: boolean;
  readonly shippingMinor?: number;
  readonly change?: Partial<PlaceOrder>;
}

/** An order of Marta Rinaldi's, paid online, as the web shop sends it. */
export function orderRequest(given: GivenOrder): PlaceOrder {
  const lines = given.lines.map((line, place) => ({
    externalLineId: String(place + 1),
    gtin: line.gtin,
    quantity: line.quantity ?? 1,
    unitPriceMinor: line.unitPriceMinor ?? 199_00,
    discounts: (line.discounts ?? []).map((amountMinor) => ({ reason: 'Saldi', amountMinor })),
    vatRate: 22,
  }));
  const total = lines.reduce(
    (sum, line) =>
      sum +
      line.unitPriceMinor * line.quantity -
      line.discounts.reduce((off, { amountMinor }) => off + amountMinor, 0),
    given.shippingMinor ?? 0,
  );
  return {
    channel: 'web',
    externalId: given.externalId ?? `W-${nextNumber()}`,
    locationId: given.locationId,
    contractFlow: given.atCounter ? 'B' : 'A',
    currency: 'EUR',
    customer: {
      name: 'Marta',
      surname: 'Rinaldi',
      email: `marta.rinaldi.${nextNumber()}@example.com`,
      phone: '+393471234417',
    },
    lines,
    ...(given.shippingMinor === undefined ? {} : { shippingMinor: given.shippingMinor }),
    payments: given.atCounter || total === 0 ? [] : [{ kind: 'card', amountMinor: total }],
    ...given.change,
  };
}

/** Places an order in a transaction of its own; a refusal is thrown. */
export async function makeOrder(
  db: Knex,
  given: GivenOrder,
  options: { readonly at?: Date; readonly actor?: Actor } = {},
): Promise<PlacedOrder> {
  const actor = options.actor ?? makeChannelActor();
  const [result] = await inTransaction(
    db,
    actor,
    (tx) =>
      placeOrders(tx, testSecrets, [{ actor, requestId: 'test', input: orderRequest(given) }]),
    options.at ? { at: options.at } : {},
  );
  if ('refusal' in result!) throw result.refusal;
  return result!.reply;
}
