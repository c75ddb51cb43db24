import type {
  PieceFacts,
  SaleFacts,
} from '../../../modules/omnichannel/returns/domain/eligibility.ts';
import type { FileFacts } from '../../../modules/omnichannel/returns/domain/judge-file.ts';
import type { ReturnTerms } from '../../../modules/omnichannel/returns/domain/policy.ts';

/** A return policy as a chain starts with it. */
export function makeTerms(given: Partial<ReturnTerms> = {}): ReturnTerms {
  return {
    withdrawal: { days: 14, alsoInStore: false },
    guarantee: { months: 24, claimMonths: 2 },
    commercial: { days: 30, agreedDays: 60, money: 'needs-approval' },
    error: { days: 60 },
    exclusions: [
      { kind: 'perishable', reasons: ['withdrawal', 'commercial'] },
      { kind: 'sealed', reasons: ['withdrawal', 'commercial'] },
    ],
    grades: [
      { grade: 'B', reason: 'withdrawal', verdict: 'store-manager' },
      { grade: 'C', reason: 'commercial', verdict: 'refused' },
    ],
    channels: [{ channel: 'marketplace', by: 'web-store-manager' }],
    otherCompany: 'web-store-manager',
    otherTender: 'web-store-manager',
    cashUpToMinor: 4_999_99,
    withoutProof: 'web-store-manager',
    customer: { files: 4, by: 'web-store-manager' },
    clerk: { dayUpToMinor: 1_000_00, by: 'store-manager' },
    shipping: { standardMinor: 5_90, shareFor: ['error'] },
    photoFor: ['C'],
    destinations: [
      { grade: 'A', to: 'where-it-lacks' },
      { grade: 'B', to: 'inspect' },
      { grade: 'C', to: 'damaged' },
    ],
    ...given,
  };
}

export function makeSale(given: Partial<SaleFacts> & { readonly now: Date }): SaleFacts {
  return { zone: 'Europe/Rome', flow: 'A', withdrawalUntil: null, ...given };
}

export function makePiece(given: Partial<PieceFacts> & { readonly deliveredAt: Date }): PieceFacts {
  return {
    category: 'Camicie',
    department: 'Donna',
    perishable: false,
    returnExclusion: false,
    reduced: false,
    announced: false,
    sealIntact: null,
    ...given,
  };
}

export function makeFileFacts(given: Partial<FileFacts> = {}): FileFacts {
  return {
    totalMinor: 100_00,
    backMinor: 100_00,
    outcome: 'original-tender',
    otherTender: null,
    proof: 'code',
    channel: 'web',
    otherCompany: false,
    filesBefore: 0,
    clerkTodayMinor: 0,
    ownLimitMinor: 150_00,
    amountBy: 'store-manager',
    ...given,
  };
}
