import { expect } from 'chai';
import type { Actor } from '../../../server/auth/actor.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { approve, refuse } from '../../../modules/omnichannel/approvals/answer.ts';
import { OMNICHANNEL_CHECKS } from '../../../modules/omnichannel/checks/sql.ts';
import { takeOutcome } from '../../../modules/omnichannel/refunds/outcome.ts';
import { regradeReturn } from '../../../modules/omnichannel/returns/steps.ts';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { cancel } from '../../../modules/store-system/transfers/cancel.ts';
import { receive } from '../../../modules/store-system/transfers/receive.ts';
import { ship } from '../../../modules/store-system/transfers/ship.ts';
import { useDatabase } from '../../support/database.ts';
import { interleave, type Contender, type Outcome } from '../../support/interleave.ts';
import { makeLocation } from '../../support/make/location.ts';
import { testSecrets } from '../../support/make/order.ts';
import { makeReturnDesk, type ReturnDesk } from '../../support/make/returns.ts';
import { makeStock } from '../../support/make/stock.ts';
import {
  BY_VAN,
  makeEnds,
  makeTransferReasons,
  transferSteps,
} from '../../support/make/transfer-chain.ts';
import { differences } from '../../support/reconcile.ts';

const VERBS = ['approve', 'refuse', 'refund', 're-grade', 'receive', 'cancel', 'ship'] as const;
type Verb = (typeof VERBS)[number];

/** What two people may work on at once: pieces of one order and of one item, in one shop. */
interface World {
  /** Waits for an approval. */
  readonly approvalId: string;
  /** Was taken back: a piece waits to be inspected, its money is on the way to the provider. */
  readonly returnId: string;
  readonly version: number;
  readonly lineId: string;
  readonly attemptId: string;
  /** Picked here, to leave. */
  readonly transferId: string;
  /** On its way to here. */
  readonly shipmentId: string;
  readonly comingLineId: string;
}

/** Statements that lock or write, and the end: what is read between is read under a lock already. */
const MATTERS =
  /for (no key )?update|^\s*(update|insert into|delete from|with)\b(?![\s\S]*core_(outbox|audit))/i;

/** What only one of two can have done. */
const EXCLUSIVE: readonly (readonly [Verb, Verb])[] = [
  ['approve', 'approve'],
  ['approve', 'refuse'],
  ['refuse', 'refuse'],
  ['re-grade', 're-grade'],
  ['receive', 'receive'],
  ['cancel', 'cancel'],
  ['cancel', 'ship'],
  ['ship', 'ship'],
];

