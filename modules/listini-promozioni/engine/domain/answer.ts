import type { CompiledPromotion } from './compiled-promotion.ts';
import type { LaneLog } from './in-turn.ts';
import type { LineState, Share } from './line-state.ts';
import type {
  AppliedPromotion,
  LimitTake,
  PieceDiscount,
  PricedBasket,
  PricedLine,
  PricedPieces,
  PricedShipping,
  SkippedPromotion,
} from './priced-basket.ts';
import type { Limits } from './promotion.ts';
import { ratioOf, shareOf } from './rounding.ts';
import type { Scene } from './scene.ts';
import type { BasketState } from './trial.ts';
import { vatOf, type VatShares } from './vat.ts';

/** The basket as it is answered, worked out from where promotions left it; `found` in the order of trying. */
export function answerFor(
  scene: Scene,
  state: BasketState,
  found: readonly number[],
  log: LaneLog,
): PricedBasket {
  const vat = vatOf(scene, state);
  const lines = state.lines.map((line, place) => pricedLine(scene, line, vat.lines[place]!));
  const shipping = state.shipping.map((_, place) => pricedShipping(scene, state, place, vat));
  const { applied, skipped, takes } = told(scene, state, found, log);
  const goodsMinor = sum(lines, ({ netMinor }) => netMinor);
  const listMinor = sum(lines, (line) => line.listMinor);
  const shippingMinor = sum(shipping, ({ netMinor }) => netMinor);
  const vatMinor = sum(vat.byRate, (rate) => rate.vatMinor);
  const onTop = scene.policy.vat.prices === 'exclusive' ? vatMinor : 0;
  return {
    snapshotVersion: scene.snapshot.version,
    currency: scene.basket.currency,
    lines,
    shipping,
    applied,
    skipped,
    ...extrasOf(scene, state),
    totals: {
      listMinor,
      discountMinor: listMinor - goodsMinor,
      goodsMinor,
      shippingListMinor: sum(shipping, (charge) => charge.listMinor),
      shippingMinor,
      totalMinor: goodsMinor + shippingMinor + onTop,
      vatMinor,
      vat: vat.byRate,
    },
    takes,
    searches: log.searches,
  };
}

function pricedLine(scene: Scene, line: LineState, vat: VatShares): PricedLine {
  const { input, vatRate, trace, listPriceMinor } = scene.lines[line.place]!;
  const listMinor = line.list * line.quantity;
  return {
    lineId: input.lineId,
    itemId: input.itemId,
    quantity: input.quantity,
    listPriceMinor,
    pieces: pricedPieces(scene, line, vat),
    listMinor,
    discountMinor: listMinor - line.net,
    netMinor: line.net,
    vatRate,
    vatMinor: vat.vatMinor,
    price: trace,
  };
}

/** Pieces that are alike in every amount are one entry. */
function pricedPieces(scene: Scene, line: LineState, vat: VatShares): PricedPieces[] {
  const entries: Writable<PricedPieces>[] = [];
  for (const [i, piece] of line.pieces.entries()) {
    const discounts = piece.shares.map((share) => discountOf(scene, share));
    for (const { count, amount } of vat.pieces[i]!) {
      if (count === 0) continue;
      const same = entries.find(
        (entry) => entry.vatMinor === amount && isAlike(entry.discounts, discounts),
      );
      if (same) same.quantity += count;
      else
        entries.push({
          quantity: count,
          listPriceMinor: line.list,
          discounts,
          netMinor: piece.net,
          vatMinor: amount,
        });
    }
  }
  return entries;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function isAlike(a: readonly PieceDiscount[], b: readonly PieceDiscount[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      ({ promotionId, amountMinor }, i) =>
        promotionId === b[i]!.promotionId && amountMinor === b[i]!.amountMinor,
    )
  );
}

function discountOf(scene: Scene, { promotion, amount }: Share): PieceDiscount {
  const { source } = scene.snapshot.promotions.all[promotion]!;
  const fundedMinor = source.funding
    ? shareOf(amount, ratioOf(source.funding.sharePercent), 'halfUp', 1)
    : 0;
  return { promotionId: source.id, amountMinor: amount, fundedMinor };
}

function pricedShipping(
  scene: Scene,
  state: BasketState,
  place: number,
  vat: ReturnType<typeof vatOf>,
): PricedShipping {
  const { method, list, net, shares } = state.shipping[place]!;
  return {
    method,
    listMinor: list,
    discounts: shares.map(({ promotion, amount }) => ({
      promotionId: scene.snapshot.promotions.all[promotion]!.source.id,
      amountMinor: amount,
    })),
    netMinor: net,
    vatRate: scene.basket.shipping![place]!.vatRate ?? 0,
    vatMinor: vat.shipping[place]!,
  };
}

