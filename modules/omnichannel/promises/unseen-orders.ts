import type { Tx } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { escalate } from '../orders/domain/delay.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { moveFile } from '../orders/move-order.ts';
import { lockFiles, saveFiles } from '../orders/sql/files.ts';
import { readPolicies } from '../orders/sql/policies.ts';
import { recordChange } from '../pickup/change.ts';
import { ruleFor } from '../sourcing/domain.ts';
import { explainShops } from '../sourcing/explain-shops.ts';
import { readRule } from '../sourcing/sql.ts';
import { lockUnseen } from './sql/unseen.ts';

export const ESCALATED_AT_ONCE = 50;

/**
 * Orders that their shop has not looked at in time. By its rules another shop gets them, the one the
 * sourcing rules choose and no farther than they let an order go without asking its customer; the
 * others are told, once each, to whoever can do something about it.
 */
export async function escalateUnseen(tx: Tx): Promise<number> {
  const unseen = await lockFiles(tx, await lockUnseen(tx, ESCALATED_AT_ONCE));
  const policies = await readPolicies(tx);
  const moves = ({ locationId }: OrderFile): boolean =>
    policies.pickup(locationId).whenUnseen === 'move';
  const [first, ...next] = unseen.filter(moves);
  const stay = unseen.filter((file) => !moves(file));
  // One move in a transaction: the stock of a second one may be locked the other way round elsewhere.
  if (first && !(await movedElsewhere(tx, first))) stay.push(first);
  const pairs = stay.flatMap((file) => {
    const decision = escalate(file, tx.now);
    return decision.outcome === 'moved' ? [{ before: file, after: decision.file }] : [];
  });
  await saveFiles(tx, pairs);
  for (const { after } of pairs) recordChange(tx, 'omnichannel.order-unacknowledged.v1', after, {});
  // As many as can be: the others follow at once.
  return next.length > 0 ? ESCALATED_AT_ONCE : unseen.length;
}

/** True when another shop has it now. An order that was moved for this once stays: it would wander. */
async function movedElsewhere(tx: Tx, file: OrderFile): Promise<boolean> {
  if (file.locationId !== file.chosenLocationId) return false;
  const rule = ruleFor((await readRule(tx)).rule, file.channel);
  const [best] = (await explainShops(tx, file)).ranked;
  const within = rule.moveUnaskedWithinMetres ?? -1;
  if (!best || (best.distanceMetres ?? Infinity) > within) return false;
  try {
    await tx.attempt((inner) => moveFile(inner, file, best.locationId, 'unseen'));
    return true;
  } catch (error) {
    // Its pieces went a moment ago.
    if (error instanceof Refusal) return false;
    throw error;
  }
}
