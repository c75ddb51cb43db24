import { newId } from '../kernel/ids.ts';
import type { Tx } from '../db/transaction.ts';
import type { StoredEvent } from '../events/event.ts';
import type { PublicEvent, PublicEvents } from './public-events.ts';
import { somebodyListens, storeMessages, type Message } from './sql/messages.ts';

/**
 * Turns what happened into messages, in the transaction that moves on through the feed: each event
 * becomes its messages exactly once, in the order of commits. From here on they are never lost.
 */
export async function publish(
  tx: Tx,
  sources: readonly PublicEvents[],
  events: readonly StoredEvent[],
): Promise<void> {
  if (!(await somebodyListens(tx))) return;
  const messages: Message[] = [];
  for (const event of events) {
    for (const source of sources) {
      if (!source.from.includes(event.type)) continue;
      const told = await source.tell(tx, event);
      messages.push(...told.map((one) => messageOf(one, event.occurredAt)));
    }
  }
  if (messages.length > 0) await storeMessages(tx, messages);
}

/** The body as Standard Webhooks has it: `type`, `timestamp` of what happened, `data`. */
export function messageOf(told: PublicEvent, happenedAt: string): Message {
  const { type, stream, channel, data } = told;
  const body = JSON.stringify({ type, timestamp: happenedAt, data });
  return { id: newId(), type, stream, channel, body, happenedAt };
}
