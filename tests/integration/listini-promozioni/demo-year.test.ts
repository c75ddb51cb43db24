import { expect } from 'chai';
import { demoCatalogue } from '../../../seeds/demo/catalogue.ts';
import { demoCustomers } from '../../../seeds/demo/customers.ts';
import { demoLocations } from '../../../seeds/demo/locations.ts';
import { demoPeople } from '../../../seeds/demo/people.ts';
import { learnGoods } from '../../../seeds/demo/demo.ts';
import { merchandisers } from '../../../seeds/demo/prices/colleagues.ts';
import { soldBaskets } from '../../../seeds/demo/prices/receipt-plan.ts';
import { writePriceLists } from '../../../seeds/demo/prices/write-prices.ts';
import { writePromotions } from '../../../seeds/demo/prices/write-promotions.ts';
import { writeReceipts } from '../../../seeds/demo/prices/write-receipts.ts';
import { demoStock } from '../../../seeds/demo/stock-history.ts';
import { writeCatalogue, writeCustomers, writeLocations } from '../../../seeds/demo/write-base.ts';
import { seedReference } from '../../../seeds/reference/reference.ts';
import { useDatabase } from '../../support/database.ts';

const DAY = 86_400_000;
const RECEIPTS = 400;

describe('the demo chain’s year of prices', function () {
  this.timeout(60_000);

  // The plan follows the calendar, so what the law allows must not depend on the day of the first start.
  for (const days of [0, 130]) {
    describe(`made ${days} days from now`, () => {
      const database = useDatabase();

      it('has six lists, forty promotions of every kind, and receipts that cost what prices said then', async () => {
        const { db } = database;
        const today = new Date(Date.now() + days * DAY);
        const [locations, styles] = [demoLocations(), demoCatalogue(400)];
        const customers = demoCustomers().slice(0, 200);
        await db.transaction(seedReference);
        await writeLocations(db, locations, today.getUTCFullYear());
        await writeCatalogue(db, styles);
        await writeCustomers(db, customers, today);
        await learnGoods(db, today);
        const colleagues = merchandisers(demoPeople(locations));
        const scene = { db, colleagues, styles, today };
        await writePromotions(scene, await writePriceLists(scene, locations));
        const { movements } = demoStock(styles, locations, today);
        const baskets = soldBaskets(RECEIPTS, { styles, locations, customers, movements, today });
        const items = styles.flatMap((style) => style.items.map(({ id }) => id));
        await writeReceipts(db, baskets, items, today, () => undefined);

        expect(await figures()).to.deep.equal({
          lists: 6,
          promotions: 40,
          templates: 15,
          receipts: baskets.length,
          // Every piece that the ledger says was sold stands on the receipt it names.
          unsold: 0,
          // Whatever stands on no list costs what the catalogue says; all else was told at its instant.
          reduced: true,
        });
      });

      async function figures() {
        const { rows } = await database.db.raw<{ rows: Record<string, unknown>[] }>(`
          select (select count(*)::integer from lp_price_list) as lists,
            (select count(*)::integer from lp_promotion) as promotions,
            (select count(distinct template ->> 'id')::integer from lp_promotion_version) as templates,
            (select count(*)::integer from ss_receipt) as receipts,
            (select count(*)::integer from ss_movement movement
              where movement.reason_code = 'sale' and not exists (
                select from ss_receipt receipt join ss_receipt_line line on line.receipt_id = receipt.id
                where receipt.external_id = movement.document_id and line.item_id = movement.item_id)
            ) as unsold,
            exists (select from ss_receipt where discount_minor > 0) as reduced`);
        return rows[0];
      }
    });
  }
});
