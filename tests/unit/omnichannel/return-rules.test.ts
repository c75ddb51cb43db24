import { expect } from 'chai';
import { addMonths, daysLeft } from '../../../modules/omnichannel/returns/domain/deadlines.ts';
import {
  judgeGrade,
  judgeReason,
} from '../../../modules/omnichannel/returns/domain/eligibility.ts';
import { judgeFile } from '../../../modules/omnichannel/returns/domain/judge-file.ts';
import { belowLaw } from '../../../modules/omnichannel/returns/domain/policy.ts';
import { tryTerms } from '../../../modules/omnichannel/returns/domain/trial.ts';
import { asSeenBy, needs, strictest } from '../../../modules/omnichannel/returns/domain/verdict.ts';
import { withdrawalDeadline } from '../../../modules/omnichannel/withdrawals/domain.ts';
import { makeFileFacts, makePiece, makeSale, makeTerms } from '../../support/make/return-terms.ts';

const ROME = 'Europe/Rome';
const noHoliday = () => false;

describe('the rules of returns', () => {
  const terms = makeTerms();

  it('counts the fourteen days of an order from its last piece, to the end of the last day', () => {
    // One piece collected on 3 June, the other delivered on 10 June: 24 June for both.
    const deadline = withdrawalDeadline(ROME, new Date('2026-06-10T15:00:00Z'), noHoliday);
    expect(deadline.toISOString()).to.equal('2026-06-24T22:00:00.000Z');
    const at = (now: string) =>
      judgeReason(
        terms,
        makeSale({ now: new Date(now), withdrawalUntil: deadline }),
        makePiece({ deliveredAt: new Date('2026-06-03T10:00:00Z') }),
        'withdrawal',
      ).verdict.verdict;
    expect(at('2026-06-24T21:59:00Z')).to.equal('allowed');
    expect(at('2026-06-24T22:00:00Z')).to.equal('refused');
  });

  it('takes a withdrawal that was declared in time, whenever the goods come', () => {
    const sale = makeSale({
      now: new Date('2026-08-01T10:00:00Z'),
      withdrawalUntil: new Date('2026-07-09T22:00:00Z'),
    });
    const piece = makePiece({ deliveredAt: new Date('2026-06-25T10:00:00Z'), announced: true });
    expect(judgeReason(terms, sale, piece, 'withdrawal').verdict.verdict).to.equal('allowed');
  });

  it('refuses the withdrawal of a broken seal, and still gives the guarantee', () => {
    const sale = makeSale({ now: new Date('2026-06-12T10:00:00Z') });
    const earrings = makePiece({
      deliveredAt: new Date('2026-06-10T10:00:00Z'),
      returnExclusion: true,
      sealIntact: false,
    });
    const withdrawal = judgeReason(terms, sale, earrings, 'withdrawal');
    expect(withdrawal.verdict.verdict).to.equal('refused');
    expect(withdrawal.verdict.tell!.it).to.match(/sigillo/);
    expect(judgeReason(terms, sale, earrings, 'guarantee').verdict.verdict).to.equal('allowed');
    const sealed = { ...earrings, sealIntact: true };
    expect(judgeReason(terms, sale, sealed, 'withdrawal').verdict.verdict).to.equal('allowed');
  });

  it('presumes a defect of the first year, shows the replacement first, and never pays it with a voucher', () => {
    const sale = makeSale({ now: new Date('2026-02-02T10:00:00Z') });
    const shoes = makePiece({ deliveredAt: new Date('2025-03-10T10:00:00Z'), reduced: true });
    const judged = judgeReason(terms, sale, shoes, 'guarantee');
    expect(judged.verdict.verdict).to.equal('allowed');
    expect(judged.byLaw).to.equal(true);
    expect(judged.outcomes.map(({ outcome }) => outcome)).to.deep.equal([
      'exchange',
      'original-tender',
      'other-tender',
      'voucher',
    ]);
    expect(judged.outcomes.at(-1)!.verdict.verdict).to.equal('refused');
    const later = makeSale({ now: new Date('2026-03-11T10:00:00Z') });
    expect(judgeReason(terms, later, shoes, 'guarantee').verdict.by).to.equal('store-manager');
    const over = makeSale({ now: new Date('2027-05-11T10:00:00Z') });
    expect(judgeReason(terms, over, shoes, 'guarantee').verdict.verdict).to.equal('refused');
  });

  it('gives a booking an exchange, and no voucher that nobody issues, where an order bought online gets its money back', () => {
    const now = new Date('2026-06-10T10:00:00Z');
    const piece = makePiece({ deliveredAt: new Date('2026-06-01T10:00:00Z') });
    const withdrawalUntil = new Date('2026-06-15T22:00:00Z');
    const booking = makeSale({ now, withdrawalUntil, flow: 'C' });
    expect(judgeReason(terms, booking, piece, 'withdrawal').verdict.verdict).to.equal('refused');
    const goodwill = judgeReason(terms, booking, piece, 'commercial');
    expect(
      goodwill.outcomes.map(({ outcome, verdict }) => [outcome, verdict.verdict]),
    ).to.deep.equal([
      ['exchange', 'allowed'],
      ['voucher', 'refused'],
      ['original-tender', 'needs-approval'],
      ['other-tender', 'needs-approval'],
    ]);
    const online = makeSale({ now, withdrawalUntil, flow: 'B' });
    const right = judgeReason(terms, online, piece, 'withdrawal');
    expect(right.outcomes[0]).to.deep.include({ outcome: 'original-tender' });
    expect(right.outcomes[0]!.verdict.verdict).to.equal('allowed');
  });

  it('asks the store manager beyond the clerk’s limit, the office beyond the manager’s, and of the fourth return', () => {
    const verdict = (given: Parameters<typeof makeFileFacts>[0]) => {
      const { verdict: said, by } = judgeFile(terms, makeFileFacts(given));
      return by ?? said;
    };
    expect(verdict({ backMinor: 150_00 })).to.equal('allowed');
    expect(verdict({ backMinor: 150_01 })).to.equal('store-manager');
    expect(verdict({ backMinor: 500_01, amountBy: 'web-store-manager' })).to.equal(
      'web-store-manager',
    );
    expect(verdict({ filesBefore: 2 })).to.equal('allowed');
    expect(verdict({ filesBefore: 3 })).to.equal('web-store-manager');
    expect(verdict({ channel: 'marketplace' })).to.equal('web-store-manager');
    expect(verdict({ otherCompany: true })).to.equal('web-store-manager');
    expect(verdict({ proof: 'none' })).to.equal('web-store-manager');
    expect(verdict({ clerkTodayMinor: 950_00 })).to.equal('store-manager');
    expect(verdict({ outcome: 'other-tender', otherTender: 'cash', backMinor: 5_000_00 })).to.equal(
      'refused',
    );
  });

  it('says the strictest of all rules, and with it every reason that is as strict', () => {
    const says = (it: string) => ({ it, en: it });
    const verdict = strictest([
      needs('store-manager', 'amount', says('importo')),
      needs('web-store-manager', 'proof', says('prova')),
      judgeGrade(terms, 'withdrawal', 'B'),
    ]);
    expect(verdict.by).to.equal('web-store-manager');
    expect(verdict.because.map(({ rule }) => rule)).to.deep.equal(['amount', 'proof', 'grade']);
    expect(asSeenBy(verdict, 'store-manager').verdict).to.equal('needs-approval');
    const managers = needs('store-manager', 'amount', says('importo'));
    expect(asSeenBy(managers, 'store-manager').verdict).to.equal('allowed');
    expect(asSeenBy(managers, 'clerk').verdict).to.equal('needs-approval');
  });

  it('never gives less than the law, whatever a policy says', () => {
    expect(belowLaw(terms)).to.equal(null);
    expect(belowLaw(makeTerms({ withdrawal: { days: 13, alsoInStore: true } }))).to.equal(
      'withdrawal.days',
    );
    expect(belowLaw(makeTerms({ guarantee: { months: 12, claimMonths: 2 } }))).to.equal(
      'guarantee.months',
    );
    expect(
      belowLaw(makeTerms({ grades: [{ grade: 'B', reason: 'guarantee', verdict: 'refused' }] })),
    ).to.equal('grades');
    expect(belowLaw(makeTerms({ cashUpToMinor: 5_000_00 }))).to.equal('cashUpToMinor');
  });

  it('tries another policy on the facts of a past file, and says why it differs', () => {
    const deliveredAt = '2026-06-01T10:00:00.000Z';
    const facts = {
      now: '2026-06-20T10:00:00.000Z',
      zone: ROME,
      flow: 'A' as const,
      completeAt: deliveredAt,
      file: makeFileFacts({ outcome: 'exchange', backMinor: 0 }),
      pieces: [
        {
          ...makePiece({ deliveredAt: new Date(deliveredAt) }),
          deliveredAt,
          reason: 'commercial' as const,
          grade: 'A' as const,
        },
      ],
    };
    expect(tryTerms(terms, facts).verdict.verdict).to.equal('allowed');
    const strict = makeTerms({ commercial: { days: 14, agreedDays: 30, money: 'refused' } });
    const tried = tryTerms(strict, facts).verdict;
    expect(tried.by).to.equal('store-manager');
    expect(tried.because[0]!.says.it).to.match(/14 giorni/);
  });

  it('adds months as a calendar does, and counts days to the last one', () => {
    expect(addMonths('2026-01-31', 1)).to.equal('2026-02-28');
    expect(addMonths('2024-02-29', 24)).to.equal('2026-02-28');
    const deadline = new Date('2026-06-24T22:00:00Z');
    expect(daysLeft(ROME, new Date('2026-06-20T10:00:00Z'), deadline)).to.equal(4);
    expect(daysLeft(ROME, new Date('2026-06-24T21:59:00Z'), deadline)).to.equal(0);
  });
});
