import { expect } from 'chai';
import {
  mostLike,
  type Alternative,
  type LikeItem,
} from '../../../modules/omnichannel/picking/domain/likeness.ts';
import {
  fallbackOf,
  isProposed,
  proposalsFor,
  sameAnswer,
} from '../../../modules/omnichannel/picking/domain/proposal.ts';
import type { LineFile, OrderFile } from '../../../modules/omnichannel/orders/domain/file.ts';
import {
  foundAfterAll,
  goOnWithout,
  piecesToTake,
  reportShort,
  weighRisk,
} from '../../../modules/omnichannel/orders/domain/short.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const ENDING = { at: NOW, businessDay: '2026-11-21' };

function line(given: Partial<LineFile> = {}): LineFile {
  return {
    lineId: 'coat',
    externalLineId: '1',
    itemId: 'item',
    gtin: '8050000000011',
    quantity: 2,
    state: 'picking',
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

function order(...lines: LineFile[]): OrderFile {
  return {
    orderId: 'order',
    version: 3,
    state: 'picking',
    locationId: 'MI01',
    picker: { id: 'luca', name: 'Luca Pini', takenAt: NOW },
    waveId: 'wave',
    atRisk: false,
    answerBy: null,
    totalMinor: 300_00,
    cancelledMinor: 0,
    paidMinor: 300_00,
    refundMinor: 0,
    refundedMinor: 0,
    lines,
  } as unknown as OrderFile;
}

const short = (file: OrderFile, quantity = 1) => reportShort(file, 'coat', quantity, 'luca');
const moved = (decision: ReturnType<typeof short>): OrderFile => {
  if (decision.outcome === 'refused') throw new Error(decision.because);
  return decision.file;
};

describe('pieces of a line that are missing', () => {
  it('are reported by who walks for them, as far as pieces are still to be taken', () => {
    const file = order(line({ picked: 1 }));
    expect(moved(short(file)).lines[0]).to.include({ short: 1, picked: 1, state: 'short' });
    expect(short(file, 2)).to.include({ outcome: 'refused', because: 'already-picked' });
    expect(reportShort(file, 'coat', 1, 'noemi')).to.include({ because: 'taken' });
  });

  it('leave the other pieces of the line to be taken', () => {
    const after = moved(short(order(line())));
    expect(piecesToTake(after.lines[0]!)).to.equal(1);
  });

  it('make the order go on without them once somebody says so', () => {
    const waiting = { ...moved(short(order(line({ picked: 1 })))), answerBy: NOW };
    const after = moved(goOnWithout(waiting, null, 100_00, ENDING));
    expect(after).to.include({ state: 'picked', cancelledMinor: 100_00, answerBy: null });
    expect(after.lines[0]).to.include({ short: 0, cancelled: 1 });
  });

  it('are to be taken as before when they turn up', () => {
    const after = moved(foundAfterAll(moved(short(order(line()))), 'coat'));
    expect(after.lines[0]).to.include({ short: 0, state: 'picking' });
  });

  it('put an order in doubt once, and nobody’s finished one', () => {
    const file = order(line());
    expect(moved(weighRisk(file, true)).atRisk).to.equal(true);
    expect(weighRisk(file, false).outcome).to.equal('refused');
    expect(weighRisk({ ...file, state: 'cancelled' }, true).outcome).to.equal('refused');
  });
});

describe('what a customer is proposed', () => {
  const open = [
    { lineId: 'coat', short: true, paidMinor: 100_00 },
    { lineId: 'coat', short: false, paidMinor: 100_00 },
  ];
  const shops = ['A', 'B', 'C'].map((locationId) => ({
    locationId,
    name: locationId,
    distanceMetres: 100,
  }));

  it('is two other shops at most, and none once pieces are in hand', () => {
    const kinds = (file: OrderFile) =>
      proposalsFor(file, open, { substitutes: [], shops, bringer: null }).map(({ kind }) => kind);
    expect(kinds(order(line({ short: 1 })))).to.deep.equal(['move', 'move', 'partial', 'cancel']);
    expect(kinds(order(line({ short: 1, picked: 1 })))).to.deep.equal(['partial', 'cancel']);
  });

  it('is no rest when nothing is left of the order', () => {
    const file = order(line({ short: 2 }));
    const all = open.map((unit) => ({ ...unit, short: true }));
    const proposals = proposalsFor(file, all, { substitutes: [], shops: [], bringer: null });
    expect(proposals).to.deep.equal([{ kind: 'cancel', refundMinor: 200_00 }]);
    expect(fallbackOf(file, 'partial')).to.deep.equal({ kind: 'cancel' });
  });

  it('promises back no more than was paid', () => {
    const unpaid = { ...order(line({ short: 1 })), paidMinor: 0 };
    const [partial] = proposalsFor(unpaid, open, { substitutes: [], shops: [], bringer: null });
    expect(partial).to.deep.equal({ kind: 'partial', left: 1, refundMinor: 0 });
  });

  it('is answered only with what was proposed', () => {
    const proposals = proposalsFor(order(line({ short: 1 })), open, {
      substitutes: [],
      shops,
      bringer: null,
    });
    expect(isProposed(proposals, { kind: 'move', locationId: 'A' })).to.equal(true);
    expect(isProposed(proposals, { kind: 'move', locationId: 'C' })).to.equal(false);
    expect(sameAnswer({ kind: 'partial' }, { kind: 'cancel' })).to.equal(false);
  });
});

describe('what is most like a missing piece', () => {
  const coat: LikeItem = {
    id: 'coat-42-camel',
    styleId: 'coat',
    category: 'Cappotti',
    department: 'Donna',
    size: '42',
    sizeOrder: 2,
    colour: 'Cammello',
    listPriceMinor: 199_00,
    active: true,
  };
  const there = (given: Partial<LikeItem>, available = 1): Alternative<LikeItem> => ({
    item: { ...coat, ...given },
    available,
  });
  const ids = (alternatives: readonly Alternative<LikeItem>[], quantity = 1) =>
    mostLike(coat, alternatives, { quantity, most: 3 }).map(({ item }) => item.id);

  it('is first another colour, then the next size, then another style at nearly its price', () => {
    expect(
      ids([
        there({ id: 'other', styleId: 'blazer', listPriceMinor: 189_00 }),
        there({ id: 'next-size', size: '44', sizeOrder: 3 }),
        there({ id: 'green', colour: 'Verde' }),
        there({ id: 'far-size', size: '48', sizeOrder: 5 }),
      ]),
    ).to.deep.equal(['green', 'next-size', 'other']);
  });

  it('is only what is there in the wanted quantity, and still sold', () => {
    expect(
      ids(
        [
          there({ id: 'green', colour: 'Verde' }, 1),
          there({ id: 'red', colour: 'Rosso' }, 2),
          there({ id: 'old', colour: 'Nero', active: false }, 5),
        ],
        2,
      ),
    ).to.deep.equal(['red']);
  });
});
