import { expect } from 'chai';
import { placeOrderEndpoint } from '../../modules/omnichannel/orders/contracts.ts';
import { holdCart } from '../../modules/store-system/holds/contracts.ts';
import { loadKeyring } from '../../server/auth/installation-secrets.ts';
import { createClient, ProblemError } from '../../server/http/client.ts';
import { useDatabase, type TestDatabase } from '../support/database.ts';
import { makeGtin, makeItem } from '../support/make/item.ts';
import { orderRequest } from '../support/make/order.ts';
import { makeStock } from '../support/make/stock.ts';
import { sharedSecrets, startServerProcess, type ServerProcess } from '../support/processes.ts';
import { differences } from '../support/reconcile.ts';
import { openShopFloor, type ShopFloor } from './shop-floor.ts';

interface Stocked {
  readonly itemId: string;
  readonly gtin: string;
}

interface Answer {
  /** 201 when it was promised. */
  readonly status: number;
  readonly problem?: ProblemError;
}

/** Two server processes on one database, and customers who come to both. */
class TwoServers {
  readonly database: TestDatabase;
  floor!: ShopFloor;
  private servers: ServerProcess[] = [];

  constructor(database: TestDatabase) {
    this.database = database;
  }

  async start(script?: URL): Promise<void> {
    const secrets = sharedSecrets();
    const { url, db } = this.database;
    const keyring = await loadKeyring({ databaseUrl: url, dataFolder: '' }, secrets);
    this.floor = await openShopFloor(db, keyring, { clerks: 0, pieces: [] });
    const env = { DATABASE_URL: url, ...secrets };
    this.servers = await Promise.all([
      startServerProcess(env, script),
      startServerProcess(env, script),
    ]);
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.kill()));
  }

  async stock(quantity: number): Promise<Stocked> {
    const { db } = this.database;
    const gtin = makeGtin();
    const itemId = await makeItem(db, { gtin });
    await makeStock(db, { locationId: this.floor.locationId, itemId, quantity });
    return { itemId, gtin };
  }

  /** An order or a basket that is only held, through the first or the second process. */
  async ask(nth: number, what: 'order' | 'hold', items: readonly Stocked[]): Promise<Answer> {
    const { locationId, channel, site } = this.floor;
    const server = this.servers[nth % this.servers.length]!;
    const as = what === 'order' ? channel : site;
    const client = createClient({ baseUrl: server.url, headers: () => as.headers });
    try {
      if (what === 'order') {
        const lines = items.map(({ gtin }) => ({ gtin }));
        await client.call(placeOrderEndpoint, orderRequest({ locationId, lines }));
      } else {
        const lines = items.map(({ itemId }) => ({ itemId, quantity: 1 }));
        await client.call(holdCart, { locationId, lines });
      }
      return { status: 201 };
    } catch (error) {
      if (error instanceof ProblemError) return { status: error.status, problem: error };
      throw error;
    }
  }

  /** What the checks find that they did not find before. */
  async faults(): Promise<string[]> {
    const found = await differences(this.database.db, this.floor.checks);
    return [...new Set(found.map(({ check }) => check))];
  }

  async held({ itemId }: Stocked): Promise<number> {
    const level = await this.database.db('ss_stock_level').where({ item_id: itemId }).first('held');
    return (level as { held: number }).held;
  }

  async liveHolds({ itemId }: Stocked): Promise<number> {
    const { rows } = await this.database.db.raw<{ rows: { held: number }[] }>(
      `select coalesce(sum(quantity), 0)::integer as held from ss_hold
       where item_id = ? and state in ('active', 'set-aside')`,
      [itemId],
    );
    return rows[0]!.held;
  }

  /** How often the servers say that PostgreSQL ended a circle of waiting transactions. */
  deadlocks(): number {
    return this.servers.reduce((sum, server) => sum + server.output().split('40P01').length - 1, 0);
  }
}

const CUSTOMERS = 50;
const PIECES = 10;

