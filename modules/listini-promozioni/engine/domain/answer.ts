import type { LaneLog } from './in-turn.ts';
import type { LineState, Share } from './line-state.ts';
import type {
  AppliedPromotion,
  PieceDiscount,
  PricedBasket,
  PricedLine,
  PricedPieces,
  PricedShipping,
  SkippedPromotion,
} from './priced-basket.ts';
import { ratioOf, shareOf } from './rounding.ts';
import type { Scene } from './scene.ts';
import type { BasketState } from './trial.ts';
import { vatOf, type VatShares } from './vat.ts';

/** The basket as it is answered, worked out from where promotions left it. */
export function answerFor(scene: Scene, state: BasketState, log: LaneLog): PricedBasket {
  const vat = vatOf(scene, state);
  const lines = state.lines.map((line, place) => pricedLine(scene, line, vat.lines[place]!));
  const shipping = state.shipping.map((_, place) => pricedShipping(scene, state, place, vat));
  const applied = appliedPromotions(scene, state, log);
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
    skipped: skippedPromotions(scene, applied, log),
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
    takes: applied.flatMap((promotion) => takeOf(scene, promotion)),
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
  const entries = line.pieces.flatMap((piece, i) =>
    vat.pieces[i]!.filter(({ count }) => count > 0).map(({ count, amount }) => ({
      quantity: count,
      listPriceMinor: line.list,
      discounts: piece.shares.map((share) => discountOf(scene, share)),
      netMinor: piece.net,
      vatMinor: amount,
    })),
  );
  return entries.length === 1 ? entries : merged(entries);
}

function merged(entries: readonly PricedPieces[]): PricedPieces[] {
  const known = new Map<string, PricedPieces>();
  for (const entry of entries) {
    const taken = entry.discounts.map((one) => `${one.promotionId}:${one.amountMinor}`);
    const key = `${entry.vatMinor}|${taken.join('|')}`;
    const same = known.get(key);
    known.set(key, same ? { ...same, quantity: same.quantity + entry.quantity } : entry);
  }
  return [...known.values()];
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

interface Sums {
  readonly byLine: Map<number, number>;
  shipping: number;
}

/** Worked out from what stands in the end: what another promotion undid does not count. */
function appliedPromotions(scene: Scene, state: BasketState, log: LaneLog): AppliedPromotion[] {
  const sums = new Map<number, Sums>();
  const of = (promotion: number): Sums => {
    const known = sums.get(promotion) ?? { byLine: new Map(), shipping: 0 };
    sums.set(promotion, known);
    return known;
  };
  for (const line of state.lines)
    for (const { count, shares } of line.pieces)
      for (const { promotion, amount } of shares) {
        const { byLine } = of(promotion);
        byLine.set(line.place, (byLine.get(line.place) ?? 0) + count * amount);
      }
  for (const { shares } of state.shipping)
    for (const { promotion, amount } of shares) of(promotion).shipping += amount;
  for (const { promotion } of state.extras) of(promotion);
  const { rank } = scene.compiled;
  const { all } = scene.snapshot.promotions;
  return [...sums]
    .sort(([a], [b]) => rank[a]! - rank[b]!)
    .map(([promotion, { byLine, shipping }]) => {
      const { id, version, combination, returnPolicy, funding } = all[promotion]!.source;
      return {
        promotionId: id,
        version,
        lane: combination.lane,
        discountMinor: sum([...byLine.values()], (amount) => amount),
        shippingDiscountMinor: shipping,
        byLine: [...byLine]
          .sort(([a], [b]) => a - b)
          .map(([place, amountMinor]) => ({
            lineId: scene.lines[place]!.input.lineId,
            amountMinor,
          })),
        returnPolicy,
        funding,
        next: log.next.get(promotion) ?? null,
      };
    });
}

function skippedPromotions(
  scene: Scene,
  applied: readonly AppliedPromotion[],
  log: LaneLog,
): SkippedPromotion[] {
  if (scene.basket.explain === 'none') return [];
  const in_ = new Set(applied.map(({ promotionId }) => promotionId));
  const { rank } = scene.compiled;
  const { all } = scene.snapshot.promotions;
  return [...log.refusals]
    .filter(([promotion]) => !in_.has(all[promotion]!.source.id))
    .sort(([a], [b]) => rank[a]! - rank[b]!)
    .map(([promotion, { reason, miss }]) => ({
      promotionId: all[promotion]!.source.id,
      reason,
      miss,
    }));
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

function takeOf(scene: Scene, applied: AppliedPromotion): PricedBasket['takes'][number][] {
  const { numbers, all } = scene.snapshot.promotions;
  const { limits } = all[numbers.get(applied.promotionId)!]!.source;
  const { uses, usesPerCustomer, usesPerLocation, budgetMinor } = limits;
  if ((uses ?? usesPerCustomer ?? usesPerLocation ?? budgetMinor) === undefined) return [];
  const amountMinor = applied.discountMinor + applied.shippingDiscountMinor;
  return [{ promotionId: applied.promotionId, uses: 1, amountMinor }];
}

function sum<T>(values: readonly T[], amountOf: (value: T) => number): number {
  return values.reduce((total, value) => total + amountOf(value), 0);
}
