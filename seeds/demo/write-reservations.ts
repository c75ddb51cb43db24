import type { Knex } from 'knex';
import { placeReservation } from '../../modules/store-system/api.ts';
import type { Actor } from '../../server/auth/actor.ts';
import type { Keyring } from '../../server/auth/keyring.ts';
import { inTransaction } from '../../server/db/transaction.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import type { CustomerSeed } from './customers.ts';
import type { LocationSeed } from './locations.ts';
import type { PersonSeed } from './people.ts';
import { chance } from './random.ts';
import type { LevelSeed } from './stock-history.ts';

const MOST_A_SHOP = 5;
const HOUR = 3_600_000;
const NOTES = [
  'Passa in pausa pranzo',
  'Da provare con i jeans',
  'Regalo, incartare',
  null,
  null,
  null,
];

/** Pieces kept for customers in every shop since yesterday, some of them asked for from another shop. */
export async function playReservations(
  db: Knex,
  keyring: Keyring,
  told: {
    readonly locations: readonly LocationSeed[];
    readonly people: readonly PersonSeed[];
    readonly customers: readonly CustomerSeed[];
    readonly levels: readonly LevelSeed[];
    readonly now: Date;
  },
): Promise<void> {
  const dice = chance(20_260_906);
  const shops = told.locations.filter(({ kind }) => kind === 'store');
  for (const shop of shops) {
    const here = told.levels.filter(
      ({ locationId, condition, onHand }) =>
        locationId === shop.id && condition === 'sellable' && onHand > 1,
    );
    for (let one = dice.whole(2, MOST_A_SHOP); one > 0; one -= 1) {
      const askedFrom = dice.happens(0.25) ? dice.pick(shops).id : shop.id;
      const note = dice.pick(NOTES);
      const placedAt = new Date(told.now.getTime() - dice.whole(1, 9) * HOUR);
      const input = {
        askedFrom,
        locationId: shop.id,
        itemId: dice.pick(here).itemId,
        customer: { by: 'id' as const, customerId: dice.pick(told.customers).id },
        ...(note === null ? {} : { note }),
      };
      const clerk = clerkAt(told.people, askedFrom);
      try {
        await inTransaction(db, clerk, (tx) => placeReservation(tx, keyring, input), {
          at: placedAt,
          requestId: 'demo',
        });
      } catch (error) {
        // The last piece is already somebody's order: this customer left without one.
        if (!(error instanceof Refusal)) throw error;
      }
    }
  }
}

function clerkAt(people: readonly PersonSeed[], locationId: string): Actor {
  const { id, displayName } = people.find((person) => person.locationId === locationId)!;
  return {
    kind: 'person',
    id,
    name: displayName,
    language: 'it',
    locationId,
    deviceId: null,
    sessionId: null,
    grants: new Map([['store-system.reservation.manage', new Set([locationId])]]),
  };
}
