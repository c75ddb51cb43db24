import { locationsFor } from '../../../server/auth/actor.ts';
import type { GuessLimiter } from '../../../server/auth/guesses.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { readCode } from '../../../server/kernel/codes.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { businessDayOf, closingAt, isOpen, locationsById, type Location } from '../../base/api.ts';
import { demandOrder } from '../orders/access.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { shopPace } from '../promises/pace.ts';
import { selectPaces } from '../promises/sql/pace.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { readFile, readFiles } from '../orders/sql/files.ts';
import { readUnits } from '../orders/sql/units.ts';
import { readPolicies, type Policies } from '../orders/sql/policies.ts';
import { pickupCodeUnknown } from './problems.ts';
import { cardOf } from './card.ts';
import { rowsOf } from './change.ts';
import type {
  findByCodeEndpoint,
  FoundByCode,
  PickupCard,
  pickupsEndpoint,
  PickupView,
  readPickupEndpoint,
} from './contracts.ts';
import { inQueueOrder } from './live.ts';
import { stillOnTheShelf } from './not-collected.ts';
import { selectLastHandover } from './sql/handovers.ts';
import { selectCollected } from './sql/queue.ts';

const LOOK = 'omnichannel.pickup.read';

/** Oggi: the pickup queue of one shop. */
export function readPickups(
  read: Read,
  { locationId }: InputOf<typeof pickupsEndpoint>,
): Promise<PickupView> {
  return viewOf(read, [locationId]);
}

/** The queues of all the shops one may see. */
export async function readPickupBoard(read: Read): Promise<PickupView> {
  const allowed = locationsFor(read.actor, LOOK);
  const locations = [...(await locationsById(read, allowed)).values()];
  return viewOf(
    read,
    locations.filter(({ pickupEnabled }) => pickupEnabled).map(({ id }) => id),
  );
}

async function viewOf(read: Read, locationIds: readonly string[]): Promise<PickupView> {
  const locations = [...(await locationsById(read, locationIds)).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const days = locations.map(({ id, schedule }) => ({
    locationId: id,
    businessDay: businessDayOf(schedule, read.now),
  }));
  const collected = await selectCollected(read, days);
  const files = await readFiles(read, { queueOf: locationIds });
  const policies = await readPolicies(read);
  const paces = await selectPaces(read, locationIds);
  return {
    locations: locations.map((location, place) => ({
      ...shopOf(location, days[place]!.businessDay, collected.get(location.id) ?? [], read.now),
      paused: pauseOf(policies, location.id),
      pace: shopPace(read, location, policies, paces),
    })),
    rows: inQueueOrder(await rowsOf(read, files)),
  };
}

function shopOf(
  { id, name, schedule }: Location,
  businessDay: string,
  collected: readonly string[],
  now: Date,
): Omit<PickupView['locations'][number], 'paused' | 'pace'> {
  return {
    locationId: id,
    name,
    businessDay,
    open: isOpen(schedule, now),
    closesAt: closingAt(schedule, now)?.toISOString() ?? null,
    collectedToday: [...collected],
  };
}

function pauseOf(policies: Policies, locationId: string) {
  const pause = policies.paused(locationId);
  return pause && { reason: pause.reason, until: pause.until };
}

export async function readPickup(
  read: Read,
  { orderId }: InputOf<typeof readPickupEndpoint>,
): Promise<PickupCard> {
  return cardOf(read, demandOrder(read.actor, LOOK, await readFile(read, orderId)));
}

/** A scanner does not misread, a person types a code wrong a few times; nobody does it thirty times. */
export const CODE_GUESSES = { name: 'pickup-code', attempts: 30, seconds: 600 } as const;

/** What a pickup code stands for, as seen from one shop. */
export async function findByCode(
  read: Read,
  secrets: OrderSecrets,
  guesses: GuessLimiter,
  { locationId, code }: InputOf<typeof findByCodeEndpoint>,
): Promise<FoundByCode> {
  await guesses.spend(CODE_GUESSES, read.actor.id);
  const given = readCode(code);
  const [file] =
    given?.prefix === 'PK'
      ? await readFiles(read, { codeDigest: secrets.codeDigest(given.code) })
      : [];
  if (!file) throw new Refusal(pickupCodeUnknown, {});
  await guesses.giveBack(CODE_GUESSES, read.actor.id);
  return found(read, file, locationId);
}

async function found(read: Read, file: OrderFile, locationId: string): Promise<FoundByCode> {
  const number = writtenOrderNumber(file.number);
  if (file.locationId !== locationId) {
    const location = (await locationsById(read, [file.locationId])).get(file.locationId)!;
    return {
      outcome: 'other-store',
      number,
      locationId: location.id,
      locationName: location.name,
    };
  }
  if (file.state === 'cancelled') {
    return { outcome: 'cancelled', number, cancelledAt: file.endedAt!.toISOString() };
  }
  // As long as the pieces are on the shelf, whoever comes too late is served.
  const onTheShelf = stillOnTheShelf(await readUnits(read, file.orderId)).length > 0;
  if (onTheShelf) return { outcome: 'here', card: await cardOf(read, file) };
  if (file.state === 'no-show' || file.state === 'refused') {
    return { outcome: 'over', number, state: file.state, endedAt: file.endedAt!.toISOString() };
  }
  const last = file.state === 'collected' ? await selectLastHandover(read, file.orderId) : null;
  if (last) {
    return {
      outcome: 'collected',
      number,
      collectedAt: last.handedAt.toISOString(),
      handedBy: last.actorName,
      collector: last.collector,
    };
  }
  return { outcome: 'here', card: await cardOf(read, file) };
}
