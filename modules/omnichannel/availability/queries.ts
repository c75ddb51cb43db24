import { may, mayForChannel } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { forbidden } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import {
  closingAt,
  distanceMetres,
  isOpen,
  itemsByGtin,
  locationsById,
  type Item,
  type Location,
} from '../../base/api.ts';
import type { Fault } from '../orders/domain/faults.ts';
import { nextReadyTimes } from '../promises/ready-times.ts';
import { readPolicies, type Policies } from '../orders/sql/policies.ts';
import { orderNotAcceptable } from '../orders/not-acceptable.ts';
import { figureFor, levelsForChannels, type ChannelFigure } from './channel-stock.ts';
import type { availabilityEndpoint, AvailabilityView, ShopAvailability } from './contracts.ts';
import {
  coverOf,
  inShopOrder,
  placeOfPostalCode,
  readBasket,
  shown,
  type BasketLine,
} from './domain.ts';

type Input = InputOf<typeof availabilityEndpoint>;

/** Which shops have a basket now, and by when they would have it ready. */
export async function readAvailability(read: Read, input: Input): Promise<AvailabilityView> {
  if (!mayForChannel(read.actor, input.channel)) {
    throw new Refusal(forbidden, { permission: 'omnichannel.availability.read' });
  }
  const policies = await readPolicies(read);
  const basket = readBasket(input.basket);
  const items = await itemsByGtin(
    read,
    basket.map(({ gtin }) => gtin),
  );
  demandKnown(policies, items, basket, input);
  const all = await locationsById(read, null);
  const shops = [...all.values()].filter(
    (location) =>
      location.active &&
      location.pickupEnabled &&
      policies.paused(location.id) === null &&
      (input.locationId === undefined || location.id === input.locationId) &&
      may(read.actor, 'omnichannel.availability.read', location.id),
  );
  const itemIds = [...items.values()].map(({ id }) => id);
  const locationIds = shops.map(({ id }) => id);
  const levels = await levelsForChannels(read, policies, { itemIds, locationIds });
  const byId = new Map([...items.values()].map((item) => [item.id, item]));
  const available = new Map(
    levels.map((level) => [
      `${level.locationId}/${level.itemId}`,
      figureFor(policies, byId.get(level.itemId)!, level, input.channel),
    ]),
  );
  const from = pointOf(input, [...all.values()]);
  const wanted = new Map(
    shops.map((location) => [location.id, lines(location, basket, items, available)]),
  );
  const whole = shops.filter(({ id }) => coverOf(wanted.get(id)!) === 'whole');
  const readyBy = await nextReadyTimes(
    read,
    whole.map((location) => ({ location, policy: policies.pickup(location.id) })),
  );
  return {
    channel: input.channel,
    asOf: read.now.toISOString(),
    shops: inShopOrder(
      shops.map((location) =>
        shopOf(read.now, location, from, wanted.get(location.id)!, readyBy.get(location.id)),
      ),
    ),
  };
}

function demandKnown(
  policies: Policies,
  items: ReadonlyMap<string, Item>,
  basket: readonly BasketLine[],
  { channel }: Input,
): void {
  const faults: Fault[] = policies.channels.has(channel)
    ? []
    : [{ pointer: '/channel', fault: 'unknown-channel', given: channel }];
  for (const { gtin } of basket) {
    if (!items.has(gtin)) faults.push({ pointer: '/basket', fault: 'unknown-gtin', given: gtin });
  }
  if (faults.length > 0) throw new Refusal(orderNotAcceptable, { faults });
}

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

function pointOf(input: Input, locations: readonly Location[]): Point | null {
  const { latitude, longitude, postalCode } = input;
  if (latitude !== undefined && longitude !== undefined) return { latitude, longitude };
  if (postalCode === undefined) return null;
  return placed(placeOfPostalCode(postalCode, locations));
}

function placed(location: Location | null): Point | null {
  if (!location || location.latitude === null || location.longitude === null) return null;
  return { latitude: location.latitude, longitude: location.longitude };
}

function lines(
  location: Location,
  basket: readonly BasketLine[],
  items: ReadonlyMap<string, Item>,
  available: ReadonlyMap<string, ChannelFigure>,
) {
  return basket.map(({ gtin, quantity }) => {
    const itemId = items.get(gtin)!.id;
    const figure = available.get(`${location.id}/${itemId}`);
    return {
      itemId,
      gtin,
      requested: quantity,
      available: figure?.left ?? 0,
      sure: figure?.sure ?? true,
    };
  });
}

function shopOf(
  now: Date,
  location: Location,
  from: Point | null,
  wanted: ReturnType<typeof lines>,
  readyBy: Date | undefined,
): ShopAvailability {
  const { id, name, street, postalCode, city, schedule } = location;
  const there = placed(location);
  const basket = coverOf(wanted);
  return {
    locationId: id,
    name,
    street,
    postalCode,
    city,
    distanceMetres: from && there ? distanceMetres(from, there) : null,
    open: isOpen(schedule, now),
    closesAt: closingAt(schedule, now)?.toISOString() ?? null,
    basket,
    readyBy: readyBy?.toISOString() ?? null,
    lines: wanted.map((line) => ({ ...line, available: shown(line.available) })),
  };
}
