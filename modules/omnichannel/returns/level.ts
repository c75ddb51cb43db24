import { may, type Actor } from '../../../server/auth/actor.ts';
import type { Level } from './domain/verdict.ts';

/** How far somebody decides alone at a counter: whoever decides for others there needs no word of their own rank. */
export function levelAt(actor: Actor, locationId: string): Level {
  return may(actor, 'omnichannel.approvals.decide', locationId) ? 'store-manager' : 'clerk';
}
