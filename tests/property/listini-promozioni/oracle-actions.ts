import type { Bag } from '../../conformance/scenario.ts';
import { Fraction } from './fraction.ts';
import {
  attribute,
  cents,
  matching,
  rounding,
  setting,
  sum,
  type Unit,
  type World,
} from './oracle.ts';

/** A piece with its price by the basis of the action, and what may be taken off it. */
interface Taker {
  readonly unit: Unit;
  readonly price: number;
  readonly cap: number;
}

function takersFor(
  world: World,
  promotion: Bag,
  action: Bag,
  match: unknown,
  forDeal: boolean,
): Taker[] {
  const basis = action['basis'] ?? setting(world, 'basis') ?? 'running';
  return matching(world, match)
    .filter(({ line }) => attribute(world, line, 'notDiscountable') !== true)
    .filter(({ line }) => (world.stopped[line] ?? promotion['id']) === promotion['id'])
    .filter(({ deal }) => !forDeal || deal === null)
    .map((unit) => ({
      unit,
      price: basis === 'list' ? unit.list : unit.net,
      cap: Math.max(0, unit.net - cents(attribute(world, unit.line, 'minUnitPrice') ?? 0)),
    }));
}

function sorted(takers: readonly Taker[], order: unknown): Taker[] {
  const direction =
    order === 'cheapest' || order === 'asc' ? 1 : order === 'dearest' || order === 'desc' ? -1 : 0;
  return [...takers].sort((a, b) => direction * (a.price - b.price));
}

function percentOf(world: World, price: number, percent: unknown): number {
  const { mode, to } = rounding(world);
  const share = Fraction.of(Number(percent)).over(new Fraction(100n));
  if (share.compare(new Fraction(1n)) >= 0) return price;
  const exact = new Fraction(BigInt(price)).times(share);
  if (setting(world, 'roundWhat') !== 'price') return Math.min(price, exact.round(mode, to));
  const left = new Fraction(BigInt(price)).minus(exact).round(mode, to);
  return Math.max(0, price - left);
}

/** Shares of an amount by weight, piece by piece or line by line; what somebody cannot take goes round again. */
function split(
  world: World,
  amount: number,
  takers: readonly { readonly weight: number; readonly cap: number }[],
  remainder: string,
  step: number,
): number[] {
  const given = takers.map(() => 0);
  let left = amount;
  for (;;) {
    const open = takers.flatMap(({ weight, cap }, i) => (weight > 0 && given[i]! < cap ? [i] : []));
    if (left <= 0 || open.length === 0) return given;
    const shares = sharesOf(
      world,
      left,
      open.map((i) => takers[i]!.weight),
      remainder,
      step,
    );
    left = 0;
    let took = false;
    open.forEach((i, place) => {
      const next = Math.min(takers[i]!.cap, given[i]! + shares[place]!);
      left += given[i]! + shares[place]! - next;
      took ||= next > given[i]!;
      given[i] = next;
    });
    if (!took) return given;
  }
}

function sharesOf(
  world: World,
  amount: number,
  weights: readonly number[],
  remainder: string,
  step: number,
): number[] {
  const total = new Fraction(BigInt(sum(weights)));
  const exact = weights.map((w) => new Fraction(BigInt(amount) * BigInt(w)).over(total));
  const { mode } = rounding(world);
  if (remainder === 'none') return exact.map((one) => one.round(mode, step));
  if (remainder === 'last' || remainder === 'sequential') {
    let left = amount;
    const shares = exact.map((one, place) => {
      const isLast = remainder === 'last' && place === weights.length - 1;
      const rounded = one.round(remainder === 'last' ? mode : 'halfDown', step);
      const share = isLast ? left : Math.min(left, rounded);
      left -= share;
      return share;
    });
    return handOut(
      shares,
      shares.map((_, i) => i),
      left,
      step,
    );
  }
  const shares = exact.map((one) => one.round('down', step));
  const order = shares.map((_, i) => i);
  if (remainder === 'largest')
    order.sort((a, b) => {
      const rest = (i: number) => exact[i]!.minus(new Fraction(BigInt(shares[i]!)));
      return rest(b).compare(rest(a)) || weights[b]! - weights[a]! || a - b;
    });
  return handOut(shares, order, amount - sum(shares), step);
}

function handOut(shares: number[], order: readonly number[], rest: number, step: number): number[] {
  let left = rest;
  for (const place of order) {
    if (left < step) break;
    shares[place]! += step;
    left -= step;
  }
  if (left > 0 && shares.length > 0) shares[order[0]!]! += left;
  return shares;
}

const remainderOf = (world: World): string => word(setting(world, 'remainder'), 'largest');

