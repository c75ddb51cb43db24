import type { Tx } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { findOrCreateCustomers, takePricedEach } from '../../base/api.ts';
import { offerJustTaken } from '../problems.ts';
import { customerOf } from './price-orders.ts';
import {
  promiseBaskets,
  type Draft,
  type PromisedDraft,
  type RefusedDraft,
} from './promise-baskets.ts';
import type { World } from './world.ts';

interface Promised {
  readonly promised: readonly PromisedDraft[];
  readonly refused: readonly RefusedDraft[];
}

/**
 * Takes what the orders use of offers and coupons, and promises their pieces: an order gets both or
 * leaves no trace. Limits are locked before stock, here and wherever something is given back. Where no
 * order takes anything, this is `promiseBaskets` and nothing more.
 */
export async function promiseAndTake(
  tx: Tx,
  world: World,
  drafts: readonly Draft[],
): Promise<Promised> {
  let left = drafts;
  const out: RefusedDraft[] = [];
  while (left.some(takesSomething)) {
    const round = await tx
      .attempt((attempted) => bothForEach(attempted, world, left))
      .catch(withoutPieces);
    if (!(round instanceof WithoutPieces)) {
      return { promised: round.promised, refused: [...out, ...round.refused] };
    }
    // What those took went back with the savepoint; for the others everything begins anew.
    out.push(...round.refused);
    left = left.filter((draft) => !round.refused.some((one) => one.draft === draft));
  }
  const { promised, refused } = await promiseBaskets(tx, world, left);
  return { promised, refused: [...out, ...refused] };
}

function takesSomething({ price }: Draft): boolean {
  return price !== null && price.takes.length > 0;
}

/** Thrown to undo a round in which somebody took an offer and then got no pieces. */
class WithoutPieces extends Error {
  readonly refused: readonly RefusedDraft[];

  constructor(refused: readonly RefusedDraft[]) {
    super('orders that took an offer got no pieces');
    this.refused = refused;
  }
}

function withoutPieces(error: unknown): WithoutPieces {
  if (error instanceof WithoutPieces) return error;
  throw error;
}

async function bothForEach(tx: Tx, world: World, drafts: readonly Draft[]): Promise<Promised> {
  const late = await take(tx, drafts.filter(takesSomething));
  const inTime = drafts.filter((draft) => !late.some((one) => one.draft === draft));
  const { promised, refused } = await promiseBaskets(tx, world, inTime);
  if (refused.some(({ draft }) => takesSomething(draft))) throw new WithoutPieces(refused);
  return { promised, refused: [...late, ...refused] };
}

/** Takes for each; gives back those for whom somebody else was faster. */
async function take(tx: Tx, drafts: readonly Draft[]): Promise<RefusedDraft[]> {
  // Written down now if they are new: a use is counted for somebody.
  const customerIds = await findOrCreateCustomers(
    tx,
    drafts.map(({ request }) => customerOf(request)),
  );
  const answers = await takePricedEach(
    tx,
    drafts.map(({ orderId, request, by, price }, place) => ({
      document: { kind: 'order', id: orderId },
      locationId: request.input.locationId,
      customerId: customerIds[place]!,
      coupons: price!.coupons,
      takes: price!.takes,
      by,
    })),
  );
  return answers.flatMap((refusal, place) =>
    refusal === null ? [] : [{ draft: drafts[place]!, refusal: tooLate(refusal) }],
  );
}

function tooLate({ problem }: Refusal): Refusal {
  return new Refusal(offerJustTaken, { because: problem.slug }) as unknown as Refusal;
}
