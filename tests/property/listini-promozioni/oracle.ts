import type { Bag, Scenario } from '../../conformance/scenario.ts';
import { Fraction } from './fraction.ts';

/**
 * A second, slow reading of the neutral format: every piece by itself, exact fractions, no index, no
 * grouping, nothing shared with the engine. Amounts are cents.
 */
export interface OracleAnswer {
  readonly perPromotion: Record<string, Record<string, number>>;
  readonly total: number;
  readonly applied: string[];
  readonly gifts: Record<string, number>;
}

export interface Unit {
  readonly line: string;
  readonly list: number;
  net: number;
  /** Pieces of one origin are interchangeable: those a deal rewards are taken to be the first of them. */
  origin: string;
  deal: string | null;
  by: Record<string, number>;
}

export interface Ship {
  readonly method: string;
  readonly list: number;
  net: number;
  by: Record<string, number>;
}

export interface World {
  readonly scenario: Scenario;
  units: Unit[];
  ships: Ship[];
  gifts: Record<string, number>;
  givers: string[];
  stopped: Record<string, string>;
}

export const cents = (value: unknown): number =>
  Fraction.of(Number(value) * 1)
    .times(new Fraction(100n))
    .round('halfUp');

export function setting(world: World, key: string): unknown {
  return (world.scenario.settings as Bag)[key];
}

export function rounding(world: World): { mode: string; to: number; at: string } {
  const given = (setting(world, 'rounding') ?? {}) as Bag;
  return {
    mode: typeof given['mode'] === 'string' ? given['mode'] : 'halfUp',
    to: cents(given['to'] ?? 0.01),
    at: given['at'] === 'unit' ? 'unit' : 'line',
  };
}

export function lineOf(world: World, id: string): Bag {
  return world.scenario.lines!.find(({ lineId }) => lineId === id) as unknown as Bag;
}

export function attribute(world: World, line: string, key: string): unknown {
  return ((lineOf(world, line)['attributes'] ?? {}) as Bag)[key];
}

export function matches(world: World, line: string, match: unknown): boolean {
  if (!match) return true;
  const price = cents(lineOf(world, line)['unitPrice']);
  return Object.entries(match as Bag).every(([key, value]) => {
    if (key === 'unitPriceMin') return price >= cents(value);
    if (key === 'unitPriceMax') return price <= cents(value);
    if (key === 'not') return !matches(world, line, value);
    if (key === 'notDiscounted')
      return (
        attribute(world, line, 'discounted') !== true &&
        world.units.every((u) => u.line !== line || Object.keys(u.by).length === 0)
      );
    const own =
      key === 'lineId' || key === 'sku' ? lineOf(world, line)[key] : attribute(world, line, key);
    const owned = own === undefined ? [] : Array.isArray(own) ? own : [own];
    const wanted = Array.isArray(value) ? value : [value];
    return owned.some((one) => wanted.some((other) => String(other) === String(one)));
  });
}

export function matching(world: World, match: unknown): Unit[] {
  return world.units.filter(({ line }) => matches(world, line, match));
}

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function holds(world: World, condition: Bag): boolean {
  const units = matching(world, condition['match']);
  const basis = condition['basis'] ?? setting(world, 'conditionBasis') ?? 'running';
  const worth = sum(units.map((u) => (basis === 'list' ? u.list : u.net)));
  const value = condition['value'];
  const context = world.scenario.context ?? {};
  switch (condition['type']) {
    case 'subtotalMin':
      return condition['strict'] ? worth > cents(value) : worth >= cents(value);
    case 'subtotalMax':
      return condition['strict'] ? worth < cents(value) : worth <= cents(value);
    case 'subtotalEquals':
      return worth === cents(value);
    case 'qtyMin':
      return units.length >= Number(value);
    case 'hasLine':
      return units.length > 0;
    case 'coupon':
      return ((context['coupons'] ?? []) as string[]).includes(String(condition['code']));
    case 'customer':
      return (condition['in'] as string[]).includes(String(context['customer']));
    case 'customerGroup':
      return (condition['in'] as string[]).includes(String(context['customerGroup']));
    case 'channel':
      return (condition['in'] as string[]).includes(String(context['channel']));
    case 'nthOrder':
      return context['orderNumberOfCustomer'] === condition['n'];
    case 'uses':
    case 'usesPerCustomer':
      return Number(condition['used']) < Number(condition['limit']);
    case 'shippingMethod':
      return world.ships.some(({ method }) => (condition['in'] as string[]).includes(method));
    default:
      throw new Error(`the oracle does not know ${String(condition['type'])}`);
  }
}

export type Give = (world: World, promotion: Bag, action: Bag) => void;

export function tryOut(world: World, promotion: Bag, give: Give): World | null {
  const next = copyOf(world);
  const conditions = (promotion['conditions'] ?? []) as Bag[];
  if (!conditions.every((condition) => holds(next, condition))) return null;
  const budgets = (promotion['budget'] ?? []) as Bag[];
  const actions = (
    Array.isArray(promotion['action']) ? promotion['action'] : [promotion['action']]
  ) as Bag[];
  for (const action of actions) give(next, promotion, action);
  const discount = taken(next) - taken(world);
  const gave = next.givers.length > world.givers.length;
  if (discount <= 0 && !gave) return null;
  for (const { kind, used, limit } of budgets)
    if (kind === 'uses' ? Number(used) + 1 > Number(limit) : cents(used) + discount > cents(limit))
      return null;
  return next;
}