type Mix = (customer: number) => 'order' | 'hold';
const MIXES: readonly (readonly [string, Mix])[] = [
  ['orders', () => 'order'],
  ['baskets', () => 'hold'],
  ['orders and baskets', (customer) => (customer % 4 < 2 ? 'order' : 'hold')],
];

/** Fifty customers at once for ten pieces of one item. */
async function rush(two: TwoServers, mix: Mix): Promise<{ item: Stocked; answers: Answer[] }> {
  const item = await two.stock(PIECES);
  const answers = await Promise.all(
    Array.from({ length: CUSTOMERS }, (_, customer) => two.ask(customer, mix(customer), [item])),
  );
  return { item, answers };
}

/** Baskets of the same items at once, half of them in the opposite order. */
async function crossing(two: TwoServers, customers: number, kinds: number): Promise<Answer[]> {
  const items: Stocked[] = [];
  for (let count = 0; count < kinds; count += 1) items.push(await two.stock(1_000));
  return Promise.all(
    Array.from({ length: customers }, (_, customer) => {
      const basket = customer % 4 < 2 ? items : items.toReversed();
      return two.ask(customer, customer % 3 === 0 ? 'order' : 'hold', basket);
    }),
  );
}

describe('two server processes on one database', function () {
  this.timeout(120_000);
  const two = new TwoServers(useDatabase({ keeping: 'durable' }));
  before(() => two.start());
  after(() => two.stop());

  for (const [what, mix] of MIXES) {
    it(`promise ten pieces to fifty simultaneous ${what} ten times, and tell forty what is missing`, async () => {
      const { item, answers } = await rush(two, mix);

      const promised = answers.filter(({ status }) => status === 201);
      const refused = answers.filter(({ status }) => status === 409);
      expect(promised).to.have.lengthOf(PIECES);
      expect(refused).to.have.lengthOf(CUSTOMERS - PIECES);
      for (const { problem } of refused) {
        expect(problem!.slug).to.be.oneOf(['insufficient-stock', 'basket-not-in-stock']);
        const missing = problem!.problem['shortages'] ?? problem!.problem['missing'];
        expect((missing as object[])[0]).to.include({ requested: 1, available: 0 });
      }
      expect([await two.held(item), await two.liveHolds(item)]).to.deep.equal([PIECES, PIECES]);
      expect(await two.faults()).to.deep.equal([]);
    });
  }

  it('never wait for each other in a circle over baskets that share items in opposite orders', async () => {
    const answers = await crossing(two, 80, 20);
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 201));
    expect(two.deadlocks()).to.equal(0);
    expect(await two.faults()).to.deep.equal([]);
  });
});

describe('two server processes with a planted fault', function () {
  this.timeout(180_000);

  describe('that decide without a lock, in a database whose constraints would not save us', () => {
    const two = new TwoServers(useDatabase({ keeping: 'durable' }));
    before(async () => {
      await two.database.db.raw(`
        alter table ss_stock_level drop constraint ss_stock_level_held_is_covered;
        drop trigger ss_stock_level_version_contiguous on ss_stock_level`);
      await two.start(new URL('serve-without-lock.ts', import.meta.url));
    });
    after(() => two.stop());

    it('promise more than there is, and that is noticed', async () => {
      let promised = 0;
      for (let attempt = 0; attempt < 5 && promised <= PIECES; attempt += 1) {
        const { answers } = await rush(two, () => 'hold');
        promised = answers.filter(({ status }) => status === 201).length;
      }
      expect(promised).to.be.greaterThan(PIECES);
      expect(await two.faults()).to.include('store-system.nothing-promised-twice');
    });
  });

  describe('that lock in no fixed order', () => {
    const two = new TwoServers(useDatabase({ keeping: 'durable' }));
    before(() => two.start(new URL('serve-without-order.ts', import.meta.url)));
    after(() => two.stop());

    it('wait for each other in circles, and that is noticed', async () => {
      for (let attempt = 0; attempt < 20 && two.deadlocks() === 0; attempt += 1) {
        await crossing(two, 8, 20);
      }
      expect(two.deadlocks()).to.be.greaterThan(0);
    });
  });
});
