import { demandSight, may } from '../../../server/auth/actor.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import type { BatchedRequest, BatchedResult } from '../../../server/http/routes.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { forbidden, notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { insufficientStock } from '../problems.ts';
import {
  CART_MINUTES,
  type extendCartHold,
  type holdCart,
  type releaseCartHold,
} from './contracts.ts';
import { extendHolds, releaseHolds } from './end-holds.ts';
import { placeHolds, type HoldRequest } from './place-holds.ts';
import { selectHolds } from './sql/holds.ts';

type Carts = typeof holdCart;

/** Holds many baskets in one transaction, each in its own name: granted or refused one by one. */
export async function holdCarts(
  tx: Tx,
  requests: readonly BatchedRequest<Carts>[],
): Promise<readonly BatchedResult<Carts>[]> {
  const carts = requests.map((request) => ({ ...request, demand: cartOf(tx, request) }));
  // The policy has been asked before the request was queued; a right may have gone since.
  const allowed = carts.filter(({ actor, input }) =>
    may(actor, 'store-system.hold.place', input.locationId),
  );
  const results = await placeHolds(
    tx,
    allowed.map(({ demand }) => demand),
  );
  const byCart = new Map(allowed.map(({ demand }, place) => [demand, results[place]!]));
  return carts.map(({ demand }): BatchedResult<Carts> => {
    const result = byCart.get(demand);
    if (!result) {
      return {
        refusal: refusal(new Refusal(forbidden, { permission: 'store-system.hold.place' })),
      };
    }
    if (result.outcome === 'refused') {
      const { shortages } = result;
      return { refusal: refusal(new Refusal(insufficientStock, { shortages })) };
    }
    return {
      reply: {
        cartId: demand.ownerId,
        locationId: demand.locationId,
        until: demand.until!.toISOString(),
        holds: result.holds.map(({ holdId, itemId, quantity }) => ({ holdId, itemId, quantity })),
      },
    };
  });
}

function cartOf(tx: Tx, { actor, requestId, input }: BatchedRequest<Carts>): HoldRequest {
  return {
    kind: 'cart',
    ownerId: newId(),
    locationId: input.locationId,
    until: minutesFrom(tx.now, input.minutes),
    lines: input.lines.map(({ itemId, quantity }) => ({ itemId, quantity, ownerLineId: newId() })),
    by: tx.as(actor, requestId),
  };
}

export async function releaseCart(
  tx: Tx,
  { holdId }: InputOf<typeof releaseCartHold>,
): Promise<ReplyOf<typeof releaseCartHold>> {
  await demandCart(tx, holdId);
  const ended = await releaseHolds(tx, [holdId], 'cancelled');
  return { holdId, released: ended.length > 0 };
}

export async function extendCart(
  tx: Tx,
  { holdId, minutes }: InputOf<typeof extendCartHold>,
): Promise<ReplyOf<typeof extendCartHold>> {
  await demandCart(tx, holdId);
  const until = minutesFrom(tx.now, minutes);
  await extendHolds(tx, [holdId], until);
  return { holdId, until: until.toISOString() };
}

/** Holds of orders and reservations are changed through their owners only; here they do not exist. */
async function demandCart(tx: Tx, holdId: string): Promise<void> {
  const [hold] = await selectHolds(tx, [holdId]);
  const what = { it: 'l’impegno', en: 'the hold' };
  if (hold?.kind !== 'cart') throw new Refusal(notFound, { what });
  demandSight(tx.actor, 'store-system.hold.place', hold.locationId, what);
}

function minutesFrom(now: Date, minutes = CART_MINUTES): Date {
  return new Date(now.getTime() + minutes * 60_000);
}

function refusal<E extends object>(refused: Refusal<E>): Refusal {
  return refused as unknown as Refusal;
}
