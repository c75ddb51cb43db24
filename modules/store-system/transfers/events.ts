import type { DomainEvent } from '../../../server/events/event.ts';
import type { TransferFacts } from './contracts.ts';
import { countersOf, type TransferFile } from './domain/transfer.ts';
import type { Answerer, DiscrepancyKind, Resolution } from './domain/words.ts';

/** A transfer by ids and figures: what people wrote stays out of events and audit. */
export function factsOf(file: TransferFile): TransferFacts {
  const total = { requested: 0, accepted: 0, picked: 0, shipped: 0, received: 0, inTransit: 0 };
  for (const line of file.lines) {
    const { received, inTransit } = countersOf(file, line.lineId);
    total.requested += line.requested;
    total.accepted += line.accepted;
    total.picked += line.picked;
    total.shipped += line.shipped;
    total.received += received;
    total.inTransit += inTransit;
  }
  return {
    transferId: file.transferId,
    number: file.number,
    code: file.code,
    from: file.from,
    to: file.to,
    causal: file.causal,
    reference: { kind: file.referenceKind, id: file.referenceId },
    state: file.state,
    ...total,
    openDiscrepancies: file.differences.filter(({ resolution }) => resolution === null).length,
    neededBy: file.neededBy?.toISOString() ?? null,
    requestedAt: file.requestedAt.toISOString(),
    stateSince: file.stateSince.toISOString(),
    endedAt: file.endedAt?.toISOString() ?? null,
    version: file.version,
  };
}

interface TransferFact {
  readonly transfer: TransferFacts;
}
interface LinePieces {
  readonly lineId: string;
  readonly itemId: string;
  readonly quantity: number;
}

export interface KeptPieces extends LinePieces {
  readonly holdId: string;
}

/** Published. Somebody asked for goods; or they are sent unasked, and the state is `draft` at once. */
export type TransferRequested = DomainEvent<'store-system.transfer-requested.v1', TransferFact>;
/** Published. The giving side keeps the pieces; fewer than asked where `lines` say so. */
export type TransferAccepted = DomainEvent<
  'store-system.transfer-accepted.v1',
  TransferFact & { readonly lines: readonly LinePieces[] }
>;
/** Published. */
export type TransferDeclined = DomainEvent<
  'store-system.transfer-declined.v1',
  TransferFact & { readonly reason: string }
>;
/** Published. Pieces were taken from the floor, put back, or will not be found. */
export type TransferPicked = DomainEvent<
  'store-system.transfer-picked.v1',
  TransferFact & { readonly short: readonly (LinePieces & { readonly reason: string })[] }
>;
/** Published. The goods left with their paper. */
export type TransferShipped = DomainEvent<
  'store-system.transfer-shipped.v1',
  TransferFact & {
    readonly shipmentId: string;
    readonly document: string;
    readonly expectedOn: string;
    readonly lines: readonly LinePieces[];
  }
>;
/** Published. Goods arrived; `kept` are those that wait under a hold for whom the reference names. */
export type TransferReceived = DomainEvent<
  'store-system.transfer-received.v1',
  TransferFact & {
    readonly shipmentId: string;
    readonly receiptId: string;
    readonly complete: boolean;
    readonly lines: readonly {
      readonly lineId: string;
      readonly itemId: string;
      readonly good: number;
      readonly damaged: number;
    }[];
    readonly kept: readonly KeptPieces[];
    readonly differences: readonly (LinePieces & { readonly kind: DiscrepancyKind })[];
  }
>;
/** Published. A difference was cleared. */
export type TransferResolved = DomainEvent<
  'store-system.transfer-resolved.v1',
  TransferFact & {
    readonly discrepancyId: string;
    readonly lineId: string;
    readonly itemId: string;
    readonly kind: DiscrepancyKind;
    readonly quantity: number;
    readonly resolution: Resolution;
    readonly answers: Answerer;
    /** Pieces found at their destination after all, under a hold for whom the reference names. */
    readonly kept: readonly KeptPieces[];
  }
>;
/** Published. What had not left stays; `shipmentId` names a shipment that will not arrive. */
export type TransferCancelled = DomainEvent<
  'store-system.transfer-cancelled.v1',
  TransferFact & { readonly shipmentId: string | null; readonly lines: readonly LinePieces[] }
>;

type Told =
  | TransferRequested
  | TransferAccepted
  | TransferDeclined
  | TransferPicked
  | TransferShipped
  | TransferReceived
  | TransferResolved
  | TransferCancelled;

/** What a step tells, in the rooms of both sides. */
export function transferEvent<E extends Told>(
  type: E['type'],
  file: TransferFile,
  more: Omit<E['payload'], 'transfer'>,
): DomainEvent<E['type'], TransferFact & Omit<E['payload'], 'transfer'>> {
  const { transferId, from, to } = file;
  return {
    type,
    stream: `transfer:${transferId}`,
    rooms: [`transfers:${from}`, `transfers:${to}`],
    locationId: from,
    payload: { transfer: factsOf(file), ...more },
  };
}
