import { expect } from 'chai';
import {
  orderState,
  type LineFile,
  type OrderFile,
} from '../../../modules/omnichannel/orders/domain/file.ts';
import {
  acknowledge,
  arrive,
  collect,
  customerTold,
  letGo,
  makeReady,
  pick,
  putBack,
  stage,
  take,
  undoReady,
  unpick,
  type Decision,
} from '../../../modules/omnichannel/orders/domain/life.ts';
import { allOpen, cancelPieces } from '../../../modules/omnichannel/orders/domain/cancel.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const ENDING = { at: NOW, businessDay: '2026-11-21' };
const LUCA = { id: 'luca', name: 'Luca Pini', takenAt: NOW };
const PROMISE = {
  collectBy: new Date('2026-11-28T18:30:00Z'),
  notifyAt: new Date(+NOW + 8_000),
  minutesToReady: 42,
};

function line(given: Partial<LineFile> = {}): LineFile {
  return {
    lineId: 'coat',
    externalLineId: '1',
    itemId: 'item',
    gtin: '8050000000011',
    quantity: 1,
    state: 'placed',
    picked: 0,
    short: 0,
    collected: 0,
    refused: 0,
    noShow: 0,
    cancelled: 0,
    toPutBack: 0,
    ...given,
  };
}

/** A placed order of these lines; a life of it is a list of steps. */
function order(...lines: LineFile[]): OrderFile {
  const none = null;
  return {
    orderId: 'order',
    version: 1,
    companyId: 'company',
    number: 1,
    channel: 'web',
    externalId: 'W-1',
    contractFlow: 'A',
    customerId: none,
    contactName: 'Marta',
    contactSurname: 'Rinaldi',
    contactPhoneEnding: none,
    hasEmail: true,
    chosenLocationId: 'MI01',
    locationId: 'MI01',
    fulfilment: 'pickup',
    shipTo: none,
    state: 'placed',
    placedAt: NOW,
    acknowledgeBy: NOW,
    readyBy: NOW,
    firstReadyBy: none,
    delayedFrom: none,
    undoDelayUntil: none,
    escalatedAt: none,
    collectBy: none,
    expectedAt: none,
    acknowledgedAt: none,
    picker: none,
    waveId: none,
    atRisk: false,
    answerBy: none,
    stagedAt: none,
    shelf: none,
    bags: [],
    readyAt: none,
    minutesToReady: none,
    notifyAt: none,
    notifiedAt: none,
    extendedAt: none,
    arrivedAt: none,
    endedAt: none,
    endedOn: none,
    cancelledBecause: none,
    codeDigest: '',
    codeEnding: '',
    currency: 'EUR',
    totalMinor: 100_00,
    cancelledMinor: 0,
    paidMinor: 100_00,
    refundMinor: 0,
    refundedMinor: 0,
    shippingFeeMinor: 0,
    takesLimits: false,
    lines,
  };
}

type Verb = (file: OrderFile) => Decision;
const after = (file: OrderFile, ...verbs: Verb[]): OrderFile =>
  verbs.reduce((now, verb) => {
    const decision = verb(now);
    if (decision.outcome === 'refused') throw new Error(`refused: ${decision.because}`);
    return decision.file;
  }, file);

const acknowledged: Verb = (file) => acknowledge(file, NOW);
const taken: Verb = (file) => take(file, LUCA, false);
const picked =
  (lineId = 'coat'): Verb =>
  (file) =>
    pick(file, lineId, 'luca');
const staged: Verb = (file) => stage(file, { bags: ['B-1'], shelf: 'B3' }, NOW, 42);
const readied: Verb = (file) => makeReady(file, PROMISE, NOW);
const told: Verb = (file) => customerTold(file, NOW);
const cancelled: Verb = (file) =>
  cancelPieces(file, allOpen(file), { because: 'ripensamento', minor: 100_00, ending: ENDING });
const handed =
  (quantity = 1): Verb =>
  (file) =>
    collect(file, [{ lineId: 'coat', quantity }], 0, ENDING);
const toReady = [acknowledged, taken, picked(), staged, readied];

