import { expect } from 'chai';
import type { TransferCard } from '../../../modules/store-system/transfers/contracts.ts';
import {
  EMPTY_RECEIPT,
  linesToReceive,
  receiptOf,
  sumsOf,
  withCount,
  withoutSent,
  withScan,
} from '../../../modules/store-system/transfers/ui/receipt-form.ts';

const [COAT, SHIRT, STRANGER] = ['8057190402881', '8057190402898', '8057190402904'] as const;

/** Two coats and a shirt on the paper. Only what the form reads is filled in. */
const card = {
  lines: [
    { lineId: 'coat', item: { gtin: COAT } },
    { lineId: 'shirt', item: { gtin: SHIRT } },
  ],
} as unknown as TransferCard;
const shipment = {
  lines: [
    { lineId: 'coat', quantity: 2, received: 0, damaged: 0, settled: 0, missing: 2 },
    { lineId: 'shirt', quantity: 1, received: 0, damaged: 0, settled: 0, missing: 1 },
  ],
} as unknown as TransferCard['shipments'][number];
const scanned = (...gtins: readonly string[]) =>
  gtins.reduce((form, gtin) => withScan(card, shipment, form, gtin).form, EMPTY_RECEIPT);
const seen = (form: ReturnType<typeof scanned>) => linesToReceive(card, shipment, form);

describe('what is counted of a parcel', () => {
  it('is nothing until somebody counts: then lines without a count ask for one', () => {
    expect(sumsOf(seen(EMPTY_RECEIPT), EMPTY_RECEIPT)).to.include({ begun: false, uncounted: 2 });
    const form = scanned(COAT);
    expect(sumsOf(seen(form), form)).to.include({ begun: true, uncounted: 1, found: 1, short: 1 });
  });

  it('takes a typed nought for a count, and sends it', () => {
    const form = withCount(scanned(COAT, COAT), 'shirt', { good: 0, damaged: 0 });
    const lines = seen(form);
    expect(sumsOf(lines, form)).to.include({ uncounted: 0, short: 1, found: 2 });
    expect(receiptOf(lines, form, 'parcel', true).lines).to.deep.equal([
      { lineId: 'coat', good: 2, damaged: 0 },
      { lineId: 'shirt', good: 0, damaged: 0 },
    ]);
  });

  it('tells too many from those the paper does not name', () => {
    const form = scanned(SHIRT, SHIRT, STRANGER, STRANGER);
    const lines = seen(form);
    expect(sumsOf(lines, form)).to.include({ over: 1, unexpected: 2, found: 4 });
    expect(lines.map(({ verdict }) => verdict)).to.deep.equal(['open', 'over']);
    expect(seen(scanned(COAT))[0]!.verdict).to.equal('short');
    expect(receiptOf(lines, form, 'parcel', false)).to.deep.include({
      complete: false,
      unexpected: [{ gtin: STRANGER, good: 2, damaged: 0 }],
    });
  });

  it('counts damaged pieces as found', () => {
    const form = withCount(EMPTY_RECEIPT, 'coat', { good: 1, damaged: 1 });
    expect(seen(form)[0]).to.include({ verdict: 'whole' });
    expect(sumsOf(seen(form), form)).to.include({ damaged: 1, short: 0 });
  });

  it('is what was scanned since, once a part of it is written down', () => {
    const sent = withCount(scanned(COAT, STRANGER), 'shirt', { good: 0, damaged: 1 });
    expect(withoutSent(sent, sent)).to.deep.equal(EMPTY_RECEIPT);
    const since = withScan(card, shipment, withScan(card, shipment, sent, COAT).form, SHIRT).form;
    expect(withoutSent(since, sent)).to.deep.equal({
      lines: { coat: { good: 1, damaged: 0 }, shirt: { good: 1, damaged: 0 } },
      unexpected: {},
    });
  });

  it('keeps a typed nought that the receipt did not have, and never falls below nothing', () => {
    const nought = withCount(EMPTY_RECEIPT, 'shirt', { good: 0, damaged: 0 });
    expect(withoutSent(nought, scanned(COAT))).to.deep.equal(nought);
    const corrected = withCount(EMPTY_RECEIPT, 'coat', { good: 1, damaged: 0 });
    expect(withoutSent(corrected, scanned(COAT, COAT))).to.deep.equal(EMPTY_RECEIPT);
  });
});
