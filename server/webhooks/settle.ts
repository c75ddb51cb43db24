import type { Tx } from '../db/transaction.ts';
import { pauseAfter } from '../kernel/attempts.ts';
import { endpointChanged, messageGivenUp } from './events.ts';
import { notify } from './notices.ts';
import { FAILING_DAYS, PAUSES_SECONDS } from './schedule.ts';
import type { Answer } from './send.ts';
import { lockEndpoints, noteHealth } from './sql/endpoints.ts';
import { settleAttempts, type Leased, type Settled } from './sql/lanes.ts';

/** One attempt that ended. */
export interface Attempted {
  readonly leased: Leased;
  readonly answer: Answer;
  readonly at: Date;
}

const GONE = 410;

/** Writes attempts down: what was taken, what is tried again and when, what is given up, who is told. */
export async function settle(
  tx: Tx,
  attempted: readonly Attempted[],
  pauses?: readonly number[],
): Promise<void> {
  // The endpoint before its lanes, as whoever starts one again or has messages sent once more.
  await lockEndpoints(
    tx,
    attempted.map(({ leased }) => leased.endpointId),
  );
  const settled = await settleAttempts(
    tx,
    attempted.map((attempt) => outcomeOf(attempt, pauses)),
  );
  const given = settled.filter(({ state }) => state === 'given-up');
  const messages = new Map(attempted.map(({ leased }) => [leased.delivery, leased.messageId]));
  for (const { endpointId, delivery, stream } of given) {
    tx.record(messageGivenUp(endpointId, messages.get(delivery)!, stream));
  }
  const stopped = await noteHealth(tx, healthOf(settled), FAILING_DAYS);
  for (const { id, because } of stopped) {
    tx.record(endpointChanged(id, because));
    await notify(tx, id, because);
  }
  for (const id of new Set(given.map(({ endpointId }) => endpointId))) {
    await notify(tx, id, 'given-up');
  }
}

function outcomeOf(
  { leased, answer, at }: Attempted,
  pauses: readonly number[] | undefined,
): Settled {
  const { endpointId, stream, lease, delivery, attempts } = leased;
  // Whoever says 410 is stopped; the message waits for the day somebody starts them again.
  const pauseSeconds =
    answer.failure === null
      ? null
      : answer.status === GONE
        ? 0
        : pauseAfter(attempts + 1, Math.random(), pauses ?? PAUSES_SECONDS);
  return {
    endpointId,
    stream,
    lease,
    delivery,
    state: answer.failure === null ? 'delivered' : pauseSeconds === null ? 'given-up' : 'waiting',
    at: at.toISOString(),
    milliseconds: answer.milliseconds,
    status: answer.status,
    failure: answer.failure,
    pauseSeconds,
  };
}

function healthOf(settled: readonly Settled[]) {
  return [...new Set(settled.map(({ endpointId }) => endpointId))].sort().map((endpointId) => {
    const ofIt = settled.filter((one) => one.endpointId === endpointId);
    return {
      endpointId,
      took: ofIt.some(({ state }) => state === 'delivered'),
      gone: ofIt.some(({ status }) => status === GONE),
    };
  });
}
