import type { Read } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { locationsById, type Location } from '../../base/api.ts';

/** The shop of that code, or a refusal: whoever may work everywhere may also mistype one. */
export async function demandShop(read: Read, locationId: string): Promise<Location> {
  const shop = (await locationsById(read, [locationId])).get(locationId);
  if (!shop) throw new Refusal(notFound, { what: { it: 'il negozio', en: 'the shop' } });
  return shop;
}
