import { expect } from 'chai';
import {
  announcementOf,
  priorPrice,
  type OfferedPrice,
  type Reduction,
} from '../../../modules/listini-promozioni/price-history/domain/prior-price.ts';

// Numbers in brackets are those of the rules on price reductions (art. 17-bis Codice del consumo).

const offered = (
  from: string,
  amountMinor: number,
  more: Partial<OfferedPrice> = {},
): OfferedPrice => ({
  from,
  amountMinor,
  isGeneral: true,
  campaignId: null,
  ...more,
});
const cut = (start: string, offerMinor: number, campaignId: string | null = null): Reduction => ({
  start,
  offerMinor,
  campaignId,
});

describe('the prior price of a reduction', () => {
  const threeDays = [
    offered('2026-01-01', 100_00),
    offered('2026-05-10', 90_00),
    offered('2026-05-13', 100_00),
  ];

  it('is the lowest of the thirty days before, even if it held for three days [1.1a]', () => {
    const answer = announcementOf(threeDays, cut('2026-06-01', 80_00));
    expect(answer).to.deep.include({ allowed: true, percent: 11 });
    expect(answer.prior).to.deep.include({
      amountMinor: 90_00,
      basis: 'lowest',
      from: '2026-05-02',
      to: '2026-05-31',
    });
  });

  it('is the price already in force when the window opens, where nothing changed in it [1.1b]', () => {
    const answer = announcementOf([offered('2026-01-01', 100_00)], cut('2026-06-01', 70_00));
    expect(answer).to.deep.include({ allowed: true, percent: 30 });
    expect(answer.prior!.amountMinor).to.equal(100_00);
  });

  it('forbids to announce what does not go below it, whatever the last price was [1.2]', () => {
    const history = [offered('2026-04-01', 1_29), offered('2026-05-20', 1_69)];
    expect(announcementOf(history, cut('2026-06-01', 1_29))).to.deep.include({
      allowed: false,
      because: 'not-below-prior-price',
      // 1.29 ended on 19 May.
      allowedFrom: '2026-06-19',
    });
  });

  it('stays that of the first step in a campaign without a gap [1.3a]', () => {
    const history = [
      offered('2025-10-01', 100_00),
      offered('2026-01-03', 80_00, { campaignId: 'saldi' }),
      offered('2026-01-17', 70_00, { campaignId: 'saldi' }),
    ];
    const percents = [
      announcementOf(history.slice(0, 1), cut('2026-01-03', 80_00, 'saldi')),
      announcementOf(history.slice(0, 2), cut('2026-01-17', 70_00, 'saldi')),
      announcementOf(history, cut('2026-01-31', 50_00, 'saldi')),
    ].map((answer) => answer.allowed && [answer.prior.amountMinor, answer.percent]);
    expect(percents).to.deep.equal([
      [100_00, 20],
      [100_00, 30],
      [100_00, 50],
    ]);
  });

  it('is the lowest again after a gap, and may be announced from the day that one leaves the window [1.3b]', () => {
    const history = [
      offered('2025-10-01', 100_00),
      offered('2026-01-31', 50_00, { campaignId: 'saldi' }),
      offered('2026-02-15', 100_00),
    ];
    expect(announcementOf(history, cut('2026-03-01', 75_00, 'spring'))).to.deep.include({
      allowed: false,
      because: 'not-below-prior-price',
      allowedFrom: '2026-03-17',
    });
    expect(announcementOf(history, cut('2026-03-16', 75_00)).allowed).to.equal(false);
    const answer = announcementOf(history, cut('2026-03-17', 75_00));
    expect(answer).to.deep.include({ allowed: true, percent: 25 });
    expect(answer.prior).to.deep.include({ from: '2026-02-15', to: '2026-03-16' });
  });

  it('is not frozen for a dearer step of the same campaign', () => {
    const history = [
      offered('2025-10-01', 100_00),
      offered('2026-01-03', 60_00, { campaignId: 'saldi' }),
    ];
    expect(announcementOf(history, cut('2026-01-17', 70_00, 'saldi')).allowed).to.equal(false);
  });

  it('of perishables is the last one before the cut [1.4]', () => {
    const history = [
      offered('2026-05-01', 1_50),
      offered('2026-05-07', 1_20),
      offered('2026-05-09', 1_50),
    ];
    const answer = announcementOf(history, cut('2026-06-01', 1_00), { isPerishable: true });
    expect(answer).to.deep.include({ allowed: true, percent: 33 });
    expect(answer.prior!.amountMinor).to.equal(1_50);
  });

  it('of what is new on the market says from when to when it was asked [1.5a]', () => {
    const answer = announcementOf([offered('2026-05-20', 60_00)], cut('2026-06-01', 48_00));
    expect(answer).to.deep.include({ allowed: true, percent: 20 });
    expect(answer.prior).to.deep.include({
      basis: 'since-launch',
      from: '2026-05-20',
      to: '2026-05-31',
    });
  });

  it('counts a launch price that was asked from everybody [1.5b]', () => {
    const history = [offered('2026-05-01', 49_00), offered('2026-07-01', 59_00)];
    expect(announcementOf(history, cut('2026-07-10', 52_00)).allowed).to.equal(false);
  });

  it('is that of each shop and channel: the web went lower, the shop did not [1.6]', () => {
    const web = [
      offered('2026-01-01', 100_00),
      offered('2026-05-10', 89_00),
      offered('2026-05-21', 100_00),
    ];
    const shop = [offered('2026-01-01', 100_00)];
    expect(announcementOf(shop, cut('2026-06-01', 80_00))).to.deep.include({ percent: 20 });
    expect(announcementOf(web, cut('2026-06-01', 80_00))).to.deep.include({ percent: 10 });
  });

  it('does not look at prices for card holders, but at codes that everybody was told [1.7a, 1.7b]', () => {
    const during = (isGeneral: boolean) => [
      offered('2026-01-01', 100_00),
      offered('2026-05-10', 85_00, { isGeneral }),
      offered('2026-05-21', 100_00),
    ];
    expect(announcementOf(during(false), cut('2026-06-01', 80_00))).to.deep.include({
      percent: 20,
    });
    expect(announcementOf(during(true), cut('2026-06-01', 80_00))).to.deep.include({ percent: 5 });
  });

  it('of the sales counts one day at a lower price only inside the thirty days [1.8]', () => {
    const dayOff = (day: string, next: string) => [
      offered('2025-09-01', 100_00),
      offered(day, 90_00),
      offered(next, 100_00),
    ];
    const start = cut('2026-01-03', 70_00, 'saldi');
    expect(priorPrice(dayOff('2025-11-28', '2025-11-29'), start)!.amountMinor).to.equal(100_00);
    expect(priorPrice(dayOff('2025-12-10', '2025-12-11'), start)!.amountMinor).to.equal(90_00);
  });

  it('is announced with whole per cent, rounded down [2.3]', () => {
    const history = [offered('2026-01-01', 49_90)];
    expect(announcementOf(history, cut('2026-06-01', 34_93))).to.deep.include({ percent: 30 });
    expect(announcementOf(history, cut('2026-06-01', 34_95))).to.deep.include({ percent: 29 });
  });

  it('does not exist for what was never offered before', () => {
    const answer = announcementOf([], cut('2026-06-01', 70_00));
    expect(answer).to.deep.include({ allowed: false, because: 'no-prior-price', prior: null });
  });

  it('is not changed by what is written after the reduction', () => {
    const later = [...threeDays, offered('2026-06-01', 80_00), offered('2026-06-20', 10_00)];
    expect(priorPrice(later, cut('2026-06-01', 80_00))).to.deep.equal(
      priorPrice(threeDays, cut('2026-06-01', 80_00)),
    );
  });
});
