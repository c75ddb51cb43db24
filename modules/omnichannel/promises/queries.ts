import { may } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { locationsById } from '../../base/api.ts';
import { readPolicies } from '../orders/sql/policies.ts';
import { readPickups } from '../pickup/queries.ts';
import type { forecastEndpoint, slotsEndpoint, ShopSlots } from './contracts.ts';
import { forecastRows } from './live.ts';
import { freeSlots, nextReadyTimes, SLOTS_OFFERED } from './ready-times.ts';

/** Which promises of a shop will be missed if things go on as they do: late before late. */
export async function readForecast(
  read: Read,
  input: InputOf<typeof forecastEndpoint>,
): Promise<ReplyOf<typeof forecastEndpoint>> {
  const view = await readPickups(read, input);
  const forecasts = forecastRows(view, read.now);
  return {
    locationId: input.locationId,
    asOf: read.now.toISOString(),
    orders: view.rows.flatMap(({ orderId, readyBy }) => {
      const forecast = forecasts.get(orderId);
      if (!forecast) return [];
      return [{ ...forecast, readyBy, expectedAt: forecast.expectedAt.toISOString() }];
    }),
  };
}

/** What a customer may choose from: the slots of a shop with the places that are left. */
export async function readSlots(
  read: Read,
  { locationId }: InputOf<typeof slotsEndpoint>,
): Promise<ShopSlots> {
  const location = (await locationsById(read, [locationId])).get(locationId);
  const seen = may(read.actor, 'omnichannel.availability.read', locationId);
  if (!location?.active || !location.pickupEnabled || !seen) {
    throw new Refusal(notFound, { what: { it: 'il negozio', en: 'the shop' } });
  }
  const policies = await readPolicies(read);
  const policy = policies.pickup(locationId);
  const paused = policies.paused(locationId);
  const shop = { location, policy };
  const slots = (await freeSlots(read, [shop], SLOTS_OFFERED)).get(locationId) ?? [];
  const readyBy = (await nextReadyTimes(read, [shop])).get(locationId)!;
  return {
    locationId,
    asOf: read.now.toISOString(),
    readyBy: paused ? null : readyBy.toISOString(),
    paused: paused && { reason: paused.reason, until: paused.until },
    unit: policy.capacity?.unit ?? null,
    slots: paused
      ? []
      : slots.map(({ startsAt, endsAt, free }) => ({
          startsAt: startsAt.toISOString(),
          endsAt: endsAt.toISOString(),
          free,
        })),
  };
}
