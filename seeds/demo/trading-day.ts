import { setTimeout } from 'node:timers/promises';
import {
  getStyleEndpoint,
  listStylesEndpoint,
  shopAvailabilityEndpoint,
  shopOrderEndpoint,
} from '../../modules/demo-shop/api.ts';
import {
  customerOrder,
  handOverEndpoint,
  pickEndpoint,
  pickupsEndpoint,
  stageEndpoint,
  takeNextEndpoint,
} from '../../modules/omnichannel/api.ts';
import { sellGoods } from '../../modules/store-system/api.ts';
import { logInEndpoint } from '../../server/auth/contracts.ts';
import { createClient, ProblemError, type ContractClient } from '../../server/http/client.ts';
import { demoCustomers } from './customers.ts';
import { demoLocations } from './locations.ts';
import { DEMO_PASSWORD, demoPeople } from './people.ts';
import { chance, type Chance } from './random.ts';

export interface DayOptions {
  /** Of a running server with the demo chain: `http://localhost:3000`. */
  readonly url: string;
  /** How many times faster than the clock: 60 plays an hour a minute. */
  readonly speed: number;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
}

/** How often things happen in a shop hour of the whole chain. */
const ORDERS_AN_HOUR = 40;
const SALES_AN_HOUR = 240;
const HOUR_MS = 3_600_000;
/** The shop whose screens somebody is probably looking at gets a third of everything. */
const WATCHED = 'MI01';

interface Open {
  readonly token: string;
  readonly store: string;
}

/**
 * Plays a trading day against a running server: customers order on the demonstration shop, tills sell,
 * clerks pick, shelve and hand over, everybody through the same doors as the screens. What is refused
 * (a piece that has just gone) is part of the day.
 */
export async function playTradingDay({ url, speed, signal, tell }: DayOptions): Promise<void> {
  const dice = chance(Date.now());
  const visitor = createClient({ baseUrl: url });
  const clerks = await logInClerks(url);
  const open: Open[] = [];
  const range = await visitor.call(listStylesEndpoint, { limit: 60 });
  const acts: readonly (readonly [act: () => Promise<string | null>, anHour: number])[] = [
    [
      () =>
        orderSomething(
          visitor,
          dice,
          range.items.map(({ styleId }) => styleId),
          open,
        ),
      ORDERS_AN_HOUR,
    ],
    [
      () =>
        sellSomething(
          visitor,
          clerks,
          dice,
          range.items.map(({ styleId }) => styleId),
        ),
      SALES_AN_HOUR,
    ],
    [() => prepareSomething(clerks, dice), ORDERS_AN_HOUR],
    [() => handSomethingOver(visitor, clerks, dice, open), ORDERS_AN_HOUR * 0.8],
  ];
  const total = acts.reduce((sum, [, anHour]) => sum + anHour, 0);
  while (!signal.aborted) {
    const act = dice.weighted(acts);
    try {
      const line = await act();
      if (line !== null) tell(line);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      tell(`  ${error.message}`);
    }
    await pause((HOUR_MS / total / speed) * (0.4 + dice.next() * 1.2), signal);
  }
}

/** Ends early, without an error, when the day is over. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** One clerk a shop, logged in as at a till. */
async function logInClerks(url: string): Promise<ReadonlyMap<string, ContractClient>> {
  const people = demoPeople(demoLocations()).filter(({ role }) => role === 'clerk');
  const clerks = new Map<string, ContractClient>();
  for (const { login, locationId } of people) {
    if (locationId === null || clerks.has(locationId)) continue;
    let cookie = '';
    const client = createClient({
      baseUrl: url,
      headers: () => (cookie === '' ? {} : { cookie, origin: url }),
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
        return response;
      },
    });
    await client.call(logInEndpoint, { login, password: DEMO_PASSWORD });
    clerks.set(locationId, client);
  }
  return clerks;
}

async function somePiece(visitor: ContractClient, dice: Chance, styleIds: readonly string[]) {
  const style = await visitor.call(getStyleEndpoint, { styleId: dice.pick(styleIds) });
  return dice.pick(
    style.colours.flatMap(({ items }) => items.map((item) => ({ ...item, name: style.name }))),
  );
}

