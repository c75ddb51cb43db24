import { expect } from 'chai';
import { systemActor } from '../../../server/auth/actor.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { closingAt, customersById, itemsByGtin, locationsById } from '../../../modules/base/api.ts';
import { useDatabase } from '../../support/database.ts';
import { makeCustomer } from '../../support/make/customer.ts';
import { makeItems } from '../../support/make/item.ts';
import { makeLocation, makeSchedule, span } from '../../support/make/location.ts';

describe('what tests are furnished with', () => {
  const database = useDatabase();

  it('is read back through the door of the module exactly as it was made', async () => {
    const schedule = makeSchedule({
      spans: [span('09:30', '13:00'), span('15:30', '24:00')],
      exceptions: { '2999-12-25': [], '2999-12-24': [span('09:30', '18:00')] },
    });
    const locationId = await makeLocation(database.db, { schedule });
    const itemIds = await makeItems(database.db, { sizes: ['40', '42'], colours: ['Nero', 'Blu'] });
    const customerId = await makeCustomer(database.db, { surname: 'Bianchi' });

    await inTransaction(database.db, systemActor('test'), async (tx) => {
      const location = (await locationsById(tx, [locationId])).get(locationId)!;
      expect(location.schedule).to.deep.equal(schedule);
      expect(location.pickupEnabled).to.equal(true);
      // Sunday 22 November 2026 is closed; on Monday at noon the midday closing is an hour away.
      expect(closingAt(location.schedule, new Date('2026-11-22T11:00:00Z'))).to.equal(null);
      expect(closingAt(location.schedule, new Date('2026-11-23T11:00:00Z'))).to.deep.equal(
        new Date('2026-11-23T12:00:00Z'),
      );

      const { rows } = await tx.sql.raw<{ rows: { gtin: string }[] }>('select gtin from base_item');
      const items = await itemsByGtin(tx, [...rows.map(({ gtin }) => gtin), '96385074']);
      expect([...items.values()].map(({ id }) => id)).to.have.members(itemIds);

      const customer = (await customersById(tx, [customerId])).get(customerId)!;
      expect(customer).to.include({ name: 'Giulia', surname: 'Bianchi', erased: false });
    });
  });
});