function withinLine(world: World, takers: readonly Taker[], amount: number): Map<Taker, number> {
  const remainder = remainderOf(world) === 'none' ? 'first' : remainderOf(world);
  const room = sum(takers.map(({ cap }) => cap));
  const weighed = takers.map(({ price, cap }) => ({ weight: price, cap }));
  const shares = split(world, Math.min(amount, room), weighed, remainder, 1);
  return new Map(takers.map((taker, i) => [taker, shares[i]!]));
}

const word = (value: unknown, usual: string): string => (typeof value === 'string' ? value : usual);

function lines(takers: readonly Taker[]): Taker[][] {
  const ids = [...new Set(takers.map(({ unit }) => unit.line))];
  return ids.map((id) => takers.filter(({ unit }) => unit.line === id));
}

const priceOf = (takers: readonly Taker[]): number => sum(takers.map(({ price }) => price));
const roomOf = (takers: readonly Taker[]): number => sum(takers.map(({ cap }) => cap));

function across(world: World, takers: readonly Taker[], amount: number): Map<Taker, number> {
  const groups = lines(takers);
  const total = Math.min(amount, roomOf(takers));
  const { to } = rounding(world);
  const weighed = groups.map((own) => ({ weight: priceOf(own), cap: roomOf(own) }));
  const shares =
    groups.length === 1
      ? [total]
      : split(world, total, weighed, remainderOf(world), total % to === 0 ? to : 1);
  return new Map(groups.flatMap((own, i) => [...withinLine(world, own, shares[i]!)]));
}

function perLine(
  world: World,
  cuts: readonly (readonly [Taker[], number])[],
  max: unknown,
): Map<Taker, number> {
  const wanted = cuts.map(([own, amount]) => Math.min(amount, roomOf(own)));
  const amounts = limited(world, wanted, max);
  return new Map(cuts.flatMap(([own], i) => [...withinLine(world, own, amounts[i]!)]));
}

function limited(world: World, wanted: readonly number[], max: unknown): readonly number[] {
  if (max === undefined || sum(wanted) <= cents(max)) return wanted;
  const takers = wanted.map((amount) => ({ weight: amount, cap: amount }));
  return split(world, cents(max), takers, remainderOf(world), 1);
}

function perPiece(
  world: World,
  takers: readonly Taker[],
  amountOf: (taker: Taker) => number,
  max: unknown,
) {
  const wanted = takers.map((taker) => Math.min(taker.cap, amountOf(taker)));
  const amounts = limited(world, wanted, max);
  return new Map(takers.map((taker, i) => [taker, amounts[i]!]));
}

function carryOut(world: World, promotion: Bag, cuts: ReadonlyMap<Taker, number>): void {
  const id = String(promotion['id']);
  for (const [{ unit }, amount] of cuts) {
    if (amount === 0) continue;
    unit.net -= amount;
    unit.origin += `/${amount}`;
    unit.by[id] = (unit.by[id] ?? 0) + amount;
    if (promotion['stopFurther']) world.stopped[unit.line] = id;
  }
}

function chosen(world: World, promotion: Bag, action: Bag): Taker[] {
  const isOnce = action['allocation'] === 'once';
  const max =
    action['maxQuantity'] === undefined ? (isOnce ? 1 : Infinity) : Number(action['maxQuantity']);
  const wide = isOnce || action['maxQuantityScope'] === 'promotion';
  const takers = sorted(
    takersFor(world, promotion, action, action['match'], false),
    action['unitOrder'],
  );
  const used: Record<string, number> = {};
  return takers.filter(({ unit }) => {
    const key = wide ? '' : unit.line;
    used[key] = (used[key] ?? 0) + 1;
    return used[key] <= max;
  });
}

const atMost = (amount: number, max: unknown): number =>
  max === undefined ? amount : Math.min(amount, cents(max));

