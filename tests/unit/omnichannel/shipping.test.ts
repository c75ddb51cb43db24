import { expect } from 'chai';
import type { LineFile, OrderFile } from '../../../modules/omnichannel/orders/domain/file.ts';
import { isSameAddress } from '../../../modules/omnichannel/orders/domain/fulfilment.ts';
import { makeReady, stage } from '../../../modules/omnichannel/orders/domain/life.ts';
import { moveTo } from '../../../modules/omnichannel/orders/domain/move.ts';
import type { OrderState } from '../../../modules/omnichannel/orders/domain/order.ts';
import {
  chooseShipping,
  giveToCarrier,
  mayChooseShipping,
} from '../../../modules/omnichannel/orders/domain/shipping.ts';
import { waitsForCarrier, partOf } from '../../../modules/omnichannel/pickup/live.ts';
import {
  latestDelivery,
  withdrawalDeadline,
} from '../../../modules/omnichannel/withdrawals/domain.ts';
import { HOME } from '../../support/make/address.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const ENDING = { at: NOW, businessDay: '2026-11-21' };

function order(state: OrderState, line: Partial<LineFile> = {}, given: Partial<OrderFile> = {}) {
  const none = { picked: 0, short: 0, collected: 0, refused: 0, noShow: 0, cancelled: 0 };
  const lines = [{ lineId: 'coat', quantity: 2, ...none, toPutBack: 0, state, ...line }];
  const money = { totalMinor: 100_00, paidMinor: 100_00, cancelledMinor: 0, refundMinor: 0 };
  return {
    ...{ orderId: 'order', version: 3, locationId: 'MI01', state, picker: null, bags: [] },
    ...money,
    ...{ fulfilment: 'pickup', shipTo: null, atRisk: false, answerBy: null, lines, ...given },
  } as unknown as OrderFile;
}
const sent = { fulfilment: 'shipping', shipTo: HOME } as const;

describe('sending an order', () => {
  it('is chosen until the first piece is in somebody’s hands, and not while one is missing', () => {
    for (const state of ['placed', 'acknowledged', 'picking'] as const) {
      const decision = chooseShipping(order(state), HOME);
      expect(decision).to.have.nested.include({ outcome: 'moved', 'file.fulfilment': 'shipping' });
      expect(decision).to.have.nested.include({ 'file.version': 4, 'file.state': state });
    }
    expect(chooseShipping(order('picking', { picked: 1 }), HOME)).to.include({
      because: 'already-picked',
    });
    expect(chooseShipping(order('short', { short: 1 }), HOME)).to.include({ because: 'state' });
    for (const state of ['picked', 'staged', 'ready'] as const) {
      const inBag = order(state, { picked: 2 });
      expect(chooseShipping(inBag, HOME), state).to.include({ because: 'state' });
      expect(mayChooseShipping(inBag), state).to.equal(false);
    }
  });

  it('is offered for what is paid', () => {
    expect(mayChooseShipping(order('placed'))).to.equal(true);
    expect(mayChooseShipping(order('placed', {}, { paidMinor: 99_99 }))).to.equal(false);
  });

  it('keeps its promise when the bag stands on the shelf, and is ready for nobody', () => {
    const bag = { bags: ['B-1'], shelf: 'C4' };
    const staged = stage(order('picked', { picked: 2 }, sent), bag, NOW, 42);
    if (staged.outcome === 'refused') throw new Error(staged.because);
    expect(staged.file).to.include({ state: 'staged', readyAt: NOW, minutesToReady: 42 });
    expect(partOf(staged.file)).to.equal('ready');
    const promise = { collectBy: NOW, notifyAt: NOW, minutesToReady: 42 };
    expect(makeReady(staged.file, promise, NOW)).to.include({ because: 'state' });
    expect(waitsForCarrier({ state: 'staged', fulfilment: 'pickup' })).to.equal(false);
    expect(partOf({ state: 'staged', fulfilment: 'pickup' })).to.equal('inPreparation');
  });

  it('leaves whole with the carrier: every open piece, none that was cancelled', () => {
    const staged = order('staged', { picked: 1, cancelled: 1, toPutBack: 1 }, sent);
    const left = giveToCarrier(staged, ENDING);
    if (left.outcome === 'refused') throw new Error(left.because);
    expect(left.file).to.include({ state: 'collected', endedAt: NOW, paidMinor: 100_00 });
    expect(left.file.lines[0]).to.include({ collected: 1, picked: 0, toPutBack: 1 });
    expect(giveToCarrier(order('staged', { picked: 2 }), ENDING)).to.include({ because: 'state' });
    expect(giveToCarrier(order('picked', { picked: 2 }, sent), ENDING)).to.include({
      because: 'state',
    });
  });

  it('goes with the order to another shop, but is not moved there by its customer', () => {
    const to = { locationId: 'MI02', acknowledgeBy: NOW, readyBy: NOW };
    expect(moveTo(order('placed', {}, sent), to, 'staff')).to.have.nested.include({
      'file.fulfilment': 'shipping',
      'file.shipTo': HOME,
    });
    expect(moveTo(order('placed', {}, sent), to, 'customer')).to.include({ because: 'state' });
  });

  it('knows the same address from another', () => {
    expect(isSameAddress({ ...HOME }, HOME)).to.equal(true);
    expect(isSameAddress(null, HOME)).to.equal(false);
    for (const part of Object.keys(HOME)) {
      expect(isSameAddress({ ...HOME, [part]: 'x' }, HOME), part).to.equal(false);
    }
  });

  it('leaves fourteen days to withdraw from the latest day of delivery', () => {
    const until = withdrawalDeadline('Europe/Rome', latestDelivery(NOW), () => false);
    // Sent on 21 November, there by 21 December, to the end of 4 January.
    expect(until.toISOString()).to.equal('2027-01-04T23:00:00.000Z');
  });
});