describe('returns, their money and their transfers, two verbs at once', function () {
  this.timeout(900_000);
  const database = useDatabase();
  const ends = { here: '', there: '' };
  let desk: ReturnDesk;
  let giver: Actor;
  let taker: Actor;
  let orders = 0;

  before(async () => {
    const { db } = database;
    await makeTransferReasons(db);
    desk = await makeReturnDesk(db, { '40': { quantity: 9_000, listPriceMinor: 220_00 } });
    ends.here = desk.locationId;
    ends.there = await makeLocation(db);
    const { itemId } = desk.pieces.get('40')!;
    await makeStock(db, { locationId: ends.there, itemId, quantity: 9_000 });
    giver = makeEnds(ends.here, ends.there).giver;
    taker = makeEnds(ends.there, ends.here).taker;
  });

  const returns = async (): Promise<Omit<World, 'transferId' | 'shipmentId' | 'comingLineId'>> => {
    const { gtin } = desk.pieces.get('40')!;
    const line = { gtin, unitPriceMinor: 220_00 };
    const payment = { kind: 'card', amountMinor: 440_00, providerRef: `pay_${(orders += 1)}` };
    const { orderId, lineIds } = await desk.collected([line, line], {
      change: { payments: [payment as never] },
    });
    const taken = await desk.take(
      { orderId, lines: [{ lineId: lineIds[0]!, grade: 'B', reason: 'error' }] },
      { actor: desk.manager },
    );
    const asked = await desk.take(
      { orderId, lines: [{ lineId: lineIds[1]! }] },
      { custodyPlace: 'B2' },
    );
    const attempt = await database
      .db('oc_refund_attempt as a')
      .join('oc_refund_part as p', 'p.id', 'a.part_id')
      .join('oc_refund as r', 'r.id', 'p.refund_id')
      .where('r.source_id', taken.returnId)
      .first<{ id: string }>('a.id');
    return {
      approvalId: asked.approval!.approvalId,
      returnId: taken.returnId,
      version: taken.version,
      lineId: lineIds[0]!,
      attemptId: attempt.id,
    };
  };

  /** Two pieces, picked at `from` and not sent yet. */
  const picked = async (from: string, to: string) => {
    const steps = transferSteps(database.db, makeEnds(from, to));
    const { itemId } = desk.pieces.get('40')!;
    const { transfer, lines } = await steps.send({
      from,
      to,
      causal: 'between-stores',
      lines: [{ itemId, quantity: 2 }],
    });
    const { transferId } = transfer;
    const { lineId } = lines[0]!;
    await steps.setPicked({ transferId, lineId, picked: 2 });
    return { steps, transferId, lineId };
  };

  const NOTHING: World = {
    approvalId: '',
    returnId: '',
    version: 0,
    lineId: '',
    attemptId: '',
    transferId: '',
    shipmentId: '',
    comingLineId: '',
  };

  /** Only what the two work on: making all of it would take most of the time. */
  const prepare = (verbs: readonly Verb[]) => async (): Promise<World> => {
    const needs = (...some: Verb[]): boolean => some.some((verb) => verbs.includes(verb));
    let world = NOTHING;
    if (needs('approve', 'refuse', 'refund', 're-grade'))
      world = { ...world, ...(await returns()) };
    if (needs('ship', 'cancel')) {
      const { transferId } = await picked(ends.here, ends.there);
      world = { ...world, transferId };
    }
    if (needs('receive')) {
      const { steps, transferId, lineId } = await picked(ends.there, ends.here);
      const { shipmentId } = await steps.ship({ transferId, ...BY_VAN });
      world = { ...world, shipmentId, comingLineId: lineId };
    }
    return world;
  };

  const WORK: Readonly<Record<Verb, (tx: Tx, world: World) => Promise<unknown>>> = {
    approve: (tx, { approvalId }) => approve(tx, { approvalId }),
    refuse: (tx, { approvalId }) => refuse(tx, { approvalId, reason: 'other' }),
    refund: (tx, { attemptId }) =>
      takeOutcome(
        tx,
        attemptId,
        { status: 'paid', reference: 're_1', amountMinor: 220_00 },
        'notice',
      ),
    're-grade': (tx, { returnId, version, lineId }) =>
      regradeReturn(tx, testSecrets, {
        returnId,
        expectedVersion: version,
        lines: [{ lineId, quantity: 1, grade: 'A', destination: { kind: 'restock' } }],
      }),
    receive: (tx, { shipmentId, comingLineId: lineId }) =>
      receive(tx, { shipmentId, lines: [{ lineId, good: 2, damaged: 0 }], complete: true }),
    cancel: (tx, { transferId }) => cancel(tx, { transferId, because: 'non serve più' }),
    ship: (tx, { transferId }) => ship(tx, { transferId, ...BY_VAN }),
  };
  const whoDoes = (verb: Verb, side: 'left' | 'right'): Actor =>
    ({
      approve: side === 'left' ? desk.manager : desk.office,
      refuse: side === 'left' ? desk.manager : desk.office,
      refund: systemActor('test'),
      're-grade': desk.taker,
      receive: taker,
      cancel: giver,
      ship: giver,
    })[verb];
  const contender = (verb: Verb, side: 'left' | 'right'): Contender<World> => ({
    name: verb,
    actor: whoDoes(verb, side),
    work: WORK[verb],
  });

  const isExclusive = (left: Verb, right: Verb): boolean =>
    EXCLUSIVE.some(([a, b]) => [left, right].sort().join() === [a, b].sort().join());

  const faultsOf =
    (left: Verb, right: Verb) =>
    async (_world: World, outcomes: readonly [Outcome, Outcome]): Promise<string[]> => {
      const found = outcomes.flatMap((each) => {
        const code = 'error' in each ? (each.error as { code?: string }).code : undefined;
        const isRefusal = 'error' in each && 'problem' in (each.error as object);
        if ('reply' in each || isRefusal) return [];
        return [`the database said ${code ?? String(each.error)}`];
      });
      const done = outcomes.filter((each) => 'reply' in each).length;
      if (done === 0) found.push('neither was done');
      if (done === 2 && isExclusive(left, right))
        found.push('both were told that they had done it');
      return found;
    };

  const EVERY_PAIR = VERBS.flatMap((left, place) =>
    VERBS.slice(place).map((right) => [left, right] as const),
  );
  /** Those that share more than a level; all of them with PROOF=1. */
  const PAIRS: readonly (readonly [Verb, Verb])[] = process.env['PROOF']
    ? EVERY_PAIR
    : [
        ['approve', 'refuse'],
        ['refund', 'refund'],
        ['refund', 're-grade'],
        ['receive', 'receive'],
        ['cancel', 'ship'],
      ];

  for (const [left, right] of PAIRS) {
    it(`${left} and ${right}`, async () => {
      const { tried, faults, endings } = await interleave({
        url: database.url,
        prepare: prepare([left, right]),
        left: contender(left, 'left'),
        right: contender(right, 'right'),
        faults: faultsOf(left, right),
        matters: MATTERS,
        switches: process.env['PROOF'] ? 2 : 1,
      });
      if (process.env['PROOF']) console.log(`  ${tried} orders: ${JSON.stringify([...endings])}`);
      expect(faults).to.deep.equal([]);
      expect(tried, 'orders').to.be.greaterThan(2);
      const checks = [...OMNICHANNEL_CHECKS, ...STORE_SYSTEM_CHECKS];
      expect(await differences(database.db, checks)).to.deep.equal([]);
    });
  }

  it('would be told apart from a cancellation that looks first and then writes', async () => {
    const naive = async (tx: Tx, { transferId }: World): Promise<unknown> => {
      const { rows } = await tx.sql.raw<{ rows: { state: string }[] }>(
        'select state from ss_transfer where id = ?',
        [transferId],
      );
      if (rows[0]!.state === 'cancelled') throw new Error('somebody was faster');
      return tx.sql.raw(`update ss_transfer set note = 'cancelled twice' where id = ?`, [
        transferId,
      ]);
    };
    const { faults } = await interleave({
      url: database.url,
      prepare: prepare(['cancel']),
      left: { name: 'naive', actor: giver, work: naive },
      right: contender('cancel', 'right'),
      faults: faultsOf('cancel', 'cancel'),
      matters: /ss_transfer\b/,
    });
    expect(faults).not.to.deep.equal([]);
  });
});