/** One action, carried out. */
export function give(world: World, promotion: Bag, action: Bag): void {
  const { value, maxAmount } = action;
  const { at, mode, to } = rounding(world);
  switch (action['kind']) {
    case 'percent': {
      const takers = chosen(world, promotion, action);
      const cuts =
        action['allocation'] === 'across'
          ? across(world, takers, atMost(percentOf(world, priceOf(takers), value), maxAmount))
          : at === 'unit'
            ? perPiece(world, takers, ({ price }) => percentOf(world, price, value), maxAmount)
            : perLine(
                world,
                lines(takers).map((own) => [own, percentOf(world, priceOf(own), value)] as const),
                maxAmount,
              );
      return carryOut(world, promotion, cuts);
    }
    case 'amount': {
      const takers = chosen(world, promotion, action);
      const amount = new Fraction(BigInt(cents(value))).round(mode, to);
      const allocation = action['allocation'] ?? 'across';
      const cuts =
        allocation === 'across'
          ? across(world, takers, atMost(amount, maxAmount))
          : allocation === 'eachLine'
            ? perLine(
                world,
                lines(takers).map((own) => [own, amount] as const),
                maxAmount,
              )
            : perPiece(world, takers, () => amount, maxAmount);
      return carryOut(world, promotion, cuts);
    }
    case 'unitPrice': {
      const takers = chosen(world, promotion, action);
      const off = ({ price }: Taker): number => Math.max(0, price - cents(value));
      return carryOut(world, promotion, perPiece(world, takers, off, maxAmount));
    }
    case 'orderPrice': {
      const takers = chosen(world, promotion, action);
      const amount = Math.max(0, priceOf(takers) - cents(value));
      return carryOut(world, promotion, across(world, takers, atMost(amount, maxAmount)));
    }
    case 'setPrice':
    case 'groups':
    case 'pick':
      return giveGroups(world, promotion, action);
    case 'buyGet':
      return giveBuyGet(world, promotion, action);
    case 'tiers':
      return giveTier(world, promotion, action);
    case 'gift':
      return giveGift(world, promotion, action);
    case 'shipping':
      return giveShipping(world, promotion, action);
    default:
      throw new Error(`the oracle does not know ${String(action['kind'])}`);
  }
}

function giveTier(world: World, promotion: Bag, action: Bag): void {
  const { tiers, subject, kind: _, ...rest } = action;
  const units = matching(world, action['match']);
  const basis = setting(world, 'conditionBasis') ?? 'running';
  const worth =
    subject === 'qty'
      ? units.length
      : subject === 'lines'
        ? new Set(units.map(({ line }) => line)).size
        : sum(units.map((u) => (basis === 'list' ? u.list : u.net)));
  const reached = (tiers as Bag[])
    .filter(({ min }) => (subject === 'subtotal' ? cents(min) : Number(min)) <= worth)
    .sort((a, b) => Number(a['min']) - Number(b['min']))
    .at(-1);
  if (!reached) return;
  const { min: _min, ...step } = reached;
  give(world, promotion, { ...rest, ...step });
}

function giveGift(world: World, promotion: Bag, action: Bag): void {
  const units = matching(world, action['match']);
  const each = Number(action['qty'] ?? 1);
  const quantity =
    action['per'] === undefined
      ? action['match'] && units.length === 0
        ? 0
        : each
      : each * Math.floor(units.length / Number(action['per']));
  if (quantity === 0) return;
  const sku = String(action['sku']);
  world.gifts[sku] = (world.gifts[sku] ?? 0) + quantity;
  world.givers.push(String(promotion['id']));
}

function giveShipping(world: World, promotion: Bag, action: Bag): void {
  const { effect, value, methods, maxAmount } = action;
  const meant = world.ships.filter(
    ({ method }) => !methods || (methods as string[]).includes(method),
  );
  const basis = action['basis'] ?? setting(world, 'basis') ?? 'running';
  const { mode, to } = rounding(world);
  const amount = new Fraction(BigInt(cents(value ?? 0))).round(mode, to);
  const prices = meant.map(({ list, net }) => (basis === 'list' ? list : net));
  const wanted = meant.map(({ net }, i) =>
    Math.min(
      net,
      effect === 'percent'
        ? percentOf(world, prices[i]!, value)
        : effect === 'price'
          ? Math.max(0, prices[i]! - cents(value))
          : amount,
    ),
  );
  const amounts =
    effect === 'amount' && action['allocation'] === 'across'
      ? split(
          world,
          atMost(amount, maxAmount),
          meant.map(({ net }, i) => ({ weight: prices[i]!, cap: net })),
          remainderOf(world),
          1,
        )
      : limited(world, wanted, maxAmount);
  const id = String(promotion['id']);
  meant.forEach((ship, i) => {
    ship.net -= amounts[i]!;
    ship.by[id] = (ship.by[id] ?? 0) + amounts[i]!;
  });
}

function giveGroups(world: World, promotion: Bag, action: Bag): void {
  const kind = String(action['kind']);
  const size = Number(action['groupSize'] ?? 1);
  const consumes = action['consume'] === true;
  const order = action['groupOrder'] ?? action['unitOrder'];
  const free = sorted(takersFor(world, promotion, action, action['match'], consumes), order);
  const count = Math.floor(free.length / size);
  const max =
    action['maxUses'] === undefined || action['maxUses'] === 'all'
      ? Infinity
      : Number(action['maxUses']);
  const isSpread =
    kind === 'pick' &&
    action['layout'] !== undefined &&
    action['layout'] !== 'perGroup' &&
    action['position'] !== 'all';
  const groups = Array.from({ length: isSpread ? count : Math.min(count, max) }, (_, n) =>
    free.slice(n * size, (n + 1) * size),
  );
  let rewarded: Taker[][] = groups;
  if (isSpread) {
    const all = sorted(groups.flat(), action['pickOrder']);
    const from = (Number(action['position'] ?? 1) - 1) * count;
    rewarded = [all.slice(from, from + Math.min(count, max))];
  } else if (kind === 'pick' && action['position'] !== 'all')
    rewarded = groups.map((own) => {
      const nth = sorted(own, action['pickOrder'])[Number(action['position'] ?? 1) - 1];
      return nth ? [nth] : [];
    });
  const effect = kind === 'setPrice' ? 'setPrice' : word(action['effect'], 'percent');
  serve(world, promotion, action, effect, { served: groups.flat(), rewarded, consumes });
}

