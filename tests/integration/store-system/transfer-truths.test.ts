import { expect } from 'chai';
import { STORE_SYSTEM_CHECKS } from '../../../modules/store-system/checks/sql.ts';
import { TRANSFER_TRUTHS } from '../../../modules/store-system/transfers/sql/checks.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import {
  BY_VAN,
  makeEnds,
  makeTransferReasons,
  transferSteps,
} from '../../support/make/transfer-chain.ts';
import { differences, expectNoticed, type Planted } from '../../support/reconcile.ts';

const PLANTED: Planted = [
  [
    'transit-equals-ledger',
    `update ss_shipment_line set settled = settled + 1 where not shipment_closed`,
  ],
  [
    'transit-equals-ledger',
    `insert into ss_movement select gen_random_uuid(), location_id, item_id, from_place, to_place, 1,
       reason_code, document_kind, document_id, hold_id, actor_id, occurred_at, recorded_at,
       business_day, from_version + 900, to_version from ss_movement
     where to_place = 'transit' limit 1`,
  ],
  [
    'transfer-counts-its-documents',
    `update ss_shipment_line set received = received + 1, settled = settled - 1
     where not shipment_closed`,
  ],
  [
    'transfer-counts-its-documents',
    `update ss_transfer_line set shipped = shipped - 1 where shipped > 1`,
  ],
  ['transfer-keeps-back-its-pieces', `update ss_transfer_line set hold_id = null`],
  [
    'transfer-keeps-back-its-pieces',
    `update ss_hold set quantity = quantity + 1 where state in ('active', 'set-aside')`,
  ],
  [
    'difference-explains-what-is-missing',
    `update ss_discrepancy set resolution = 'lost', answers = 'source', resolved_at = now(),
       resolved_by = 'somebody', settled = quantity where resolution is null`,
  ],
  [
    'difference-explains-what-is-missing',
    `update ss_shipment set state = 'counted' where state = 'in-transit'`,
  ],
  [
    'ended-transfer-has-nothing-open',
    `update ss_transfer set state = 'received', ended_at = now() where ended_at is null`,
  ],
  ['transport-documents-without-holes', `update ss_document_series set last_number = 9`],
  [
    'transport-documents-without-holes',
    `update ss_shipment set document_number = 17 where document_number = 1`,
  ],
  ['incoming-is-on-its-way', `delete from ss_incoming`],
  ['incoming-is-on-its-way', `update ss_incoming set quantity = quantity + 1`],
];

describe('reconcile of transfers', () => {
  const database = useDatabase({ poolSize: 4 });

  before(
    'one is prepared, one on its way, one counted with a piece missing, one closed',
    async () => {
      const { db } = database;
      await makeTransferReasons(db);
      const [from, to] = [await makeLocation(db), await makeLocation(db)];
      const itemId = await makeItem(db);
      await makeStock(db, { locationId: from, itemId, quantity: 20 });
      const steps = transferSteps(db, makeEnds(from, to));
      const lines = [{ itemId, quantity: 3 }];
      const begun = async () => {
        const { transfer, lines: asked } = await steps.send({
          from,
          to,
          causal: 'between-stores',
          lines,
        });
        const { transferId } = transfer;
        const { lineId } = asked[0]!;
        await steps.setPicked({ transferId, lineId, picked: 3 });
        return { transferId, lineId };
      };
      const shipped = async () => {
        const { transferId, lineId } = await begun();
        return { lineId, ...(await steps.ship({ transferId, ...BY_VAN })) };
      };
      await begun();
      await shipped();
      const short = await shipped();
      await steps.receive({
        shipmentId: short.shipmentId,
        lines: [{ lineId: short.lineId, good: 2, damaged: 0 }],
        complete: true,
      });
      await steps.confirm({ shipmentId: (await shipped()).shipmentId });
    },
  );

  it('finds nothing where nothing is wrong', async () => {
    expect(await differences(database.db, STORE_SYSTEM_CHECKS)).to.deep.equal([]);
  });

  for (const [check, statement] of PLANTED) {
    it(`notices by ${check}: ${statement.replace(/\s+/g, ' ')}`, () =>
      expectNoticed(database.db, [`store-system.${check}`, statement], STORE_SYSTEM_CHECKS));
  }

  it('tries every check there is', () => {
    const tried = new Set(PLANTED.map(([check]) => check));
    expect([...tried]).to.have.members(TRANSFER_TRUTHS.map(({ name }) => name));
  });
});
