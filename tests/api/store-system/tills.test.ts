import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import {
  listReceipts,
  readReceipt,
  recordReceipt,
  recordReceipts,
} from '../../../modules/store-system/tills/contracts.ts';
import { cashRounding } from '../../../modules/store-system/tills/domain.ts';
import { receiptsImport } from '../../../modules/store-system/tills/import.ts';
import { web } from '../../support/baskets.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeGtin, makeItem } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { nextNumber } from '../../support/make/sequence.ts';

describe('receipts of tills', () => {
  const server = useServer({ modules: ['base', 'store-system'] });
  let shop: string;
  let till: Caller;
  let gtin: string;

  beforeEach(async () => {
    const { db } = server.database;
    shop = await makeLocation(db);
    gtin = makeGtin();
    await makeItem(db, { gtin, listPriceMinor: 3_000 });
    till = await server.program(['receipts:write']);
  });

  /** 3 for 2 at 30.00 each, shared over the three: 20.00 each, paid by card. */
  const sale = (more: object = {}) => ({
    externalId: `R-${nextNumber()}`,
    tillId: '1',
    issuedAt: '2026-11-21T10:15:00+01:00',
    lines: [
      {
        gtin,
        pieces: [
          {
            quantity: 3,
            listPriceMinor: 3_000,
            discounts: [{ reason: '3×2', amountMinor: 1_000 }],
          },
        ],
      },
    ],
    tenders: [{ kind: 'card' as const, amountMinor: 6_000 }],
    ...more,
  });
  const record = (receipt: ReturnType<typeof sale>, idempotencyKey?: string) =>
    server.call(
      recordReceipt,
      { locationId: shop, ...receipt },
      { as: till, ...(idempotencyKey ? { idempotencyKey } : {}) },
    );

  it('keep the share of every discount in each piece, and VAT by rate of the document', async () => {
    const { receiptId } = await record(
      sale({ fiscal: { rtSerial: '99MEY1', zNumber: 8, documentNumber: nextNumber() } }),
    );
    const receipt = await server.call(readReceipt, { locationId: shop, receiptId }, { as: till });
    expect(receipt).to.include({ totalMinor: 6_000, discountMinor: 3_000, vatMinor: 1_082 });
    expect(receipt.lines[0]!.pieces).to.deep.equal([
      {
        quantity: 3,
        listPriceMinor: 3_000,
        payMinor: 2_000,
        discounts: [{ promotionId: null, reason: '3×2', amountMinor: 1_000 }],
      },
    ]);
  });

  it('6.1: take VAT out of the document’s total, not line by line', async () => {
    const piece = { quantity: 1, listPriceMinor: 990, discounts: [] };
    const { receiptId } = await record(
      sale({
        lines: [
          { gtin, pieces: [piece] },
          { gtin, pieces: [piece] },
        ],
        tenders: [{ kind: 'card', amountMinor: 1_980 }],
      }),
    );
    const { vatMinor } = await server.call(
      readReceipt,
      { locationId: shop, receiptId },
      { as: till },
    );
    expect(vatMinor).to.equal(357);
  });

  it('6.3: round to five cents what is paid in cash, and nothing else', async () => {
    expect(
      [1_052, 1_854, 5_898, 2_099, 196].map((total) => total + cashRounding(total)),
    ).to.deep.equal([1_050, 1_855, 5_900, 2_100, 195]);
    const lines = [{ gtin, pieces: [{ quantity: 1, listPriceMinor: 2_099, discounts: [] }] }];
    await record(
      sale({ lines, roundingMinor: 1, tenders: [{ kind: 'cash', amountMinor: 2_100 }] }),
    );
    const mixed = sale({
      lines,
      roundingMinor: 1,
      tenders: [
        { kind: 'card', amountMinor: 1_000 },
        { kind: 'cash', amountMinor: 1_100 },
      ],
    });
    const refused = await server.refusalOf(
      recordReceipt,
      { locationId: shop, ...mixed },
      { as: till },
    );
    expect(refused).to.include({ status: 422, slug: 'receipt-does-not-add-up' });
  });

  it('are taken once, however often and however close the same one comes', async () => {
    const receipt = sale();
    const answers = await Promise.all(Array.from({ length: 8 }, () => record(receipt)));
    expect(new Set(answers.map(({ receiptId }) => receiptId)).size).to.equal(1);
    expect(answers.filter(({ existed }) => !existed)).to.have.lengthOf(1);
    const key = newId();
    const other = sale();
    expect(await record(other, key)).to.deep.equal(await record(other, key));
  });

  it('are refused under a number that has another content, and when their sums differ', async () => {
    const receipt = sale();
    await record(receipt);
    const refusal = (changed: object) =>
      server.refusalOf(recordReceipt, { locationId: shop, ...receipt, ...changed }, { as: till });
    expect(await refusal({ tillId: '2' })).to.include({ status: 409, slug: 'receipt-exists' });
    expect(
      await refusal({ externalId: 'altro', tenders: [{ kind: 'card', amountMinor: 5_999 }] }),
    ).to.include({ slug: 'receipt-does-not-add-up' });
  });

  it('come many at once: those that are wrong are told, the others are taken', async () => {
    const good = [sale(), sale()];
    const wrong = sale({ tenders: [{ kind: 'card', amountMinor: 1 }] });
    const strange = sale({
      lines: [
        { gtin: '8050000000017', pieces: [{ quantity: 1, listPriceMinor: 6_000, discounts: [] }] },
      ],
    });
    const batch = await server.call(
      recordReceipts,
      { locationId: shop, receipts: [good[0]!, wrong, good[1]!, strange, good[0]!] },
      { as: till },
    );
    expect(batch).to.deep.include({ taken: 2, existed: 1 });
    expect(batch.refused.map(({ externalId, problem }) => [externalId, problem])).to.deep.equal([
      [wrong.externalId, 'receipt-does-not-add-up'],
      [strange.externalId, 'unknown-items'],
    ]);
    const { items } = await server.call(
      listReceipts,
      { locationId: shop, day: '2026-11-21' },
      { as: till },
    );
    expect(items).to.have.lengthOf(2);
  });

  it('cannot stand in the tables when they do not add up', async () => {
    const { receiptId } = await record(sale());
    const outcome = await server.database
      .db('ss_receipt')
      .where({ id: receiptId })
      .update({ total_minor: 5_000 })
      .catch((error: unknown) => error);
    expect(String(outcome)).to.include('ss_receipt').and.include('total 5000');
  });

  it('come in from a file, by the clocks of the shop, paid as a whole', async () => {
    const { db } = server.database;
    const externalId = `F-${nextNumber()}`;
    const line = (paidMinor: number) => ({
      line: 2,
      entry: {
        locationId: shop,
        externalId,
        tillId: '1',
        // Without an offset: by the clocks of the shop.
        issuedAt: '2026-11-20T10:00',
        gtin,
        quantity: 1,
        listPriceMinor: 3_000,
        paidMinor,
        tender: 'cash',
        rtSerial: '',
        zNumber: 0,
        documentNumber: 0,
      },
    });
    const lines = [line(2_500), line(3_000), line(1_000)];
    await inTransaction(db, web, (tx) => receiptsImport.apply(tx, lines, newId()));
    const receipt = await db('ss_receipt')
      .where({ external_id: `2026-11-20/1/${externalId}` })
      .first();
    expect(receipt).to.include({ total_minor: 6_500, discount_minor: 2_500 });
    expect(receipt.issued_at.toISOString()).to.equal('2026-11-20T09:00:00.000Z');
    expect(await db('ss_receipt_line').where({ receipt_id: receipt.id })).to.have.lengthOf(3);
  });
});