function giveBuyGet(world: World, promotion: Bag, action: Bag): void {
  const consumes = action['consume'] !== false;
  const [buy, get] = [action['buy'] as Bag, action['get'] as Bag];
  const known = new Map<Unit, Taker>();
  const side = (own: Bag): Taker[] =>
    sorted(
      takersFor(world, promotion, action, own['match'], consumes).map((taker) => {
        if (!known.has(taker.unit)) known.set(taker.unit, taker);
        return known.get(taker.unit)!;
      }),
      own['order'],
    );
  const [paying, getting] = [side(buy), side(get)];
  const used = new Set<Taker>();
  const served: Taker[] = [];
  const rewarded: Taker[][] = [];
  const max =
    action['maxUses'] === undefined || action['maxUses'] === 'all'
      ? Infinity
      : Number(action['maxUses']);
  const [many, few] = [Number(buy['qty'] ?? 1), Number(get['qty'] ?? 1)];
  while (rewarded.length < max) {
    const paid = paying.filter((one) => !used.has(one)).slice(0, many);
    const reward = getting.filter((one) => !used.has(one) && !paid.includes(one)).slice(0, few);
    if (paid.length < many || reward.length === 0) break;
    if (action['requireFullReward'] && reward.length < few) break;
    for (const one of [...paid, ...reward]) used.add(one);
    served.push(...paid, ...reward);
    rewarded.push(reward);
  }
  const effect = word(action['effect'], 'percent');
  serve(world, promotion, action, effect, { served, rewarded, consumes });
}

function serve(
  world: World,
  promotion: Bag,
  action: Bag,
  effect: string,
  deal: { served: readonly Taker[]; rewarded: readonly Taker[][]; consumes: boolean },
): void {
  const { value, maxAmount } = action;
  const all = deal.rewarded.flat();
  if (all.length === 0) return;
  let cuts: Map<Taker, number>;
  if (effect === 'setPrice') {
    const shares = new Map(
      deal.rewarded.flatMap((own) => [
        ...across(world, own, Math.max(0, priceOf(own) - cents(value))),
      ]),
    );
    cuts = perPiece(world, [...shares.keys()], (taker) => shares.get(taker)!, maxAmount);
  } else if (effect === 'percent' && rounding(world).at !== 'unit') {
    const percent = value ?? 100;
    const wanted = lines(all).map((own) => [own, percentOf(world, priceOf(own), percent)] as const);
    cuts = perLine(world, wanted, maxAmount);
  } else {
    const off = ({ price }: Taker): number =>
      effect === 'percent'
        ? percentOf(world, price, value ?? 100)
        : effect === 'amount'
          ? cents(value)
          : Math.max(0, price - cents(value));
    cuts = perPiece(world, all, off, maxAmount);
  }
  const origins = new Map(world.units.map((unit) => [unit, unit.origin]));
  carryOut(world, promotion, cuts);
  const id = String(promotion['id']);
  if (deal.consumes) for (const { unit } of deal.served) unit.deal = id;
  rearrange(
    world,
    origins,
    new Map([...cuts].map(([{ unit }, amount]) => [unit, amount])),
    new Set(deal.consumes ? deal.served.map(({ unit }) => unit) : []),
  );
}

/** Pieces that were alike are interchangeable: those that got more come first, then those that served, then the rest. */
function rearrange(
  world: World,
  origins: ReadonlyMap<Unit, string>,
  given: ReadonlyMap<Unit, number>,
  served: ReadonlySet<Unit>,
): void {
  const rank = (unit: Unit): number => (given.get(unit) ?? 0) + (served.has(unit) ? 0.5 : 0);
  const runs: Unit[][] = [];
  for (const unit of world.units) {
    const last = runs.at(-1)?.[0];
    if (last && last.line === unit.line && origins.get(last) === origins.get(unit))
      runs.at(-1)!.push(unit);
    else runs.push([unit]);
  }
  world.units = runs.flatMap((run) => [...run].sort((a, b) => rank(b) - rank(a)));
  for (const unit of world.units) if (rank(unit) > 0) unit.origin += `/${rank(unit)}`;
}
