import type { AttributeQuery } from './attribute-query.ts';
import type { Basis } from './benefit.ts';
import type { CompiledPromotion } from './compiled-promotion.ts';
import { cutLine, takenBy, type Cut, type LineState, type Share } from './line-state.ts';
import type { NearestMiss, SkipReason } from './priced-basket.ts';
import type { PricingPolicy } from './pricing-policy.ts';
import type { Scene } from './scene.ts';

/** A shipping charge while promotions are being applied. */
export interface ShippingState {
  readonly method: string;
  readonly list: number;
  readonly net: number;
  readonly shares: readonly Share[];
}

/** Where a basket stands while promotions are being applied: never changed, only replaced. */
export interface BasketState {
  readonly lines: readonly LineState[];
  readonly shipping: readonly ShippingState[];
  /** Number of the promotion whose fixed shipping price stands alone; -1: none. */
  readonly fixedShippingBy: number;
  readonly extras: readonly Extra[];
}

/** What a promotion gives beside money. */
export type Extra =
  | {
      readonly kind: 'gift';
      readonly promotion: number;
      readonly itemId: string;
      readonly quantity: number;
    }
  | {
      readonly kind: 'points';
      readonly promotion: number;
      readonly multiplier: number;
      readonly extra: number;
      readonly places: readonly number[];
    }
  | {
      readonly kind: 'coupon';
      readonly promotion: number;
      readonly batchId: string;
      readonly quantity: number;
    };

export interface Refusal {
  readonly reason: SkipReason;
  readonly miss: NearestMiss | null;
}

/** One promotion tried on a basket: its benefits work on a copy, which is taken over or dropped. */
export class Trial {
  readonly scene: Scene;
  readonly promotion: CompiledPromotion;
  readonly before: BasketState;
  #lines: readonly LineState[];
  /** The same once one of them was cut: its own copy. */
  #cutLines: LineState[] | null = null;
  shipping: readonly ShippingState[];
  fixedShippingBy: number;
  extras: readonly Extra[];
  /** Taken off goods so far. */
  goodsDiscount = 0;
  /** How many times its deals were served; the best-deal search asks for fewer. */
  uses = 0;
  readonly maxUses: number;
  /** Why nothing came of it, if nothing does. */
  obstacle: Refusal | null = null;
  /** What would give more. */
  next: NearestMiss | null = null;

  constructor(
    scene: Scene,
    promotion: CompiledPromotion,
    before: BasketState,
    maxUses: number = Infinity,
  ) {
    this.scene = scene;
    this.promotion = promotion;
    this.before = before;
    this.#lines = before.lines;
    this.shipping = before.shipping;
    this.fixedShippingBy = before.fixedShippingBy;
    this.extras = before.extras;
    this.maxUses = maxUses;
  }

  get lines(): readonly LineState[] {
    return this.#lines;
  }

  get policy(): PricingPolicy {
    return this.scene.policy;
  }

  /** Places of the lines that match a query of the promotion's benefits. */
  matching(query: AttributeQuery): readonly number[] {
    return this.scene.matchingFor(this.promotion, query, this.#lines);
  }

  basisOr(basis: Basis | undefined): Basis {
    return basis ?? this.policy.basis;
  }

  cut(place: number, cuts: readonly Cut[], isDeal: boolean): void {
    const { number, source } = this.promotion;
    const line = this.#lines[place]!;
    const reduces = cuts.some(({ amount, count }) => amount > 0 && count > 0);
    if (!reduces && !isDeal) return;
    const stops = reduces && (source.combination.stopsFurther ?? false);
    const cut = cutLine(line, cuts, { promotion: number, isDeal, stops });
    this.goodsDiscount += line.net - cut.net;
    this.#cutLines ??= [...this.#lines];
    this.#cutLines[place] = cut;
    this.#lines = this.#cutLines;
  }

  give(extra: Extra): void {
    this.extras = [...this.extras, extra];
  }

  /** Remembers the first thing in the way. */
  stopAt(reason: SkipReason, miss: NearestMiss | null = null): void {
    this.obstacle ??= { reason, miss };
  }

  get shippingDiscount(): number {
    if (this.shipping === this.before.shipping) return 0;
    return shippingNet(this.before.shipping) - shippingNet(this.shipping);
  }

  get discount(): number {
    return this.goodsDiscount + this.shippingDiscount;
  }

  get givesNothing(): boolean {
    return this.discount <= 0 && this.extras === this.before.extras && !this.fixesShipping;
  }

  get fixesShipping(): boolean {
    return this.fixedShippingBy !== this.before.fixedShippingBy;
  }

  get after(): BasketState {
    const { lines, shipping, fixedShippingBy, extras } = this;
    return { lines, shipping, fixedShippingBy, extras };
  }
}

export function netOf(lines: readonly LineState[]): number {
  let sum = 0;
  for (const { net } of lines) sum += net;
  return sum;
}

export function shippingNet(shipping: readonly ShippingState[]): number {
  let sum = 0;
  for (const { net } of shipping) sum += net;
  return sum;
}

/** What is to pay for goods and shipping. */
export function totalOf(state: BasketState): number {
  return netOf(state.lines) + shippingNet(state.shipping);
}

/** What a promotion took off goods and shipping, as the basket stands. */
export function discountIn(state: BasketState, promotion: number): number {
  let sum = 0;
  for (const line of state.lines) sum += takenBy(line, promotion);
  for (const { shares } of state.shipping)
    for (const share of shares) if (share.promotion === promotion) sum += share.amount;
  return sum;
}
