import { expect } from 'chai';
import { OMNICHANNEL_CHECKS } from '../../modules/omnichannel/checks/sql.ts';
import { DEBT } from '../../modules/omnichannel/refunds/authorise.ts';
import { CALM, type Fate } from '../../modules/omnichannel/refunds/provider/behaviour.ts';
import { behave } from '../../modules/omnichannel/refunds/provider/sql.ts';
import { cancelOrder } from '../../modules/omnichannel/orders/cancel-order.ts';
import { systemActor } from '../../server/auth/actor.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { useDatabase } from '../support/database.ts';
import { makeLocation } from '../support/make/location.ts';
import { makePaidOrder } from '../support/make/refund.ts';
import { sharedSecrets, startServerProcess, type ServerProcess } from '../support/processes.ts';
import { differences } from '../support/reconcile.ts';
import { until } from '../support/until.ts';

const OWED = 75_00;
const WAIT = 60_000;

/** An order that was paid and cancelled, owed back since an hour: the server pays it by itself. */
interface Owed {
  readonly orderId: string;
  readonly paymentRef: string;
}

describe('kill -9 of the server while a refund is on its way to the provider', function () {
  this.timeout(240_000);
  const database = useDatabase({ keeping: 'durable' });
  const secrets = sharedSecrets();
  let server: ServerProcess | null = null;
  let orders = 0;

  before(() => makeLocation(database.db, { id: 'MI01' }));
  after(() => server?.kill());

  const start = async (script?: URL): Promise<void> => {
    const env = { DATABASE_URL: database.url, DEMO: '1', ...secrets };
    server ??= await startServerProcess(env, script);
  };
  const kill = async (): Promise<void> => {
    await server!.kill();
    server = null;
    // A dead server's transaction ends when PostgreSQL notices: only then its locks are free.
    await until('its connections are gone', async () => {
      const { rows } = await database.db.raw<{ rows: { open: number }[] }>(
        `select count(*)::integer as open from pg_stat_activity
         where datname = current_database() and application_name = 'bottega'`,
      );
      return rows[0]!.open === 0;
    });
    // Its lease would end by itself; nobody has to wait for that here.
    await database.db.raw(
      `update oc_refund_attempt set next_at = now() where state in ('intended', 'unknown')`,
    );
  };
  const script = (always: Partial<Fate>): Promise<void> => behave(database.db, { ...CALM, always });
  const owe = async (): Promise<Owed> => {
    const { db } = database;
    const paymentRef = `pay_${(orders += 1)}`;
    const payment = { kind: 'card', amountMinor: OWED, providerRef: paymentRef } as const;
    const { orderId } = await makePaidOrder(db, 'MI01', [payment]);
    await inTransaction(db, systemActor('test'), (tx) =>
      cancelOrder(tx, { orderId, reason: 'test', expectedVersion: 1 }),
    );
    await db.raw(
      `update oc_refund_due set due_since = due_since - interval '1 hour' where order_id = ?`,
      [orderId],
    );
    return { orderId, paymentRef };
  };
  const one = async <T>(what: string, statement: string, value: string): Promise<T> =>
    until(
      what,
      async () => {
        const { rows } = await database.db.raw<{ rows: T[] }>(statement, [value]);
        return rows[0] ?? null;
      },
      WAIT,
    ) as Promise<T>;
  const called = ({ paymentRef }: Owed) =>
    one(
      'the provider is being called',
      `select 1 from oc_simulated_refund where payment_ref = ?`,
      paymentRef,
    );
  const reallyPaid = ({ paymentRef }: Owed) =>
    one(
      'the money has gone out',
      `select 1 from oc_simulated_refund where payment_ref = ? and status = 'paid'`,
      paymentRef,
    );
  const settled = ({ orderId }: Owed) =>
    one(
      'the debt is settled',
      `select 1 from oc_refund_due where order_id = ? and state = 'settled'`,
      orderId,
    );
  /** What the provider's own books say it paid for this payment. */
  const books = async ({ paymentRef }: Owed): Promise<number[]> => {
    const rows = await database
      .db('oc_simulated_refund')
      .where({ payment_ref: paymentRef, status: 'paid' });
    return rows.map(({ amount_minor: minor }: { amount_minor: number }) => minor);
  };
  const expectPaidOnce = async (owed: Owed): Promise<void> => {
    await settled(owed);
    expect(await books(owed)).to.deep.equal([OWED]);
    expect(await differences(database.db, OMNICHANNEL_CHECKS)).to.deep.equal([]);
    const { rows } = await database.db.raw<{ rows: { type: string }[] }>(
      `select o.type from core_outbox as o join oc_refund as r on o.stream = 'refund:' || r.id
       join oc_refund_due as d on d.id = r.source_id and r.source_kind = ?
       where d.order_id = ? order by o.position`,
      [DEBT, owed.orderId],
    );
    expect(rows.map(({ type }) => type.split('.')[1])).to.deep.equal([
      'refund-proposed',
      'refund-authorised',
      'refund-paid',
    ]);
  };

  it('before it was called: the intent is found and paid, once', async () => {
    await script({ answer: 'hangs-before' });
    const owed = await owe();
    await start();
    await one(
      'it is intended',
      `select 1 from oc_refund_attempt as a join oc_refund_part as p on p.id = a.part_id
       where p.payment_ref = ?`,
      owed.paymentRef,
    );
    await kill();
    await script({ answer: 'told' });
    await start();
    await expectPaidOnce(owed);
  });

  it('in the call, before the money went out: called again with the same key, once', async () => {
    await script({ answer: 'hangs-before' });
    const owed = await owe();
    await start();
    await called(owed);
    await kill();
    expect(await books(owed)).to.deep.equal([]);
    await script({ answer: 'told' });
    await start();
    await expectPaidOnce(owed);
  });

  it('in the call, after the money went out: asked about, never paid again', async () => {
    await script({ answer: 'hangs-after' });
    const owed = await owe();
    await start();
    await reallyPaid(owed);
    await kill();
    await script({ answer: 'told' });
    await start();
    await expectPaidOnce(owed);
  });

  it('between the answer and its commit: asked about, never paid again', async () => {
    // Slow enough that somebody stands in the way before the money goes out.
    await script({ answer: 'told', delayMilliseconds: 2_000 });
    await start();
    const owed = await owe();
    await one(
      'it is called',
      `select 1 from oc_refund_attempt as a
      join oc_refund_part as p on p.id = a.part_id where p.payment_ref = ? and a.calls > 0`,
      owed.paymentRef,
    );
    const held = await database.db.transaction();
    try {
      // Whoever writes the outcome down locks the order first: it waits here with the answer in its hand.
      await held.raw('select 1 from oc_order where id = ? for update', [owed.orderId]);
      await reallyPaid(owed);
      await kill();
    } finally {
      await held.rollback();
    }
    await script({ answer: 'told' });
    await start();
    await expectPaidOnce(owed);
  });

  it('after the outcome was committed: nothing more happens', async () => {
    await script({ answer: 'told' });
    const owed = await owe();
    await start();
    await settled(owed);
    await kill();
    await start();
    const next = await owe();
    await expectPaidOnce(next);
    await expectPaidOnce(owed);
  });

  // Each round is a start and a kill: in short runs one is enough.
  it('again and again, at any moment, over many refunds: each is paid once', async function () {
    this.timeout(900_000);
    const ROUNDS = process.env['PROOF'] ? 12 : 1;
    await behave(database.db, {
      seed: 11,
      shares: {
        lostAfter: 25,
        lostBefore: 15,
        pending: 15,
        longestDelayMilliseconds: 300,
        noNotice: 100,
      },
      noticesTo: null,
    });
    const all: Owed[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let count = 0; count < 8; count += 1) all.push(await owe());
      await start();
      // Some of this round are in the middle of it, whichever those are.
      await called(all.at(-1)!);
      await kill();
    }
    await script({ answer: 'told' });
    await start();
    for (const owed of all) await expectPaidOnce(owed);
  });

  it('would be noticed to pay twice by a server that calls with a new key', async () => {
    await kill();
    await script({ answer: 'hangs-after' });
    const owed = await owe();
    const naive = new URL('serve-with-new-keys.ts', import.meta.url);
    await start(naive);
    await reallyPaid(owed);
    await kill();
    await script({ answer: 'told' });
    await start(naive);
    await settled(owed);
    expect(await books(owed)).to.deep.equal([OWED, OWED]);
  });
});
