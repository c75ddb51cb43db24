import { locationsFor } from '../../../server/auth/actor.ts';
import type { GuessLimiter } from '../../../server/auth/guesses.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { readCode } from '../../../server/kernel/codes.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { businessDayOf, closingAt, isOpen, locationsById, type Location } from '../../base/api.ts';
import { demandOrder } from '../orders/access.ts';
import { toRefundMinor } from '../orders/domain/amounts.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { shopPace } from '../promises/pace.ts';
import { selectPaces } from '../promises/sql/pace.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { readFile, readFiles } from '../orders/sql/files.ts';
import { readPolicies, type Policies } from '../orders/sql/policies.ts';
import { readUnits } from '../orders/sql/units.ts';
import { pickupCodeUnknown } from './problems.ts';
import { rowOf, rowsOf } from './change.ts';
import type {
  findByCodeEndpoint,
  FoundByCode,
  PickupCard,
  pickupsEndpoint,
  PickupView,
  readPickupEndpoint,
} from './contracts.ts';
import { inQueueOrder } from './live.ts';
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

async function cardOf(read: Read, file: OrderFile): Promise<PickupCard> {
  const units = await readUnits(read, file.orderId);
  return {
    orderId: file.orderId,
    version: file.version,
    row: await rowOf(read, file),
    customer: {
      name: file.contactName,
      surname: file.contactSurname,
      phoneEnding: file.contactPhoneEnding,
    },
    codeEnding: file.codeEnding,
    paidMinor: file.paidMinor,
    collectedMinor: units
      .filter(({ fate }) => fate === 'collected')
      .reduce((sum, { paidMinor }) => sum + paidMinor, 0),
    toRefundMinor: toRefundMinor(file),
    lines: file.lines.map(({ lineId }) => ({
      lineId,
      openUnitsMinor: units
        .filter((unit) => unit.lineId === lineId && unit.fate === 'open')
        .map(({ paidMinor }) => paidMinor),
    })),
    notification: notificationOf(file),
  };
}

function notificationOf(file: OrderFile): PickupCard['notification'] {
  if (!file.hasEmail) return 'no-address';
  if (file.notifiedAt) return 'sent';
  return file.state === 'ready' ? 'waiting' : 'none';
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