/** What a promotion took, line by line in their order. */
class Taking {
  readonly byLine: Writable<AppliedPromotion['byLine'][number]>[] = [];
  #latest = -1;
  goods = 0;
  shipping = 0;

  ofLine(place: number, lineId: string, amountMinor: number): void {
    if (place === this.#latest) this.byLine.at(-1)!.amountMinor += amountMinor;
    else this.byLine.push({ lineId, amountMinor });
    this.#latest = place;
    this.goods += amountMinor;
  }
}

/** Worked out from what stands in the end: what another promotion undid does not count. */
function takingsOf(scene: Scene, state: BasketState): ReadonlyMap<number, Taking> {
  const takings = new Map<number, Taking>();
  for (const { place, pieces } of state.lines) {
    const { lineId } = scene.lines[place]!.input;
    for (const { count, shares } of pieces)
      for (const { promotion, amount } of shares)
        takingOf(takings, promotion).ofLine(place, lineId, count * amount);
  }
  for (const { shares } of state.shipping)
    for (const { promotion, amount } of shares) takingOf(takings, promotion).shipping += amount;
  for (const { promotion } of state.extras) takingOf(takings, promotion);
  return takings;
}

function takingOf(takings: Map<number, Taking>, promotion: number): Taking {
  const known = takings.get(promotion);
  if (known) return known;
  const taking = new Taking();
  takings.set(promotion, taking);
  return taking;
}

function appliedPromotion(
  { source, number }: CompiledPromotion,
  { byLine, goods, shipping }: Taking,
  log: LaneLog,
): AppliedPromotion {
  const { id, version, combination, returnPolicy, funding } = source;
  return {
    promotionId: id,
    version,
    lane: combination.lane,
    discountMinor: goods,
    shippingDiscountMinor: shipping,
    byLine,
    returnPolicy,
    funding,
    next: log.next.get(number) ?? null,
  };
}

interface Told {
  readonly applied: readonly AppliedPromotion[];
  readonly skipped: readonly SkippedPromotion[];
  readonly takes: readonly LimitTake[];
}

/** What became of each promotion that is about the basket, in the order of trying. */
function told(scene: Scene, state: BasketState, found: readonly number[], log: LaneLog): Told {
  const takings = takingsOf(scene, state);
  const { all } = scene.snapshot.promotions;
  const explains = scene.basket.explain !== 'none';
  const applied: AppliedPromotion[] = [];
  const skipped: SkippedPromotion[] = [];
  const takes: LimitTake[] = [];
  for (const number of found) {
    const promotion = all[number]!;
    const taking = takings.get(number);
    if (taking) {
      applied.push(appliedPromotion(promotion, taking, log));
      if (isLimited(promotion.source.limits))
        takes.push({
          promotionId: promotion.source.id,
          uses: 1,
          amountMinor: taking.goods + taking.shipping,
        });
    } else if (explains) {
      const refusal = log.refusals.get(number);
      if (refusal) skipped.push({ promotionId: promotion.source.id, ...refusal });
    }
  }
  return { applied, skipped, takes };
}

function isLimited({ uses, usesPerCustomer, usesPerLocation, budgetMinor }: Limits): boolean {
  return (uses ?? usesPerCustomer ?? usesPerLocation ?? budgetMinor) !== undefined;
}

function extrasOf(
  scene: Scene,
  { extras }: BasketState,
): Pick<PricedBasket, 'gifts' | 'points' | 'coupons'> {
  const idOf = (promotion: number): string => scene.snapshot.promotions.all[promotion]!.source.id;
  return {
    gifts: extras.flatMap((extra) =>
      extra.kind === 'gift'
        ? [{ promotionId: idOf(extra.promotion), itemId: extra.itemId, quantity: extra.quantity }]
        : [],
    ),
    points: extras.flatMap((extra) =>
      extra.kind === 'points'
        ? [
            {
              promotionId: idOf(extra.promotion),
              multiplier: extra.multiplier,
              extra: extra.extra,
              lineIds: extra.places.map((place) => scene.lines[place]!.input.lineId),
            },
          ]
        : [],
    ),
    coupons: extras.flatMap((extra) =>
      extra.kind === 'coupon'
        ? [{ promotionId: idOf(extra.promotion), batchId: extra.batchId, quantity: extra.quantity }]
        : [],
    ),
  };
}

function sum<T>(values: readonly T[], amountOf: (value: T) => number): number {
  return values.reduce((total, value) => total + amountOf(value), 0);
}
