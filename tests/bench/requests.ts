import { newId } from '../../server/kernel/ids.ts';
import type { World } from './world.ts';

/** What clerks type: exact words, colours and sizes, and mistakes. */
export const WORDS = [
  'cappotto',
  'cappotto cammello 42',
  'maglione livia',
  'sciarpa bordeaux',
  'giaca',
  'borsa brera',
  'stivale nero 40',
  'gonna plissettata',
  'jeans',
  'cravata rigata',
];

/** An order of three different items, to be paid at the counter. */
export function orderOf(world: World, nth: number): object {
  const items = [0, 1, 2].map(
    (place) => world.items[(nth * 31 + place * 997) % world.items.length]!,
  );
  return {
    channel: 'web',
    externalId: newId(),
    locationId: world.locationId,
    contractFlow: 'B',
    currency: 'EUR',
    customer: { name: 'Banco', surname: 'Prova', email: `c${nth % 5_000}@example.com` },
    lines: items.map(({ gtin }, place) => ({
      externalLineId: String(place + 1),
      gtin,
      quantity: 1,
      unitPriceMinor: 4_900,
      vatRate: 22,
    })),
  };
}