function copyOf(world: World): World {
  return {
    scenario: world.scenario,
    units: world.units.map((u) => ({ ...u, by: { ...u.by } })),
    ships: world.ships.map((s) => ({ ...s, by: { ...s.by } })),
    gifts: { ...world.gifts },
    givers: [...world.givers],
    stopped: { ...world.stopped },
  };
}

function taken(world: World): number {
  return sum(world.units.map((u) => u.list - u.net)) + sum(world.ships.map((s) => s.list - s.net));
}

function lineNet(world: World, line: string): number {
  return sum(world.units.filter((u) => u.line === line).map((u) => u.net));
}

function inOrder(promotions: readonly Bag[], order: unknown): Bag[] {
  const direction = order === 'priorityDesc' ? -1 : order === 'priorityAsc' ? 1 : 0;
  return [...promotions].sort(
    (a, b) =>
      Number(a['lane'] ?? 0) - Number(b['lane'] ?? 0) ||
      direction * (Number(a['priority'] ?? 0) - Number(b['priority'] ?? 0)),
  );
}

export function oracle(scenario: Scenario, give: Give): OracleAnswer {
  let world: World = {
    scenario,
    units: scenario.lines!.flatMap(({ lineId, qty, unitPrice }) =>
      Array.from({ length: qty }, () => ({
        line: lineId,
        list: cents(unitPrice),
        net: cents(unitPrice),
        origin: lineId,
        deal: null,
        by: {},
      })),
    ),
    ships: ((scenario.context?.['shipping'] ?? []) as Bag[]).map(({ method, amount }) => ({
      method: String(method),
      list: cents(amount),
      net: cents(amount),
      by: {},
    })),
    gifts: {},
    givers: [],
    stopped: {},
  };
  let promotions = inOrder(scenario.promotions!, setting(world, 'order'));
  if (setting(world, 'exclusive') === 'highestExclusiveOnly') {
    const exclusive = promotions
      .filter((one) => one['exclusive'] && tryOut(world, one, give))
      .sort((a, b) => Number(b['priority'] ?? 0) - Number(a['priority'] ?? 0));
    const others = promotions.filter((one) => !one['exclusive']);
    promotions = exclusive.length > 0 ? [exclusive[0]!] : others;
  }
  const lanes = [...new Set(promotions.map((one) => Number(one['lane'] ?? 0)))];
  for (const lane of lanes)
    world = runLane(
      world,
      promotions.filter((one) => Number(one['lane'] ?? 0) === lane),
      give,
    );
  return answer(world, scenario);
}

function runLane(world: World, promotions: readonly Bag[], give: Give): World {
  const compose = setting(world, 'compose') ?? 'stack';
  if (compose === 'stack')
    return promotions.reduce((now, promotion) => tryOut(now, promotion, give) ?? now, world);
  const tried = promotions.flatMap((promotion) => tryOut(world, promotion, give) ?? []);
  if (compose === 'bestOne') {
    let best: World | null = null;
    for (const one of tried) if (!best || taken(one) > taken(best)) best = one;
    return best ?? world;
  }
  const next = copyOf(world);
  for (const line of new Set(world.units.map((u) => u.line))) {
    let best = world;
    for (const one of tried) if (lineNet(one, line) < lineNet(best, line)) best = one;
    const own = best.units.filter((u) => u.line === line);
    next.units = next.units.map((u) => (u.line === line ? own.shift()! : u));
    if (best.stopped[line]) next.stopped[line] = best.stopped[line];
  }
  next.ships = world.ships.map((ship, place) => {
    let best = ship;
    for (const one of tried) if (one.ships[place]!.net < best.net) best = one.ships[place]!;
    return best;
  });
  for (const one of tried) {
    for (const sku of Object.keys(one.gifts))
      next.gifts[sku] = (next.gifts[sku] ?? 0) + (one.gifts[sku]! - (world.gifts[sku] ?? 0));
    next.givers.push(...one.givers.slice(world.givers.length));
  }
  return next;
}

function answer(world: World, scenario: Scenario): OracleAnswer {
  const perPromotion: Record<string, Record<string, number>> = {};
  const applied = new Set<string>(world.givers);
  for (const { line, by } of world.units)
    for (const [id, amount] of Object.entries(by)) {
      if (amount === 0) continue;
      (perPromotion[id] ??= {})[line] = (perPromotion[id][line] ?? 0) + amount;
      applied.add(id);
    }
  for (const { by } of world.ships)
    for (const [id, amount] of Object.entries(by)) if (amount > 0) applied.add(id);
  const gifts = Object.fromEntries(Object.entries(world.gifts).filter(([, qty]) => qty > 0));
  return {
    perPromotion,
    total: sum(world.units.map((u) => u.net)) + sum(world.ships.map((s) => s.net)),
    applied: scenario.promotions!.map((p) => String(p['id'])).filter((id) => applied.has(id)),
    gifts,
  };
}
