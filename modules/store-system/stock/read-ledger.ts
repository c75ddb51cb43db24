import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { selectHoldsAsOf } from '../holds/sql/holds.ts';
import type { listExceptions, readLedger } from './contracts.ts';
import { selectOpenExceptions } from './sql/exceptions.ts';
import { selectLedger } from './sql/ledger.ts';

/** "Why is it two?": every movement of a level with the balance it left, and the promises that stood then. */
export async function ledgerOf(
  read: Read,
  input: InputOf<typeof readLedger>,
): Promise<ReplyOf<typeof readLedger>> {
  const { locationId, itemId, condition = 'sellable', limit = 50 } = input;
  const asOf = input.asOf === undefined ? null : new Date(input.asOf);
  const end = { asOf, businessDay: input.businessDay ?? null };
  const key = { locationId, itemId, condition };
  const page = await selectLedger(read, key, end, {
    before: input.before ?? null,
    limit: limit + 1,
  });
  // On a later page the balance at the end is not on it: the newest line of all says it.
  const [newest] =
    input.before === undefined
      ? page
      : await selectLedger(read, key, end, { before: null, limit: 1 });
  const lines = page.slice(0, limit);
  // A business day has no promises of its own: they are shown as of an instant only.
  const holds =
    condition === 'sellable' && end.businessDay === null
      ? await selectHoldsAsOf(read, key, asOf ?? read.now)
      : [];
  return {
    locationId,
    itemId,
    condition,
    onHand: newest?.balance ?? 0,
    held: holds.reduce((sum, { quantity }) => sum + quantity, 0),
    lines: lines.map((line) => ({ ...line, occurredAt: line.occurredAt.toISOString() })),
    holds: holds.map(({ holdId, kind, ownerId, quantity, placedAt, until, shelf }) => ({
      holdId,
      kind,
      ownerId,
      quantity,
      placedAt: placedAt.toISOString(),
      until: until?.toISOString() ?? null,
      shelf,
    })),
    next: page.length > limit ? lines.at(-1)!.number : null,
  };
}

/** Promises of a location that lack their piece. */
export async function exceptionsOf(
  read: Read,
  { locationId }: InputOf<typeof listExceptions>,
): Promise<ReplyOf<typeof listExceptions>> {
  const exceptions = await selectOpenExceptions(read, locationId);
  return {
    exceptions: exceptions.map((exception) => ({
      ...exception,
      openedAt: exception.openedAt.toISOString(),
      until: exception.until?.toISOString() ?? null,
    })),
  };
}
