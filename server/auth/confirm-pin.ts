import { inTransaction } from '../db/transaction.ts';
import { Refusal } from '../kernel/refusal.ts';
import { forbidden } from '../kernel/problems.ts';
import type { Actor } from './actor.ts';
import { credentialsById } from './credentials.ts';
import { PIN_ANYWHERE, PIN_ON_DEVICE, type LogInSurroundings } from './log-in.ts';
import { wrongPin } from './problems.ts';

/**
 * Makes sure that it is the person themselves who decides, on whichever device they are logged in: an
 * unlocked screen is not yet a signature. Wrong PINs count together with those at the change of person.
 */
export async function confirmPin(
  { db, hasher, guesses }: Pick<LogInSurroundings, 'db' | 'hasher' | 'guesses'>,
  actor: Actor,
  pin: string,
  requestId: string,
): Promise<void> {
  // A program has no PIN, and nobody else's counts.
  if (actor.kind !== 'person') throw new Refusal(forbidden, { permission: 'pin' });
  const here = `${actor.id} ${actor.deviceId ?? actor.sessionId ?? ''}`;
  const leftHere = await guesses.spend(PIN_ON_DEVICE, here);
  const leftToday = await guesses.spend(PIN_ANYWHERE, actor.id);
  const known = await credentialsById(db, actor.id);
  if (!(await hasher.matches(known?.pinHash ?? null, pin)) || !known) {
    await inTransaction(
      db,
      actor,
      async (tx) => {
        tx.audit({
          action: 'core.pin-refused',
          subject: `account:${actor.id}`,
          locationId: actor.locationId,
        });
      },
      { requestId },
    );
    throw new Refusal(wrongPin, { attemptsLeft: Math.min(leftHere, leftToday) });
  }
  await guesses.forget(PIN_ON_DEVICE, here);
  await guesses.giveBack(PIN_ANYWHERE, actor.id);
}
