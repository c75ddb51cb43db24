import { CALM, type Behaviour } from '../../modules/omnichannel/refunds/provider/behaviour.ts';
import { behave } from '../../modules/omnichannel/refunds/provider/sql.ts';
import { refundEndpoint, type RefundShown } from '../../modules/omnichannel/refunds/contracts.ts';
import type { Refund } from '../../modules/omnichannel/refunds/refund.ts';
import type { Actor } from '../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../server/db/transaction.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { useServer, type Caller, type TestServer } from './api.ts';
import { actorOf, givePin, listenToTrials } from './make/approval.ts';
import { makeLocation } from './make/location.ts';
import { listenToTrialMoney, makePaidOrder, makeRefund, type GivenPayment } from './make/refund.ts';
import { expectReconciled } from './reconcile.ts';
import { until } from './until.ts';

export const PIN = '314159';
export const CONSENT = { textVersion: 1, language: 'it', manner: 'spoken' } as const;

/** A shop that gives money back, its people, and a payment provider that can be told what to do. */
export interface RefundDesk {
  readonly server: TestServer;
  readonly clerk: Caller;
  readonly manager: Caller;
  readonly giulia: Caller;
  /** Where the refund stood each time its owner was told that it moved. */
  readonly moves: readonly string[];
  card(amountMinor: number): GivenPayment;
  paidOrder(...payments: GivenPayment[]): Promise<{ readonly orderId: string }>;
  propose(
    orderId: string,
    amountMinor: number,
    given?: Partial<Parameters<typeof makeRefund>[1]>,
  ): Promise<Refund>;
  as<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
  atCounter(): Actor;
  settled(refundId: string, ...states: string[]): Promise<RefundShown>;
  /** What the provider's own books say it paid for a payment. */
  booked(paymentRef: string): Promise<number[]>;
  /** What the provider does with every call from now on. */
  script(always: Behaviour['always'], noticesTo?: string | null): Promise<void>;
}

/** Gives the surrounding `describe` such a shop; everything is reconciled after each of its tests. */
export function useRefundDesk(): RefundDesk {
  const server = useServer();
  const people = new Map<string, Caller>();
  let moves: string[] = [];
  let reference = 0;
  const person = (name: string): Caller => people.get(name)!;

  before(async () => {
    const { db } = server.database;
    await makeLocation(db, { id: 'MI01' });
    people.set('clerk', await server.person('clerk', 'MI01'));
    people.set('manager', await server.person('store-manager', 'MI01'));
    people.set('giulia', await server.person('web-store-manager', null));
    await givePin(db, server.keyring, person('manager'), PIN);
    listenToTrials();
  });
  beforeEach(async () => {
    moves = [];
    listenToTrialMoney({ moved: async (_tx, { state }) => void moves.push(state) });
    await behave(server.database.db, CALM);
  });
  afterEach(() => {
    const checks = server.app.manifests.flatMap((manifest) => manifest.checks ?? []);
    const ours = checks.filter(({ name }) => name.startsWith('omnichannel.'));
    return expectReconciled(server.database.db, ours);
  });

  return {
    server,
    get clerk() {
      return person('clerk');
    },
    get manager() {
      return person('manager');
    },
    get giulia() {
      return person('giulia');
    },
    get moves() {
      return moves;
    },
    card: (amountMinor) => ({
      kind: 'card',
      amountMinor,
      providerRef: `pay_${(reference += 1)}`,
    }),
    paidOrder: (...payments) => makePaidOrder(server.database.db, 'MI01', payments),
    propose: (orderId, amountMinor, given = {}) =>
      makeRefund(server.database.db, { orderId, locationId: 'MI01', amountMinor, ...given }),
    as: (actor, work) => inTransaction(server.database.db, actor, work),
    atCounter: () => actorOf(person('clerk'), 'MI01', []),
    settled: (refundId, ...states) =>
      until(`the refund is ${states.join(' or ')}`, async () => {
        const refund = await server.call(refundEndpoint, { refundId }, { as: person('giulia') });
        return states.includes(refund.state) ? refund : null;
      }),
    async booked(paymentRef) {
      const rows = await server.database
        .db('oc_simulated_refund')
        .where({ payment_ref: paymentRef, status: 'paid' });
      return rows.map((row: { amount_minor: number }) => row.amount_minor);
    },
    script: (always, noticesTo = null) =>
      behave(server.database.db, { ...CALM, always: always ?? {}, noticesTo }),
  };
}

/** The provider's name of the payment that the first part of a refund goes back on. */
export function paymentRefOf({ parts }: Refund): string {
  return parts[0]!.paymentRef!;
}

export function slugOf(error: unknown): string {
  return error instanceof Refusal ? error.problem.slug : String(error);
}
