import type { Caller, TestServer } from '../../support/api.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation, makeSchedule, span } from '../../support/make/location.ts';
import { nextNumber } from '../../support/make/sequence.ts';
import { makeStock } from '../../support/make/stock.ts';

/** Open every day until late: what is kept is kept until tomorrow, whenever the tests run. */
const SCHEDULE = (() => {
  const spans = [span('00:00', '24:00')];
  return makeSchedule({ week: [spans, spans, spans, spans, spans, spans, spans] });
})();

/** Two shops and a coat: two pieces in camel 42 in the other shop, one in camel 44 here. */
export interface Shop {
  readonly here: string;
  readonly there: string;
  readonly styleId: string;
  /** Camel 42: elsewhere only. */
  readonly item42: string;
  readonly gtin42: string;
  /** Camel 44: one here. */
  readonly item44: string;
  readonly gtin44: string;
  /** Marta Rinaldi, and the number she is found by. */
  readonly customerId: string;
  readonly phone: string;
  readonly clerk: Caller;
  readonly colleague: Caller;
}

export async function makeShop(server: TestServer): Promise<Shop> {
  const { db } = server.database;
  const here = await makeLocation(db, { name: 'Milano Torino 14', schedule: SCHEDULE });
  const there = await makeLocation(db, {
    name: 'Milano Buenos Aires',
    schedule: SCHEDULE,
    latitude: 45.4799,
    longitude: 9.2105,
  });
  const styleId = await makeStyle(db, { name: 'Cappotto a vestaglia Livia' });
  const item = async (size: string, sizeOrder: number): Promise<[string, string]> => {
    const id = await makeItem(db, { styleId, size, sizeOrder });
    const { gtin } = (await db('base_item').where({ id }).first('gtin')) as { gtin: string };
    return [id, gtin];
  };
  const [item42, gtin42] = await item('42', 2);
  const [item44, gtin44] = await item('44', 3);
  await makeStock(db, { locationId: there, itemId: item42, quantity: 2 });
  await makeStock(db, { locationId: here, itemId: item44, quantity: 1 });
  const phone = `349${String(nextNumber()).padStart(7, '0')}`;
  const customerId = await makeCustomer(db, {
    name: 'Marta',
    surname: 'Rinaldi',
    phone: `+39${phone}`,
  });
  const [clerk, colleague] = [
    await server.person('clerk', here),
    await server.person('clerk', there),
  ];
  return {
    here,
    there,
    styleId,
    item42,
    gtin42,
    item44,
    gtin44,
    customerId,
    phone,
    clerk,
    colleague,
  };
}
