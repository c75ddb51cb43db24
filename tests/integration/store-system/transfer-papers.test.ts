import { expect } from 'chai';
import { inTransaction } from '../../../server/db/transaction.ts';
import { systemActor } from '../../../server/auth/actor.ts';
import { drawDocument } from '../../../modules/base/printing/pdf/draw-document.ts';
import { encodeReceipt } from '../../../modules/base/printing/receipt/encode-receipt.ts';
import {
  PARCEL_LABEL,
  TRANSPORT_DOCUMENT,
  type TransportDocument,
} from '../../../modules/store-system/transfers/documents.ts';
import { setPickedTo } from '../../../modules/store-system/transfers/pick.ts';
import { receive } from '../../../modules/store-system/transfers/receive.ts';
import { resolve } from '../../../modules/store-system/transfers/resolve.ts';
import { send } from '../../../modules/store-system/transfers/request-transfer.ts';
import { ship } from '../../../modules/store-system/transfers/ship.ts';
import { useDatabase } from '../../support/database.ts';
import { makeItem } from '../../support/make/item.ts';
import { makeCompany, makeLocation } from '../../support/make/location.ts';
import { makeStock } from '../../support/make/stock.ts';
import { BY_VAN, makeTransferReasons } from '../../support/make/transfer-chain.ts';
import { paperOf as printed } from '../../support/receipt-printer.ts';

const ANYBODY = systemActor('test');

