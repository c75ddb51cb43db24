import { expect } from 'chai';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction, type Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { runEndpoint } from '../../../server/webhooks/keep-endpoints.ts';
import { messageOf } from '../../../server/webhooks/publish.ts';
import { replay } from '../../../server/webhooks/replay.ts';
import { settle, type Attempted } from '../../../server/webhooks/settle.ts';
import { leaseLanes } from '../../../server/webhooks/sql/lanes.ts';
import { storeMessages } from '../../../server/webhooks/sql/messages.ts';
import { useDatabase } from '../../support/database.ts';
import { interleave, type Outcome } from '../../support/interleave.ts';

/** All orders with PROOF=1; otherwise those with at most so many interruptions. */
const SWITCHES = process.env['PROOF'] ? undefined : 1;
const COURIER = systemActor('core.webhooks');
const LONG_AGO = '2026-01-01T00:00:00Z';

interface Sent {
  readonly endpointId: string;
  readonly attempted: Attempted;
}

describe('a message that was sent, written down while somebody works on its endpoint', function () {
  this.timeout(120_000);
  const database = useDatabase();

  /** Two messages of one stream: the first was lost long ago, the second is leased and has just been sent. */
  const sent = (answer: Attempted['answer']) => async (): Promise<Sent> => {
    const { db } = database;
    const endpointId = newId();
    await db('core_webhook_endpoint').update({ state: 'removed', stopped_because: null });
    await db('core_webhook_endpoint').insert({
      id: endpointId,
      title: 'Negozio',
      url: 'https://example.com/bottega',
      types: ['*'],
      created_at: LONG_AGO,
    });
    const fact = { type: 'test.fact', stream: `test:${endpointId}`, channel: null, data: {} };
    const store = () =>
      inTransaction(db, COURIER, (tx) => storeMessages(tx, [messageOf(fact, LONG_AGO)]));
    await store();
    await db('core_webhook_delivery')
      .where({ endpoint_id: endpointId })
      .update({ state: 'given-up', settled_at: LONG_AGO });
    await store();
    const [leased] = await inTransaction(db, COURIER, (tx) =>
      leaseLanes(tx, [{ endpointId, count: 1 }], newId(), 45),
    );
    return { endpointId, attempted: { leased: leased!, answer, at: new Date() } };
  };

  const taken = { status: 204, failure: null, milliseconds: 3 } as const;
  const gone = { status: 410, failure: 'status', milliseconds: 3 } as const;
  const again = (tx: Tx, { endpointId }: Sent) =>
    replay(tx, { endpointId, from: LONG_AGO, missedOnly: true });
  const MEANWHILE = [
    ['has what was missed sent again', taken, again],
    ['pauses it', taken, (tx, { endpointId }) => runEndpoint(tx, { endpointId, state: 'paused' })],
    [
      'removes it',
      taken,
      (tx, { endpointId }) => runEndpoint(tx, { endpointId, state: 'removed' }),
    ],
    ['has what was missed sent to one that is gone', gone, again],
  ] as const satisfies readonly (readonly [
    string,
    Attempted['answer'],
    (tx: Tx, it: Sent) => Promise<unknown>,
  ])[];

  for (const [what, answer, meanwhile] of MEANWHILE) {
    it(`waits for nobody in a circle, and forgets nothing, when somebody ${what}`, async () => {
      const { tried, faults } = await interleave({
        url: database.url,
        prepare: sent(answer),
        left: {
          name: 'settle',
          actor: COURIER,
          work: (tx, { attempted }) => settle(tx, [attempted]),
        },
        right: { name: what, actor: systemActor('test'), work: meanwhile },
        faults: async ({ endpointId }, outcomes) => [
          ...outcomes.flatMap(failureOf),
          ...(await asleep(endpointId)),
        ],
        matters: /\bcore_webhook_/,
        ...(SWITCHES === undefined ? {} : { switches: SWITCHES }),
      });
      expect(faults).to.deep.equal([]);
      expect(tried, 'orders').to.be.greaterThan(2);
    });
  }

  /** Whatever waits stands in a lane that somebody may take; whatever is settled holds no lane. */
  async function asleep(endpointId: string): Promise<string[]> {
    const { rows } = await database.db.raw<{ rows: { stream: string }[] }>(
      `select coalesce(d.stream, l.stream) as stream
       from (select distinct stream from core_webhook_delivery
         where endpoint_id = :endpointId and state = 'waiting') as d
       full join (select stream from core_webhook_lane
         where endpoint_id = :endpointId and lease is null and due_at <= now()) as l
         on l.stream = d.stream
       where d.stream is null or l.stream is null`,
      { endpointId },
    );
    return rows.map(({ stream }) => `${stream} is never sent, or stands in a lane for nothing`);
  }
});

/** A refusal is an answer; anything the database says by itself is not. */
function failureOf(outcome: Outcome): string[] {
  if ('reply' in outcome) return [];
  const { problem, code } = outcome.error as { problem?: object; code?: string };
  return problem === undefined ? [`failed: ${code ?? String(outcome.error)}`] : [];
}
