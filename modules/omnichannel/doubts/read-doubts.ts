import { locationsFor, may } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { itemsById, locationsById } from '../../base/api.ts';
import { deskOf, levelsSeen } from '../../store-system/api.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { readFiles } from '../orders/sql/files.ts';
import { shortName } from '../pickup/row.ts';
import type { Doubt, doubtsEndpoint } from './contracts.ts';
import { selectDoubts, selectOrdersInDoubt, type DoubtRow } from './sql.ts';

const READ = 'omnichannel.doubt.read';

/**
 * What a manager should see before a customer travels for it: every promise whose piece may not be there.
 * A level in doubt that nobody counts on is a recount like any other and is left out.
 */
export async function readDoubts(
  read: Read,
  { locationId }: InputOf<typeof doubtsEndpoint>,
): Promise<ReplyOf<typeof doubtsEndpoint>> {
  const doubts = await selectDoubts(read, shopsAsked(read, locationId));
  const promises = await promisesOf(read, doubts);
  const counted = doubts.filter((doubt) => (promises.get(keyOf(doubt)) ?? []).length > 0);
  const itemIds = [...new Set(counted.map(({ itemId }) => itemId))];
  const locationIds = [...new Set(counted.map((doubt) => doubt.locationId))];
  const items = await itemsById(read, itemIds);
  const locations = await locationsById(read, locationIds);
  const levels = new Map(
    (await levelsSeen(read, { itemIds, locationIds }))
      .filter(({ condition }) => condition === 'sellable')
      .map((level) => [keyOf(level), level.onHand]),
  );
  return {
    asOf: read.now.toISOString(),
    doubts: counted.map((doubt) => {
      const { name, colour, colourHex, size, pictureUrl } = items.get(doubt.itemId)!;
      return {
        ...doubt,
        since: doubt.since.toISOString(),
        locationName: locations.get(doubt.locationId)?.name ?? doubt.locationId,
        onHand: levels.get(keyOf(doubt)) ?? 0,
        item: { name, colour, colourHex, size, pictureUrl },
        promises: promises.get(keyOf(doubt))!,
      };
    }),
  };
}

function shopsAsked(read: Read, locationId: string | undefined): readonly string[] | null {
  if (locationId === undefined) return locationsFor(read.actor, READ);
  return may(read.actor, READ, locationId) ? [locationId] : [];
}

type Promised = Doubt['promises'][number];

/** Who counts on each level in doubt: who comes first first. */
async function promisesOf(
  read: Read,
  doubts: readonly DoubtRow[],
): Promise<ReadonlyMap<string, Promised[]>> {
  const known = new Map<string, Promised[]>(doubts.map((doubt) => [keyOf(doubt), []]));
  const waiting = await selectOrdersInDoubt(read, doubts);
  const orderIds = [...new Set(waiting.map(({ orderId }) => orderId))];
  const files = new Map((await readFiles(read, { orderIds })).map((file) => [file.orderId, file]));
  for (const { orderId, ...spot } of waiting) {
    const file = files.get(orderId)!;
    known.get(keyOf(spot))!.push({
      kind: 'order',
      id: orderId,
      about: `${writtenOrderNumber(file.number)} · ${shortName(file)}`,
      by: file.readyBy.toISOString(),
    });
  }
  for (const locationId of new Set(doubts.map((doubt) => doubt.locationId))) {
    const { reservations } = await deskOf(read, { locationId });
    for (const reservation of reservations) {
      if (reservation.locationId !== locationId || !awaitsPiece(reservation.state)) continue;
      known.get(keyOf(reservation))?.push({
        kind: 'reservation',
        id: reservation.reservationId,
        about: reservation.codeEnding,
        by: reservation.until,
      });
    }
  }
  for (const promises of known.values()) {
    promises.sort((a, b) => ((a.by ?? '9') < (b.by ?? '9') ? -1 : 1));
  }
  return known;
}

/** It was promised a piece that nobody has put on a shelf yet. */
function awaitsPiece(state: string): boolean {
  return state === 'active' || state === 'requested' || state === 'offered';
}

function keyOf({ locationId, itemId }: { locationId: string; itemId: string }): string {
  return `${locationId}/${itemId}`;
}