describe('the paper of a shipment', () => {
  const database = useDatabase({ poolSize: 4 });
  before(() => makeTransferReasons(database.db));

  /** Sent on this day, in two parcels, by a carrier. Gives back the paper as it was stored. */
  const sent = async (at: string, from: string, to: string) => {
    const { db } = database;
    const itemId = await makeItem(db);
    await makeStock(db, { locationId: from, itemId, quantity: 5 });
    const options = { at: new Date(at) };
    const as = <T>(work: Parameters<typeof inTransaction<T>>[2]) =>
      inTransaction(db, ANYBODY, work, options);
    const lines = [{ itemId, quantity: 3 }];
    const asked = await as((tx) => send(tx, { from, to, causal: 'between-stores', lines }));
    const { transferId } = asked.transfer;
    const { lineId } = asked.lines[0]!;
    await as((tx) => setPickedTo(tx, { transferId, lineId, picked: 3 }));
    const shipped = await as((tx) =>
      ship(tx, {
        transferId,
        ...BY_VAN,
        carriedBy: 'carrier',
        carrier: 'Corriere Espresso S.r.l.',
        parcels: 2,
        weightGrams: 4_200,
      }),
    );
    const row = await db('ss_shipment').where({ id: shipped.shipmentId }).first<{
      paper: TransportDocument;
      expected_on: string;
    }>();
    const jobs = await db('base_print_job')
      .where({ reference: `transfer:${transferId}` })
      .orderBy('id')
      .select<{ kind: string; copies: number; location_id: string }[]>();
    return { shipped, paper: row!.paper, expectedOn: row!.expected_on, jobs };
  };

  it('is a DDT between two companies: parties, reason, goods, carrier, and what the law asks for', async () => {
    const { db } = database;
    const chain = await makeCompany(db, { legalName: 'Lungarno S.p.A.' });
    const franchisee = await makeCompany(db, {
      legalName: 'Moda Nord S.r.l.',
      role: 'franchisee',
    });
    const from = await makeLocation(db, { companyId: chain, name: 'Milano Torino' });
    const to = await makeLocation(db, { companyId: franchisee, city: 'Como', province: 'CO' });
    const { paper, jobs, shipped } = await sent('2026-06-05T08:30:00Z', from, to);

    expect(paper).to.deep.include({ kind: 'ddt', number: '1/2026', day: '2026-06-05' });
    expect(paper.sender.legalName).to.equal('Lungarno S.p.A.');
    expect(paper.recipient).to.include({ legalName: 'Moda Nord S.r.l.', city: 'Como' });
    const text = printed(encodeReceipt(TRANSPORT_DOCUMENT.layout(paper, 'it')));
    for (const words of [
      'Documento di trasporto',
      'n. 1/2026',
      'del 05/06/2026',
      'D.P.R. 472/1996',
      `P. IVA ${paper.sender.vatNumber}`,
      `P. IVA ${paper.recipient.vatNumber}`,
      'Trasferimento tra punti vendita',
      'vettore: Corriere Espresso S.r.l.',
      '05/06/2026 10:30',
      'cartoni',
      '4,20 kg',
      'Colli 2',
      'Totale pezzi 3',
      shipped.code,
    ]) {
      expect(text.replace(/\s+/g, ' '), words).to.include(words);
    }
    const copies = jobs.map(({ kind, copies: times }) => `${kind} × ${times}`);
    expect(copies).to.have.members([
      'store-system.transport-document × 2',
      'store-system.parcel-label × 1',
    ]);
    const pdf = await drawDocument(TRANSPORT_DOCUMENT.layout(paper, 'it'), {
      title: 'DDT',
      at: new Date('2026-06-05T08:30:00Z'),
    });
    expect(pdf.subarray(0, 5).toString()).to.equal('%PDF-');
  });

  it('is a transfer note between places of one company, where no DDT is asked for', async () => {
    const { db } = database;
    const company = await makeCompany(db);
    const [from, to] = [
      await makeLocation(db, { companyId: company }),
      await makeLocation(db, { companyId: company }),
    ];
    const { paper, jobs } = await sent('2026-06-05T08:30:00Z', from, to);
    expect(paper.kind).to.equal('internal');
    const text = printed(encodeReceipt(TRANSPORT_DOCUMENT.layout(paper, 'it')));
    expect(text).to.include('Bolla di trasferimento');
    expect(text).to.include('D.P.R. 441/1997');
    expect(text).not.to.include('472/1996');
    expect(jobs.map(({ copies }) => copies)).to.deep.equal([1, 1]);
  });

  it('is numbered from 1 for each company and each year, by the calendar on its wall', async () => {
    const { db } = database;
    const company = await makeCompany(db);
    const [from, to] = [
      await makeLocation(db, { companyId: company }),
      await makeLocation(db, { companyId: company }),
    ];
    const numbers: string[] = [];
    // Half past eleven of New Year's Eve in Greenwich is the new year's first hour in Milan.
    for (const at of ['2026-12-31T10:00:00Z', '2026-12-31T22:30:00Z', '2026-12-31T23:30:00Z']) {
      numbers.push((await sent(at, from, to)).paper.number);
    }
    expect(numbers).to.deep.equal(['1/2026', '2/2026', '1/2027']);
    expect((await sent('2027-01-02T10:00:00Z', to, from)).paper.number).to.equal('2/2027');
  });

  it('is expected the next day unless somebody says otherwise', async () => {
    const { db } = database;
    const [from, to] = [await makeLocation(db), await makeLocation(db)];
    expect((await sent('2026-06-05T08:30:00Z', from, to)).expectedOn).to.equal('2026-06-06');
  });

  it('puts a label with its code on each parcel', () => {
    const label = {
      code: 'TR-7QM4R2XD9KTH5',
      number: '12/2026',
      transferNumber: 1042,
      from: 'MI01',
      to: { locationId: 'RM01', name: 'Roma Corso', city: 'Roma' },
      parcels: 3,
    };
    const { sheets } = PARCEL_LABEL.layout(label, 'it');
    const texts = sheets.map(({ blocks }) => JSON.stringify(blocks));
    expect(texts.map((text) => /collo \d di 3/.exec(text)?.[0])).to.deep.equal([
      'collo 1 di 3',
      'collo 2 di 3',
      'collo 3 di 3',
    ]);
    expect(texts.every((text) => text.includes('TR-7QM4R2XD9KTH5'))).to.equal(true);
  });

  it('leaves three in Milan on 5 June, two in Rome on the 7th, one to be cleared: no piece is lost before it is', async () => {
    const { db } = database;
    const [milano, roma] = [await makeLocation(db), await makeLocation(db)];
    const { shipped } = await sent('2026-06-05T08:30:00Z', milano, roma);
    const { shipmentId } = shipped;
    const row = await db('ss_shipment_line').where({ shipment_id: shipmentId }).first();
    const { line_id: lineId } = row as { line_id: string };
    const counted = [{ lineId, good: 2, damaged: 0 }];
    const onThe = <T>(at: string, work: Parameters<typeof inTransaction<T>>[2]) =>
      inTransaction(db, ANYBODY, work, { at: new Date(at) });
    const { discrepancyIds } = await onThe('2026-06-07T09:00:00Z', (tx) =>
      receive(tx, { shipmentId, lines: counted, complete: true }),
    );
    const discrepancyId = discrepancyIds[0]!;
    /** Movements of the shipment, day by day: `2026-06-05 sellable → transit 3`. */
    const ledger = async (): Promise<string[]> => {
      const rows = await db('ss_movement').where({ document_id: shipmentId }).orderBy('id').select<
        {
          business_day: string;
          from_place: string;
          to_place: string;
          quantity: number;
          reason_code: string;
        }[]
      >();
      return rows.map(
        ({ business_day: day, from_place: from, to_place: to, quantity, reason_code: why }) =>
          `${day} ${from} → ${to} ${quantity} ${why}`,
      );
    };
    const before = [
      '2026-06-05 sellable → transit 3 transfer',
      '2026-06-07 transit → sellable 2 transfer',
    ];
    expect(await ledger()).to.deep.equal(before);
    await onThe('2026-06-09T09:00:00Z', (tx) =>
      resolve(tx, { discrepancyId, resolution: 'lost', answers: 'carrier' }),
    );
    expect(await ledger()).to.deep.equal([
      ...before,
      // The sender's loss, with the reason it has.
      '2026-06-09 transit → sellable 1 transfer-lost',
      '2026-06-09 sellable → inventory-difference 1 transfer-lost',
    ]);
  });
});