describe('the life of an order', () => {
  it('goes one way, one version at a time', () => {
    const file = after(order(line()), ...toReady, told, handed());

    expect(file).to.include({ state: 'collected', version: 8, endedOn: '2026-11-21' });
    expect(file.lines[0]).to.include({ state: 'collected', collected: 1, picked: 0 });
  });

  it('takes no short cut', () => {
    const placed = order(line());
    for (const verb of [taken, picked(), staged, readied, told, handed()]) {
      expect(verb(placed)).to.deep.equal({ outcome: 'refused', because: 'state' });
    }
  });

  it('does nothing after its end but putting pieces back', () => {
    const end = after(order(line()), ...toReady, handed());
    for (const verb of [
      acknowledged,
      taken,
      picked(),
      staged,
      readied,
      told,
      handed(),
      cancelled,
    ]) {
      expect(verb(end)).to.deep.equal({ outcome: 'refused', because: 'state' });
    }
  });

  it('belongs to whoever takes it, until a colleague takes it over', () => {
    const mine = after(order(line()), acknowledged, taken);
    const noemi = { id: 'noemi', name: 'Noemi Ferri', takenAt: NOW };

    expect(take(mine, noemi, false)).to.include({ because: 'taken' });
    expect(pick(mine, 'coat', 'noemi')).to.include({ because: 'taken' });
    const hers = after(mine, picked(), (file) => take(file, noemi, true));
    expect(hers.picker?.id).to.equal('noemi');
    expect(hers.lines[0]!.picked).to.equal(1);
  });

  it('goes back to the queue only while nothing has been picked', () => {
    const mine = after(order(line({ quantity: 2 })), acknowledged, taken);
    expect(after(mine, (file) => letGo(file, 'luca'))).to.include({ state: 'acknowledged' });
    expect(letGo(after(mine, picked()), 'luca')).to.include({ because: 'state' });
  });

  it('is picked when every piece of every line is, and no longer when one goes back', () => {
    const two = order(line({ quantity: 2 }), line({ lineId: 'scarf' }));
    const half = after(two, acknowledged, taken, picked(), picked());
    expect(half.state).to.equal('picking');
    expect(picked()(half)).to.include({ because: 'already-picked' });

    const whole = after(half, picked('scarf'));
    expect(whole.state).to.equal('picked');
    expect(after(whole, (file) => unpick(file, 'scarf', 'luca')).state).to.equal('picking');
  });

  it('takes ready back only before the customer is told', () => {
    const ready = after(order(line()), ...toReady);
    const back = after(ready, undoReady);
    expect(back).to.include({ state: 'staged', readyAt: null, notifyAt: null, collectBy: null });
    expect(undoReady(after(ready, told))).to.include({ because: 'told' });
  });

  it('tells the customer once', () => {
    const ready = after(order(line()), ...toReady, told);
    expect(told(ready)).to.include({ because: 'state' });
  });

  it('remembers when the customer first said to be here', () => {
    const here = after(order(line()), ...toReady, (file) => arrive(file, NOW));
    expect(here.arrivedAt).to.equal(NOW);
    expect(arrive(here, new Date(+NOW + 60_000))).to.include({ because: 'state' });
  });

  it('lets a part leave and keeps the rest ready', () => {
    const two = [acknowledged, taken, picked(), picked(), staged, readied];
    const part = after(order(line({ quantity: 2 })), ...two, handed());
    expect(part).to.include({ state: 'ready', endedAt: null });
    expect(handed(2)(part)).to.include({ because: 'not-there' });
    expect(after(part, handed())).to.include({ state: 'collected' });
  });

  it('leaves to be put back what was in the bag when it is cancelled', () => {
    const half = after(order(line({ quantity: 3 })), acknowledged, taken, picked());
    const over = after(half, cancelled);
    expect(over).to.include({ state: 'cancelled', cancelledMinor: 100_00 });
    expect(over.lines[0]).to.include({ cancelled: 3, picked: 0, toPutBack: 1 });

    const done = after(over, (file) => putBack(file, 'coat', 1));
    expect(done.lines[0]!.toPutBack).to.equal(0);
    expect(putBack(done, 'coat', 1)).to.include({ because: 'state' });
  });

  it('is collected, not cancelled, when only the rest of it is cancelled', () => {
    const two = [acknowledged, taken, picked(), picked(), staged, readied];
    const file = after(order(line({ quantity: 2 })), ...two, handed(), cancelled);
    expect(file.state).to.equal('collected');
  });

  it('is as far as its slowest open line', () => {
    expect(orderState([line({ state: 'acknowledged' }), line({ state: 'placed' })])).to.equal(
      'placed',
    );
    expect(orderState([line({ state: 'ready' }), line({ state: 'staged' })])).to.equal('staged');
    expect(
      orderState([line({ state: 'cancelled', cancelled: 1 }), line({ state: 'ready' })]),
    ).to.equal('ready');
  });
});
