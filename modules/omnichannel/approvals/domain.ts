import type { AmountMinor } from '../../../server/kernel/money.ts';

/**
 * `waiting` for an answer; `countered`: somebody answered with an offer that the customer has to accept;
 * the other four are the end. A granted one that was not used in time is `expired`.
 */
export const APPROVAL_STATES = [
  'waiting',
  'countered',
  'approved',
  'refused',
  'withdrawn',
  'expired',
] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** Nothing can be said about it any more; an approved one may still be used, or run out. */
export function isDecided(state: ApprovalState): boolean {
  return state !== 'waiting' && state !== 'countered';
}

/** Why a request is refused: words are in `problems.ts` and on the screen. */
export const REFUSAL_REASONS = [
  'outside-the-rules',
  'goods-not-as-described',
  'proof-missing',
  'too-many-returns',
  'suspected-abuse',
  'other',
  /** Said by the fallback rule only. */
  'nobody-answered',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** What the approver gives instead of what was asked; it takes effect when the customer agrees. */
export const OFFER_KINDS = ['tender', 'amount', 'repair'] as const;
export type Offer =
  /** All of it, but with another tender: `return-voucher`. */
  | { readonly kind: 'tender'; readonly tender: string; readonly note: string | null }
  /** A part of the money, with the tenders that were asked for. */
  | { readonly kind: 'amount'; readonly amountMinor: AmountMinor; readonly note: string | null }
  /** No money: the goods are put right. */
  | { readonly kind: 'repair'; readonly note: string | null };

/** The most money an offer costs; nothing for a repair. */
export function offeredMinor(offer: Offer, askedMinor: AmountMinor): AmountMinor {
  switch (offer.kind) {
    case 'tender':
      return askedMinor;
    case 'amount':
      return offer.amountMinor;
    case 'repair':
      return 0;
  }
}

/** A rung of the ladder: a role, and up to which amount it decides; null = any amount. */
export interface Rung {
  readonly role: string;
  readonly upToMinor: AmountMinor | null;
}

/** What happens by itself when those of a role have not answered in time. */
export type Fallback =
  | { readonly act: 'refuse' }
  | { readonly act: 'escalate'; readonly to: string }
  /** Granted up to the amount, refused beyond it. */
  | { readonly act: 'allow'; readonly upToMinor: AmountMinor };

/** The rules of authorisations: one version of them. */
export interface ApprovalPolicy {
  /** From the least to the highest: who stands higher may decide what was asked of who stands lower. */
  readonly ladder: readonly Rung[];
  readonly unanswered: readonly {
    readonly role: string;
    readonly afterMinutes: number;
    readonly fallback: Fallback;
  }[];
  /** A request ends after so long, whatever was escalated meanwhile. */
  readonly livesHours: number;
  /** A granted one has to be used within so long. */
  readonly usableMinutes: number;
}

/** What somebody may decide: a role at a location (null = everywhere), theirs or handed over to them. */
export interface Authority {
  readonly role: string;
  readonly locationId: string | null;
  /** Who handed it over; null: their own. */
  readonly from: string | null;
  /** Handed over for this one request only. */
  readonly approvalId: string | null;
}

/** What of a request decides who may answer it. */
export interface Asked {
  readonly approvalId: string;
  readonly role: string;
  readonly locationId: string;
  readonly amountMinor: AmountMinor;
  readonly requestedBy: string;
}

/**
 * By which authority somebody may answer a request, or null: never one's own request, only for a role as
 * high as the one that was asked, and only up to that role's amount. Nobody decides by the authority of
 * the one who asked.
 */
export function authorityFor(
  ladder: readonly Rung[],
  authorities: readonly Authority[],
  personId: string,
  asked: Asked,
): Authority | null {
  if (asked.requestedBy === personId) return null;
  return authorities.find((authority) => covers(ladder, authority, asked)) ?? null;
}

function covers(ladder: readonly Rung[], authority: Authority, asked: Asked): boolean {
  if (authority.from === asked.requestedBy) return false;
  if (authority.locationId !== null && authority.locationId !== asked.locationId) return false;
  if (authority.approvalId !== null && authority.approvalId !== asked.approvalId) return false;
  const rank = rankOf(ladder, authority.role);
  if (rank < 0 || rank < rankOf(ladder, asked.role)) return false;
  const { upToMinor } = ladder[rank]!;
  return upToMinor === null || asked.amountMinor <= upToMinor;
}

export function rankOf(ladder: readonly Rung[], role: string): number {
  return ladder.findIndex((rung) => rung.role === role);
}

/** Up to which amount somebody decides alone in a location; null = any amount, 0 = none. */
export function limitAt(
  ladder: readonly Rung[],
  roles: readonly { readonly role: string; readonly locationId: string | null }[],
  locationId: string,
): AmountMinor | null {
  const limits = roles
    .filter((given) => given.locationId === null || given.locationId === locationId)
    .flatMap(({ role }) => ladder.filter((rung) => rung.role === role));
  return limits.some(({ upToMinor }) => upToMinor === null)
    ? null
    : Math.max(0, ...limits.map(({ upToMinor }) => upToMinor!));
}

/** The lowest role that stands at least as high as `atLeast` and decides such an amount. */
export function roleToAsk(
  ladder: readonly Rung[],
  atLeast: string,
  amountMinor: AmountMinor,
): string | null {
  const from = rankOf(ladder, atLeast);
  if (from < 0) return null;
  const rung = ladder
    .slice(from)
    .find(({ upToMinor }) => upToMinor === null || amountMinor <= upToMinor);
  return rung?.role ?? null;
}

export interface Deadline {
  /** When the fallback rule answers. */
  readonly answerBy: Date;
  readonly fallback: Fallback;
}

const MINUTE = 60_000;

/** Until when a role has time, and what happens then; never beyond the end of the request. */
export function deadlineOf(
  policy: ApprovalPolicy,
  role: string,
  from: Date,
  endsAt: Date,
): Deadline {
  const rule = policy.unanswered.find((each) => each.role === role);
  if (!rule) return { answerBy: endsAt, fallback: { act: 'refuse' } };
  const answerBy = new Date(from.getTime() + rule.afterMinutes * MINUTE);
  return { answerBy: answerBy < endsAt ? answerBy : endsAt, fallback: rule.fallback };
}

export type PolicyFault =
  | 'role-twice'
  | 'limits-not-rising'
  | 'nobody-decides-any-amount'
  | 'unknown-role'
  | 'escalates-downwards'
  | 'allows-beyond-the-role';

/** What is wrong with rules somebody wants to publish; null = nothing. */
export function policyFault({ ladder, unanswered }: ApprovalPolicy): PolicyFault | null {
  if (new Set(ladder.map(({ role }) => role)).size < ladder.length) return 'role-twice';
  const limits = ladder.map(({ upToMinor }) => upToMinor ?? Number.MAX_SAFE_INTEGER);
  if (limits.some((limit, place) => place > 0 && limit < limits[place - 1]!)) {
    return 'limits-not-rising';
  }
  if (ladder.at(-1)?.upToMinor !== null) return 'nobody-decides-any-amount';
  for (const { role, fallback } of unanswered) {
    const rank = rankOf(ladder, role);
    if (rank < 0) return 'unknown-role';
    if (fallback.act === 'escalate') {
      const to = rankOf(ladder, fallback.to);
      if (to < 0) return 'unknown-role';
      if (to <= rank) return 'escalates-downwards';
    }
    const { upToMinor } = ladder[rank]!;
    if (fallback.act === 'allow' && upToMinor !== null && fallback.upToMinor > upToMinor) {
      return 'allows-beyond-the-role';
    }
  }
  return null;
}