async function orderSomething(
  visitor: ContractClient,
  dice: Chance,
  styleIds: readonly string[],
  open: Open[],
): Promise<string | null> {
  const piece = await somePiece(visitor, dice, styleIds);
  const { stores } = await visitor.call(shopAvailabilityEndpoint, { basket: `${piece.gtin}:1` });
  const there = stores.filter(({ available }) => available > 0);
  const store = dice.happens(0.5)
    ? there.find(({ locationId }) => locationId === WATCHED)
    : undefined;
  const chosen = store ?? (there.length > 0 ? dice.pick(there) : null);
  if (!chosen) return null;
  const { name, surname, email, phone } = dice.pick(demoCustomers(400));
  const placed = await visitor.call(shopOrderEndpoint, {
    attempt: crypto.randomUUID(),
    locationId: chosen.locationId,
    customer: { name, surname, email, phone },
    lines: [{ gtin: piece.gtin, quantity: 1 }],
    payment: dice.happens(0.75) ? 'online' : 'at-counter',
  });
  open.push({ token: placed.token, store: chosen.locationId });
  return `${placed.number}  ${name} ${surname.charAt(0)}. ordina ${piece.name} ${piece.size} a ${chosen.name}`;
}

async function sellSomething(
  visitor: ContractClient,
  clerks: ReadonlyMap<string, ContractClient>,
  dice: Chance,
  styleIds: readonly string[],
): Promise<string | null> {
  const piece = await somePiece(visitor, dice, styleIds);
  const { stores } = await visitor.call(shopAvailabilityEndpoint, { basket: `${piece.gtin}:1` });
  const there = stores.filter(
    ({ available, locationId }) => available > 0 && clerks.has(locationId),
  );
  if (there.length === 0) return null;
  const { locationId, name } = there.find((one) => one.locationId === WATCHED) ?? dice.pick(there);
  await clerks.get(locationId)!.call(sellGoods, {
    locationId,
    document: { kind: 'receipt', id: `DD-${Date.now().toString(36)}` },
    lines: [{ itemId: piece.itemId, quantity: 1 }],
  });
  return `        venduto in cassa ${piece.name} ${piece.size} a ${name}`;
}

async function prepareSomething(
  clerks: ReadonlyMap<string, ContractClient>,
  dice: Chance,
): Promise<string | null> {
  const [locationId, clerk] = dice.pick([...clerks]);
  await clerk.call(takeNextEndpoint, { locationId, count: 2 });
  const { view } = await clerk.call(pickupsEndpoint, { locationId });
  const mine = view.rows.find(({ state }) => state === 'picking');
  if (!mine) return null;
  let row = mine;
  for (const piece of mine.pieces) {
    for (let left = piece.quantity - piece.picked; left > 0; left -= 1) {
      const picked = await clerk.call(pickEndpoint, {
        locationId,
        gtin: piece.gtin,
        orderId: mine.orderId,
        manner: 'scan',
      });
      row = picked.row;
    }
  }
  await clerk.call(stageEndpoint, {
    orderId: row.orderId,
    bags: [`DD-${row.number.replace(/\D/g, '')}`],
    shelf: dice.pick(['A1', 'A2', 'B1', 'B2', 'C1']),
    ready: true,
    expectedVersion: row.version,
  });
  return `${row.number}  pronto a ${locationId} per ${row.customerName}`;
}

async function handSomethingOver(
  visitor: ContractClient,
  clerks: ReadonlyMap<string, ContractClient>,
  dice: Chance,
  open: Open[],
): Promise<string | null> {
  if (open.length === 0) return null;
  const place = dice.whole(0, open.length - 1);
  const { token, store } = open[place]!;
  const order = await visitor.call(customerOrder.read, { token });
  if (order.state !== 'ready' || order.code === null) return null;
  const clerk = clerks.get(order.store.locationId) ?? clerks.get(store);
  const { view } = await clerk!.call(pickupsEndpoint, { locationId: order.store.locationId });
  const row = view.rows.find(({ number }) => number === order.number);
  if (!row) return null;
  if (row.arrivedAt === null) {
    await visitor.call(customerOrder.arrive, { token });
    return `${order.number}  ${row.customerName} è al banco di ${order.store.name}`;
  }
  open.splice(place, 1);
  await clerk!.call(handOverEndpoint, {
    orderId: row.orderId,
    expectedVersion: row.version,
    proof: { kind: 'code', code: order.code },
    collector: { kind: 'customer' },
    ...(row.dueMinor > 0 ? { payment: { kind: 'card' as const, amountMinor: row.dueMinor } } : {}),
  });
  return `${order.number}  consegnato a ${row.customerName}`;
}
