/** The words of a transfer that contracts, rules and statements share. */

/**
 * Where a transfer stands. `draft`: the giving side has said yes and is getting the pieces together.
 * `discrepancy`: all that was sent has been counted, and differences are still to be cleared.
 * `received` is closed: nothing is on its way, nothing is to be cleared.
 */
export const TRANSFER_STATES = [
  'requested',
  'declined',
  'draft',
  'picked',
  'in-transit',
  'partly-received',
  'discrepancy',
  'received',
  'cancelled',
] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];

/** Nothing happens to it any more. */
export const ENDED_STATES = ['declined', 'received', 'cancelled'] as const;

export function isEnded(state: TransferState): boolean {
  return (ENDED_STATES as readonly TransferState[]).includes(state);
}

/** Why the transfer exists: somebody asked, or another trade needs the goods there. */
export const REFERENCE_KINDS = ['request', 'order', 'return'] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** In which way what arrived differs from what the paper said. */
export const DISCREPANCY_KINDS = ['short', 'over', 'unexpected', 'damaged'] as const;
export type DiscrepancyKind = (typeof DISCREPANCY_KINDS)[number];

/**
 * What a difference turned out to be. `arrived`: the missing pieces came after all. `back`: they are
 * back where they came from.
 */
export const RESOLUTIONS = [
  'lost',
  'damaged',
  'miscount',
  'mis-shipped',
  'arrived',
  'back',
] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Who answers for a difference; the carrier's stand in the books of the sender, who claims them. */
export const ANSWERERS = ['source', 'destination', 'carrier'] as const;
export type Answerer = (typeof ANSWERERS)[number];

/** A piece that was to be picked and was not. `kept`: it is there, and stays. */
export const SHORT_PICKS = ['missing', 'damaged', 'on-display', 'sold', 'kept'] as const;
export type ShortPick = (typeof SHORT_PICKS)[number];

/** Who drives the goods. */
export const CARRIED_BY = ['sender', 'recipient', 'carrier'] as const;
export type CarriedBy = (typeof CARRIED_BY)[number];

/**
 * `ddt`: a transport document, compulsory between companies. `internal`: the same paper between places
 * of one company, where the law asks for none.
 */
export const PAPER_KINDS = ['ddt', 'internal'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** The kinds of reason codes a transfer is explained with. */
export const CAUSALS = 'transfer';
/** The one that is proposed where a chain keeps it. */
export const USUAL_CAUSAL = 'between-stores';
export const DECLINE_REASONS = 'transfer-declined';
