/**
 * The words of a return. A file (pratica di reso) has one number over three axes that move by
 * themselves: where the goods are, what was decided, what became of the money.
 */

/**
 * Why goods come back. They differ in deadline, tender and paper: `withdrawal` is the right to change
 * one's mind about a distance contract, `guarantee` the legal guarantee of conformity, `commercial` what
 * the chain promises beyond the law, `error` our own mistake.
 */
export const RETURN_REASONS = ['withdrawal', 'guarantee', 'commercial', 'error'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** How the piece looks: A as new with its tags, B opened or tried, C worn or damaged. */
export const GRADES = ['A', 'B', 'C'] as const;
export type Grade = (typeof GRADES)[number];

/** Where a piece goes. `inspect` is decided again later; all others are final. */
export const DISPOSITIONS = [
  'restock',
  'inspect',
  'damaged',
  'warehouse',
  'store',
  'supplier',
  'destroy',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** To a place that has to be named, and with a transfer. */
export function goesAway(disposition: Disposition | null): disposition is 'store' | 'warehouse' {
  return disposition === 'store' || disposition === 'warehouse';
}

/**
 * `announced`: the customer said so online. `in-custody`: here, still the customer's, with a receipt and
 * a place. `graded`: ours, a piece waits to be inspected. `disposed`: ours, every piece has its
 * destination. `handed-back`: the customer has it again. `not-taken`: it never came.
 */
export const GOODS_STATES = [
  'announced',
  'in-custody',
  'graded',
  'disposed',
  'handed-back',
  'not-taken',
] as const;
export type GoodsState = (typeof GOODS_STATES)[number];

/**
 * `approved` with goods in custody: an exchange whose rest the customer has to pay. `countered`: the approver offers something else, the customer answers. `repair`: the customer took one: the
 * goods stay in custody, are put right and go back; no money does.
 */
export const DECISION_STATES = [
  'allowed',
  'pending',
  'countered',
  'approved',
  'repair',
  'refused',
  'expired',
  'withdrawn',
] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

/** Somebody said no, nobody answered in time, or who asked took it back. */
export const NOT_ACCEPTED = ['refused', 'expired', 'withdrawn'] as const;
export type NotAccepted = (typeof NOT_ACCEPTED)[number];

export function isNotAccepted(decision: DecisionState): decision is NotAccepted {
  return (NOT_ACCEPTED as readonly DecisionState[]).includes(decision);
}

/** Decided, and nothing is taken back: the goods are the customer's, also those that are put right. */
export const NOT_TAKEN_BACK = [
  'repair',
  ...NOT_ACCEPTED,
] as const satisfies readonly DecisionState[];

/** `none`: nothing goes back: an even exchange, or a return that was not accepted. */
export const MONEY_STATES = [
  'proposed',
  'authorised',
  'partly-paid',
  'paid',
  'failed',
  'none',
] as const;
export type MoneyState = (typeof MONEY_STATES)[number];

/** Who must agree beyond the clerk, lowest first. */
export const APPROVERS = ['store-manager', 'web-store-manager'] as const;
export type Approver = (typeof APPROVERS)[number];

/** What the customer gets for the goods. */
export const OUTCOMES = ['original-tender', 'exchange', 'voucher', 'other-tender'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * How we know that the goods are of this order: `code` the customer showed its code, `document` a slip, a
 * letter or a card, `identity` an identity document, `none` a name that was told.
 */
export const PROOFS = ['code', 'document', 'identity', 'none'] as const;
export type Proof = (typeof PROOFS)[number];

/**
 * By which document the money goes back (Ris. 274/E/2009, principio di diritto 21/2019): `web-register`
 * a negative entry among the web takings, `rt-return` a return document of the fiscal printer,
 * `credit-note` a TD04, `seller` by the company that sold it.
 */
export const FISCAL_CHANNELS = ['web-register', 'rt-return', 'credit-note', 'seller'] as const;
export type FiscalChannel = (typeof FISCAL_CHANNELS)[number];

/** `R 2026/000123`: how people read the number of a file. */
export function writtenReturnNumber(year: number, number: number): string {
  return `R ${year}/${String(number).padStart(6, '0')}`;
}
