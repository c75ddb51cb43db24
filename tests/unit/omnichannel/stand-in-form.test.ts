import { expect } from 'chai';
import {
  daysOf,
  emptyStandIn,
  flawOf,
  spanOf,
} from '../../../modules/omnichannel/approvals/ui/stand-in-form.ts';

const ROME = 'Europe/Rome';
const TODAY = '2026-11-22';
const NOW = new Date('2026-11-22T11:00:00Z');

describe('the days on which somebody stands in', () => {
  const form = { ...emptyStandIn(TODAY), personId: 'p', last: '2026-11-24' };

  it('begin now when the first is today, and end with the last', () => {
    expect(spanOf(form, ROME, NOW)).to.deep.equal({ validUntil: '2026-11-24T23:00:00.000Z' });
  });

  it('begin with a midnight of the shop when the first is yet to come', () => {
    const span = spanOf({ first: '2026-11-23', last: '2026-11-23' }, ROME, NOW);
    expect(span).to.deep.equal({
      validFrom: '2026-11-22T23:00:00.000Z',
      validUntil: '2026-11-23T23:00:00.000Z',
    });
    expect(daysOf({ validFrom: span.validFrom!, validUntil: span.validUntil }, ROME)).to.deep.equal(
      { first: '2026-11-23', last: '2026-11-23' },
    );
  });

  it('are asked for when one of them is missing, turned round, or past', () => {
    expect(flawOf(form, TODAY)).to.equal(null);
    expect(flawOf({ ...form, personId: null }, TODAY)).to.equal('choosePerson');
    expect(flawOf({ ...form, last: '' }, TODAY)).to.equal('noDays');
    expect(flawOf({ ...form, first: '2026-11-25' }, TODAY)).to.equal('daysTurned');
    const past = { ...form, first: '2026-11-19', last: '2026-11-20' };
    expect(flawOf(past, TODAY)).to.equal('dayGone');
  });
});
