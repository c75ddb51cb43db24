import {
  compilePromotions,
  compileSnapshot,
  type Snapshot,
} from '../../modules/listini-promozioni/engine/domain/snapshot.ts';
import { price } from '../../modules/listini-promozioni/engine/domain/price.ts';
import type { Basket } from '../../modules/listini-promozioni/engine/domain/basket.ts';
import type { SnapshotSource } from '../../modules/listini-promozioni/engine/domain/snapshot-source.ts';
import { Chance } from './chance.ts';
import { naivePromotions, NaiveCatalogue } from './engine-naive.ts';
import { priceWorld, PRICED_ITEMS, PRICED_STORES } from './engine-prices.ts';
import { engineBaskets, engineWorld, INSTANT } from './engine-world.ts';
import type { Report } from './report.ts';

const ITEMS = 50_000;
const PROMOTIONS = 10_000;
/** Each basket is priced so often and its fastest time counts: other processes share the caches. */
const TRIES = 3;

/** Milliseconds of processor time of this process: what others do on the machine does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** The engine by itself: one thread, no database, fixed seeds, trace on; processor time. */
export function measureEngine(report: Report): void {
  // First, while the process is small: it says how much it grows.
  measurePrices(report);
  const world = engineWorld(ITEMS, PROMOTIONS);
  const began = processorTime();
  const snapshot = compileSnapshot(world);
  report.addTimes('engine: compile 50,000 items, 10,000 promotions', [processorTime() - began], '');
  for (const lines of [20, 100]) measureBaskets(report, snapshot, world, lines);
  measurePublication(report, world, snapshot);
  measureReplay(report, snapshot);
}

function measureBaskets(
  report: Report,
  snapshot: Snapshot,
  world: SnapshotSource,
  lines: number,
): void {
  const baskets = engineBaskets(1_000, lines, ITEMS, lines);
  for (const basket of baskets) price(snapshot, basket, INSTANT);
  let told = 0;
  const times = baskets.map((basket) => {
    let least = Infinity;
    for (let tries = 0; tries < TRIES; tries++) {
      const began = processorTime();
      const { applied, skipped } = price(snapshot, basket, INSTANT);
      least = Math.min(least, processorTime() - began);
      if (tries === 0) told += applied.length + skipped.length;
    }
    return least;
  });
  const note = `${Math.round(told / baskets.length)} promotions applied or explained; best of ${TRIES}`;
  report.addTimes(`engine: ${lines} lines, 10,000 promotions`, times, note);
  const catalogue = new NaiveCatalogue(world);
  const naive = baskets.slice(0, 20).map((basket) => {
    const start = processorTime();
    naivePromotions(catalogue, basket, INSTANT);
    return processorTime() - start;
  });
  report.addTimes(`naive loop: ${lines} lines, matching alone`, naive, '');
}

function measurePublication(report: Report, world: SnapshotSource, { catalogue }: Snapshot): void {
  const began = processorTime();
  compilePromotions(world.promotions, catalogue);
  report.addTimes('engine: compile 10,000 promotions again', [processorTime() - began], '');
}

function measureReplay(report: Report, snapshot: Snapshot): void {
  const chance = new Chance(5);
  const receipts: Basket[] = engineBaskets(4_000, 3, ITEMS, 11).map((basket) => ({
    ...basket,
    explain: 'none',
    lines: basket.lines.slice(0, chance.between(1, 3)),
  }));
  const began = processorTime();
  receipts.forEach((receipt, n) => {
    // Over three weeks, as receipts are.
    price(snapshot, receipt, new Date(INSTANT.getTime() - (n % 500) * 3_600_000));
  });
  const seconds = (processorTime() - began) / 1_000;
  report.addTimes(
    'engine: replay of receipts, 1 to 3 lines',
    [(seconds * 1_000) / receipts.length],
    `${receipts.length} receipts of three weeks`,
  );
}

function measurePrices(report: Report): void {
  const before = process.memoryUsage.rss();
  const began = processorTime();
  const { resolver, books, reached } = priceWorld();
  const built = processorTime() - began;
  const megabytes = (process.memoryUsage.rss() - before) / 1_048_576;
  const chance = new Chance(3);
  const asked = Array.from({ length: 200_000 }, () => ({
    item: chance.between(0, PRICED_ITEMS - 1),
    quantity: 1,
    styleQuantity: 1,
    reached,
  }));
  const stores = asked.map(() => chance.between(0, PRICED_STORES - 1));
  let found = 0;
  let best = Infinity;
  for (let tries = 0; tries < TRIES; tries++) {
    const start = processorTime();
    asked.forEach((one, n) => {
      found += resolver.find(books[stores[n]!]!, one, true)?.amountMinor ?? 0;
    });
    best = Math.min(best, processorTime() - start);
  }
  const each = best / asked.length;
  const note = `${(each * 1e6).toFixed(0)} ns each; ${megabytes.toFixed(0)} MB, built in ${(built / 1000).toFixed(1)} s${found === 0 ? '!' : ''}`;
  report.addTimes('engine: price look-up, 1 M items × 200 stores', [each], note);
}
