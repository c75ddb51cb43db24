import { randomBytes } from 'node:crypto';
import { demand, locationsFor, may, type Actor } from '../../../server/auth/actor.ts';
import type { Keyring } from '../../../server/auth/keyring.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { scannableCode } from '../../../server/kernel/codes.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { HOUSE_DOCUMENTS } from '../../base/api.ts';
import { selectPromotion } from '../promotions/sql/promotions.ts';
import type {
  blockCoupons,
  createCodes,
  createSharedCode,
  listCoupons,
  redeemTakes,
  returnTakes,
} from './contracts.ts';
import { documentOfTheHouse } from './problems.ts';
import { digestOf, giveBack, redeem } from './redeem.ts';
import { blockSeries, insertCoupons, insertSeries, selectSeriesOf } from './sql/coupons.ts';
import { selectTakers, type Taker } from './sql/limits.ts';

type Keys = Pick<Keyring, 'hash'>;

/** Shared codes and batches, newest first, of one promotion or of all. */
export async function everySeries(
  read: Read,
  { promotionId }: InputOf<typeof listCoupons>,
): Promise<ReplyOf<typeof listCoupons>> {
  const series = await selectSeriesOf(read, promotionId ?? null);
  return {
    series: series.map(({ validFrom, validTo, createdAt, blockedAt, ...row }) => ({
      ...row,
      validFrom: validFrom?.toISOString() ?? null,
      validTo: validTo?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
      blockedAt: blockedAt?.toISOString() ?? null,
    })),
  };
}

/** Makes a code that many may use. */
export async function shareCode(
  tx: Tx,
  input: InputOf<typeof createSharedCode>,
): Promise<ReplyOf<typeof createSharedCode>> {
  const seriesId = await writeSeries(tx, input, 'shared', input.code);
  return { seriesId };
}

/** Makes single-use codes. They are told in this answer and never again: only their hashes are kept. */
export function makeCodes(keyring: Keys) {
  return async (
    tx: Tx,
    input: InputOf<typeof createCodes>,
  ): Promise<ReplyOf<typeof createCodes>> => {
    const seriesId = await writeSeries(tx, input, 'single-use', null);
    const owners = input.customerIds ?? Array.from({ length: input.count ?? 1 }, () => null);
    const codes = owners.map((customerId) => ({
      code: scannableCode('CP', randomBytes(12)),
      customerId,
    }));
    await insertCoupons(
      tx,
      seriesId,
      codes.map(({ code, customerId }) => ({
        digest: digestOf(keyring, code)!,
        ending: code.slice(-4),
        customerId,
      })),
    );
    return { seriesId, codes };
  };
}

async function writeSeries(
  tx: Tx,
  input: Omit<InputOf<typeof createCodes>, 'count' | 'customerIds'>,
  kind: 'shared' | 'single-use',
  sharedCode: string | null,
): Promise<string> {
  const { promotionId, name } = input;
  if (!(await selectPromotion(tx, promotionId))) throw new Refusal(notFound, { what: promotionId });
  const id = newId();
  await insertSeries(tx, {
    id,
    promotionId,
    kind,
    name,
    sharedCode,
    validFrom: input.validFrom ?? null,
    validTo: input.validTo ?? null,
    usesLimit: input.usesLimit ?? null,
    usesPerCustomer: input.usesPerCustomer ?? null,
    budgetMinor: input.budgetMinor ?? null,
  });
  tx.audit({
    action: 'listini-promozioni.coupons-made',
    subject: `coupon-series:${id}`,
    locationId: null,
  });
  return id;
}

/** Blocks a shared code or a whole batch, from now on; twice is once. */
export async function block(
  tx: Tx,
  { seriesId }: InputOf<typeof blockCoupons>,
): Promise<ReplyOf<typeof blockCoupons>> {
  const version = await blockSeries(tx, seriesId);
  if (version === null) throw new Refusal(notFound, { what: seriesId });
  tx.audit({
    action: 'listini-promozioni.coupons-blocked',
    subject: `coupon-series:${seriesId}`,
    locationId: null,
  });
  return { seriesId, version };
}

const REDEEM = 'listini-promozioni.coupon.redeem';

/**
 * Takes what a sale uses, over HTTP: for tills and web shops that price with us. A sale in a shop is for
 * those who may sell there.
 */
export function takeForSale(keyring: Keys) {
  return async (
    tx: Tx,
    input: InputOf<typeof redeemTakes>,
  ): Promise<ReplyOf<typeof redeemTakes>> => {
    demandForeign(input.document);
    if (input.locationId) demand(tx.actor, REDEEM, input.locationId);
    for (const { promotionId } of input.takes) {
      if (!(await selectPromotion(tx, promotionId))) {
        throw new Refusal(notFound, { what: promotionId });
      }
    }
    await redeem(tx, keyring, {
      document: input.document,
      locationId: input.locationId ?? null,
      customerId: input.customerId ?? null,
      takes: input.takes,
      coupons: input.coupons ?? [],
    });
    return { taken: true };
  };
}

/** Orders of ours take and give back in their own transactions. */
function demandForeign({ kind }: InputOf<typeof returnTakes>['document']): void {
  if (HOUSE_DOCUMENTS.some((ours) => ours === kind)) {
    throw new Refusal(documentOfTheHouse, { kind });
  }
}

/** A key has what it took itself; a person what was taken in a shop of theirs, or by them for no shop. */
function mayGiveBack(actor: Actor, { locationId, takenBy }: Taker): boolean {
  const own = takenBy === null || takenBy === actor.id;
  if (actor.kind === 'client' && !own) return false;
  if (locationId !== null) return may(actor, REDEEM, locationId);
  return own || locationsFor(actor, REDEEM) === null;
}

/** Gives back what a document took over HTTP. */
export async function giveBackTaken(
  tx: Tx,
  { document }: InputOf<typeof returnTakes>,
): Promise<ReplyOf<typeof returnTakes>> {
  demandForeign(document);
  const takers = await selectTakers(tx, document);
  if (!takers.every((taker) => mayGiveBack(tx.actor, taker))) {
    throw new Refusal(notFound, { what: document.id });
  }
  return { givenBack: await giveBack(tx, document) };
}
