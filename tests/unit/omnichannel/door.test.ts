import { expect } from 'chai';
import { doorAt } from '../../../modules/omnichannel/pickup/ui/door.ts';

const MORNING = { opens: '2026-11-23T09:00:00.000Z', closes: '2026-11-23T12:00:00.000Z' };
const AFTERNOON = { opens: '2026-11-23T14:30:00.000Z', closes: '2026-11-23T18:30:00.000Z' };
const TOMORROW = { opens: '2026-11-24T09:00:00.000Z', closes: '2026-11-24T12:00:00.000Z' };
const OPENINGS = [MORNING, AFTERNOON, TOMORROW];

describe('the door of a shop, on a screen that was read in the morning', () => {
  const at = (time: string) => doorAt(OPENINGS, new Date(time));

  it('opens in the morning', () => {
    expect(at('2026-11-23T08:59:59Z')).to.deep.equal({ open: false, opensAt: MORNING.opens });
    expect(at('2026-11-23T09:00:00Z')).to.deep.equal({ open: true, closesAt: MORNING.closes });
  });

  it('closes at midday and opens again', () => {
    expect(at('2026-11-23T11:59:59Z')).to.deep.equal({ open: true, closesAt: MORNING.closes });
    expect(at('2026-11-23T12:00:00Z')).to.deep.equal({ open: false, opensAt: AFTERNOON.opens });
    expect(at('2026-11-23T15:00:00Z')).to.deep.equal({ open: true, closesAt: AFTERNOON.closes });
  });

  it('closes in the evening, and opens on the next day', () => {
    expect(at('2026-11-23T20:00:00Z')).to.deep.equal({ open: false, opensAt: TOMORROW.opens });
    expect(at('2026-11-24T10:00:00Z')).to.deep.equal({ open: true, closesAt: TOMORROW.closes });
  });

  it('says no opening when none is in sight', () => {
    expect(at('2026-11-24T12:00:00Z')).to.deep.equal({ open: false, opensAt: null });
  });
});
