import { notFound, invalidRequest } from '../kernel/problems.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Read, Tx } from '../db/transaction.ts';
import type { InputOf, ReplyOf } from '../http/contract.ts';
import { pageFrom, readPageMark } from '../http/pagination.ts';
import type {
  listDeliveriesEndpoint,
  pingEndpoint,
  readDeliveryEndpoint,
  replayEndpoint,
  WebhookDelivery,
} from './contracts.ts';
import { endpointChanged } from './events.ts';
import { demandEndpoint, readEndpoint } from './keep-endpoints.ts';
import { endpointStopped } from './problems.ts';
import { PING } from './public-events.ts';
import { messageOf } from './publish.ts';
import { selectDeliveries, selectDelivery, type DeliveryRow } from './sql/log.ts';
import { requeueMessages, storePing } from './sql/messages.ts';

const MOST_AT_ONCE = 10_000;

/** Sends what was told before once more, behind what waits. */
export async function replay(
  tx: Tx,
  input: InputOf<typeof replayEndpoint>,
): Promise<ReplyOf<typeof replayEndpoint>> {
  const endpoint = await demandEndpoint(tx, input.endpointId);
  if (endpoint.state === 'disabled') throw new Refusal(endpointStopped, {});
  if (!input.messageIds && !input.from) {
    throw new Refusal(invalidRequest, {
      errors: [{ pointer: '/messageIds', detail: 'messageIds / from' }],
    });
  }
  const queued = await requeueMessages(
    tx,
    {
      endpointId: endpoint.id,
      messageIds: input.messageIds ?? null,
      from: input.from ?? null,
      to: input.to ?? null,
      missedOnly: input.missedOnly,
    },
    MOST_AT_ONCE,
  );
  tx.record(endpointChanged(endpoint.id, 'replayed', queued));
  return { queued };
}

/** A message that says nothing, to see whether it arrives and its signature is understood. */
export async function ping(
  tx: Tx,
  { endpointId }: InputOf<typeof pingEndpoint>,
): Promise<ReplyOf<typeof pingEndpoint>> {
  const endpoint = await demandEndpoint(tx, endpointId);
  if (endpoint.state !== 'active') throw new Refusal(endpointStopped, {});
  const message = messageOf(
    {
      type: PING,
      stream: `ping:${endpointId}`,
      channel: null,
      data: { message: 'Buongiorno da Bottega' },
    },
    tx.now.toISOString(),
  );
  const delivery = await storePing(tx, endpointId, message);
  tx.record(endpointChanged(endpointId, 'pinged'));
  return { delivery, messageId: message.id };
}

export async function listDeliveries(
  read: Read,
  input: InputOf<typeof listDeliveriesEndpoint>,
): Promise<ReplyOf<typeof listDeliveriesEndpoint>> {
  await readEndpoint(read, input.endpointId);
  const limit = input.limit ?? 50;
  const mark = readPageMark<[number]>(input.after, ['number']);
  const rows = await selectDeliveries(read, {
    endpointId: input.endpointId,
    state: input.state ?? null,
    q: input.q?.trim() || null,
    before: mark?.[0] ?? null,
    limit: limit + 1,
  });
  return pageFrom(rows, limit, ({ delivery }) => [delivery], shown);
}

export async function readDelivery(
  read: Read,
  { delivery }: InputOf<typeof readDeliveryEndpoint>,
): Promise<ReplyOf<typeof readDeliveryEndpoint>> {
  const row = await selectDelivery(read, delivery);
  if (!row) throw new Refusal(notFound, { what: { it: 'questo invio', en: 'this delivery' } });
  return { ...shown(row), body: row.body, log: [...row.log] };
}

function shown({ endpointId: _endpoint, ...row }: DeliveryRow): WebhookDelivery {
  const { delivery, messageId, type, stream, origin, state, attempts, lastStatus, lastFailure } =
    row;
  return {
    delivery,
    messageId,
    type,
    stream,
    origin,
    state,
    attempts,
    lastStatus,
    lastFailure,
    happenedAt: row.happenedAt.toISOString(),
    queuedAt: row.queuedAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    nextAt: row.nextAt?.toISOString() ?? null,
  };
}
