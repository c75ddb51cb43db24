import type { Knex } from 'knex';
import { businessDayAt } from '../../server/kernel/time.ts';
import { insertRows } from '../rows.ts';
import type { LevelSeed, MovementSeed } from './stock-history.ts';
import { chance, fixedId } from './random.ts';

/** Levels first, then the ledger that they are the sum of. */
export async function writeStock(
  sql: Knex,
  styleOf: ReadonlyMap<string, string>,
  levels: readonly LevelSeed[],
  movements: readonly MovementSeed[],
  progress: (done: number) => void,
): Promise<void> {
  // oxfmt-ignore
  await insertRows(
    sql,
    'ss_stock_level',
    {
      location_id: 'text', item_id: 'uuid', style_id: 'uuid', condition: 'text', on_hand: 'integer', version: 'bigint', ledger_version: 'bigint',
      last_counted_at: 'timestamptz', last_moved_at: 'timestamptz',
    },
    levels.map((one) => ({
      location_id: one.locationId, item_id: one.itemId, style_id: styleOf.get(one.itemId)!, condition: one.condition, on_hand: one.onHand, version: one.movements,
      ledger_version: one.movements, last_counted_at: one.lastCountedAt, last_moved_at: one.lastMovedAt,
    })),
  );
  progress(0.3);
  const chunk = 12_000;
  for (let from = 0; from < movements.length; from += chunk) {
    // oxfmt-ignore
    await insertRows(
      sql,
      'ss_movement',
      {
        id: 'uuid', location_id: 'text', item_id: 'uuid', from_place: 'text', to_place: 'text', quantity: 'integer', reason_code: 'text',
        document_kind: 'text', document_id: 'text', actor_id: 'text', occurred_at: 'timestamptz', recorded_at: 'timestamptz', business_day: 'date',
        from_version: 'bigint', to_version: 'bigint',
      },
      movements.slice(from, from + chunk).map((one) => ({
        id: one.id, location_id: one.locationId, item_id: one.itemId, from_place: one.from, to_place: one.to, quantity: one.quantity,
        reason_code: one.reason, document_kind: one.documentKind, document_id: one.document, actor_id: 'system:seed',
        occurred_at: one.occurredAt, recorded_at: one.occurredAt, business_day: businessDayAt('Europe/Rome', one.occurredAt),
        from_version: one.fromVersion, to_version: one.toVersion,
      })),
    );
    progress(0.3 + (0.7 * Math.min(from + chunk, movements.length)) / movements.length);
  }
}

/** What the warehouse has on its way: two deliveries to each shop within the week. */
export async function writeIncoming(
  sql: Knex,
  styleOf: ReadonlyMap<string, string>,
  locationIds: readonly string[],
  itemIds: readonly string[],
  today: Date,
): Promise<void> {
  const dice = chance(20_260_904);
  const rows = locationIds.flatMap((locationId, shop) =>
    [2, 4].flatMap((days, load) =>
      dice.some(itemIds, 120).map((itemId, line) => ({
        id: fixedId(4, shop * 1_000 + load * 400 + line + 1),
        location_id: locationId,
        item_id: itemId,
        style_id: styleOf.get(itemId)!,
        quantity: dice.whole(1, 4),
        expected_on: new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10),
        document_kind: 'transfer',
        document_id: `DDT-PC01-${locationId}-${days}`,
      })),
    ),
  );
  // oxfmt-ignore
  await insertRows(
    sql,
    'ss_incoming',
    { id: 'uuid', location_id: 'text', item_id: 'uuid', style_id: 'uuid', quantity: 'integer', expected_on: 'date', document_kind: 'text', document_id: 'text' },
    rows,
  );
}
