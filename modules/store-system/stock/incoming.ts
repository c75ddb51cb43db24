import type { Tx } from '../../../server/db/transaction.ts';
import { demand } from '../../../server/auth/actor.ts';
import { constraintMeans } from '../../../server/db/errors.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import type { StockDocument } from './domain/level.ts';
import { incomingChanged } from './events.ts';
import {
  reduceIncoming,
  replaceIncoming,
  selectIncoming,
  type IncomingLine,
} from './sql/incoming.ts';
import { stylesOf } from './styles.ts';

constraintMeans('ss_incoming_location_fkey', notFound, {
  what: { it: 'l’ubicazione', en: 'the location' },
});

/** A supplier or a warehouse announces goods: what the document announced before is replaced. */
export async function announceIncoming(
  tx: Tx,
  input: {
    readonly locationId: string;
    readonly lines: readonly IncomingLine[];
    readonly document: StockDocument;
  },
): Promise<void> {
  demand(tx.actor, 'store-system.stock.receive', input.locationId);
  await expectIncoming(tx, input);
}

/** The same for whoever has checked by other means that its actor may: a transfer that left. */
export async function expectIncoming(
  tx: Tx,
  input: {
    readonly locationId: string;
    readonly lines: readonly IncomingLine[];
    readonly document: StockDocument;
  },
): Promise<void> {
  const styles = await stylesOf(
    tx,
    input.lines.map(({ itemId }) => itemId),
  );
  const lines = input.lines.map((line) => ({ ...line, styleId: styles.get(line.itemId)! }));
  const changed = await replaceIncoming(tx, input.locationId, lines, input.document);
  await tell(tx, input.locationId, changed);
}

/** Crosses received pieces off what their document announced; what nobody announced changes nothing. */
export async function takeFromIncoming(
  tx: Tx,
  locationId: string,
  document: StockDocument,
  lines: readonly { readonly itemId: string; readonly quantity: number }[],
): Promise<void> {
  await tell(tx, locationId, await reduceIncoming(tx, locationId, lines, document));
}

async function tell(tx: Tx, locationId: string, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length === 0) return;
  const styles = await stylesOf(tx, itemIds);
  const left = new Map(
    (await selectIncoming(tx, itemIds, [locationId])).map((line) => [line.itemId, line]),
  );
  for (const itemId of itemIds) {
    const { quantity = 0, nextOn = null } = left.get(itemId) ?? {};
    const styleId = styles.get(itemId)!;
    tx.record(incomingChanged({ locationId, itemId, styleId, quantity, nextOn }));
  }
}
