import { Type, type Static } from 'typebox';
import {
  AmountMinor,
  Gtin,
  Id,
  Instant,
  LocationId,
  closed,
  nullable,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import {
  APPROVERS,
  DECISION_STATES,
  DISPOSITIONS,
  FISCAL_CHANNELS,
  GOODS_STATES,
  GRADES,
  MONEY_STATES,
  OUTCOMES,
  PROOFS,
  RETURN_REASONS,
} from './domain/return.ts';

/** Who stands at a counter takes goods back there, of whatever shop the order is. */
export const TAKE = {
  kind: 'permission',
  permission: 'omnichannel.returns.take',
  location: { field: 'locationId' },
} as const;

export const Words = closed({ it: Type.String(), en: Type.String() });
export const ReasonField = oneOf(RETURN_REASONS, {
  description:
    '`withdrawal` recesso · `guarantee` garanzia legale · `commercial` what the chain promises · `error` ours',
});
export const GradeField = oneOf(GRADES, {
  description: 'A as new · B opened or tried · C damaged',
});
export const OutcomeField = oneOf(OUTCOMES);
export const ProofField = oneOf(PROOFS, {
  description:
    'How the order was found: its code, a slip or card, an identity document, or only a name',
});
export const GoodsField = oneOf(GOODS_STATES);
export const DecisionField = oneOf(DECISION_STATES);
export const MoneyField = oneOf(MONEY_STATES);
export const ApproverField = oneOf(APPROVERS);
export const FiscalChannelField = oneOf(FISCAL_CHANNELS);
export const ReturnNumber = Type.String({ description: 'As people say it: `R 2026/000123`' });
export const SignedMinor = Type.Integer({ description: 'Minor units (cents)' });

export const ReturnedItem = closed({
  itemId: Id,
  gtin: Type.String(),
  name: Type.String(),
  colour: Type.String(),
  colourHex: nullable(Type.String()),
  size: Type.String(),
  category: Type.String(),
  pictureUrl: nullable(Type.String()),
});
export type ReturnedItem = Static<typeof ReturnedItem>;

/** Allowed, allowed if somebody agrees, or refused; always with its reasons in words. */
export const VerdictField = closed({
  verdict: oneOf(['allowed', 'needs-approval', 'refused']),
  by: nullable(ApproverField),
  because: Type.Array(
    closed({
      rule: Type.String({ description: 'Which rule of the policy, or of the law: `amount`' }),
      says: Words,
    }),
  ),
  tell: nullable({ ...Words, description: 'What to tell the customer when it is refused' }),
});

export const DispositionField = oneOf(DISPOSITIONS);
export const Destination = closed({
  kind: DispositionField,
  toLocationId: Type.Optional({ ...LocationId, description: 'With `store` and `warehouse`' }),
});
export type Destination = Static<typeof Destination>;

export const ProposedDestination = closed({
  kind: DispositionField,
  toLocationId: nullable(LocationId),
  toName: nullable(Type.String()),
  why: Words,
});

export const Consent = closed({
  given: Type.Literal(true),
  shown: text(600, { description: 'The words the customer agreed to' }),
});

/** What the customer paid on top of the returned value, at the counter. */
export const Difference = closed({
  kind: oneOf(['cash', 'card']),
  amountMinor: AmountMinor,
  providerRef: Type.Optional(text(200)),
});

/** What the customer gets: the default is the tender of the payment, as the law wants it. */
export const Settlement = Type.Object(
  {
    outcome: OutcomeField,
    tender: Type.Optional(
      oneOf(['cash', 'card', 'bank-transfer'], { description: 'With `other-tender`' }),
    ),
    consent: Type.Optional({
      ...Consent,
      description: 'Needed for `other-tender` and `voucher`: recorded with who, when and the words',
    }),
    shares: Type.Optional(
      Type.Array(closed({ paymentId: Id, amountMinor: AmountMinor }), {
        minItems: 1,
        maxItems: 20,
        description:
          'How much goes back on which payment, in place of pro rata: by who may choose it, or with an approval',
      }),
    ),
    pieces: Type.Optional(
      Type.Array(closed({ gtin: Gtin, quantity: Type.Integer({ minimum: 1, maximum: 99 }) }), {
        minItems: 1,
        maxItems: 20,
        description: 'With `exchange`: the new pieces',
      }),
    ),
    difference: Type.Optional({
      ...Difference,
      description:
        'With `exchange`: what the customer paid on top; not before an approval, where it is needed',
    }),
  },
  { additionalProperties: false },
);
export type Settlement = Static<typeof Settlement>;

export const TenderPart = closed({
  paymentId: Id,
  kind: Type.String({ description: 'With what it was paid' }),
  ending: nullable(Type.String({ description: 'The end of the provider’s reference' })),
  paidMinor: AmountMinor,
  refundedBeforeMinor: AmountMinor,
  amountMinor: AmountMinor,
});

export const RateAmounts = closed({
  rate: Type.Number(),
  grossMinor: AmountMinor,
  netMinor: AmountMinor,
  vatMinor: AmountMinor,
});

export const FiscalFields = closed({
  channel: FiscalChannelField,
  title: Words,
  /** For the fiscal printer of another shop: serial number, closing, document, day. */
  manual: Type.Boolean({ description: 'The original is not in this shop’s fiscal printer' }),
  reference: nullable(Type.String({ description: 'The original document' })),
  voids: Type.Optional(
    Type.Boolean({
      description: 'All of a document of this shop’s own printer: it may be voided instead',
    }),
  ),
});

export const ShippingBack = closed({ amountMinor: AmountMinor, why: Words });

export const ApprovalSeen = nullable(
  closed({
    approvalId: Id,
    deadline: nullable(Instant),
    decidedBy: nullable(Type.String()),
    decidedAt: nullable(Instant),
    note: nullable(Type.String()),
  }),
);

/** What whoever decides sees of a return. */
export const ApprovalPreview = closed(
  {
    returnId: Id,
    returnNumber: ReturnNumber,
    orderNumber: Type.String(),
    customerName: Type.String(),
    outcome: OutcomeField,
    note: nullable(Type.String()),
    byLaw: Type.Boolean(),
    goodsMinor: AmountMinor,
    shippingMinor: AmountMinor,
    customer: closed({ returns30Days: Type.Integer() }),
    lines: Type.Array(
      closed({
        ...ReturnedItem.properties,
        quantity: Type.Integer(),
        reason: ReasonField,
        grade: GradeField,
        goodsMinor: AmountMinor,
        defect: nullable(Type.String()),
        pictureIds: Type.Array(Id),
      }),
    ),
    tenders: Type.Array(
      closed({ kind: Type.String(), ending: nullable(Type.String()), amountMinor: AmountMinor }),
    ),
  },
  { $id: 'ApprovalPreview' },
);
export type ApprovalPreview = Static<typeof ApprovalPreview>;
