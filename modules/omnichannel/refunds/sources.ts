import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { OtherTenderRule } from './domain/other-tender.ts';
import type { Refund } from './refund.ts';

/** What the owner of a refund's source does when the money moves. */
export interface RefundSource {
  /** Locks the source's own row, before any row of the refund: always in this order. */
  lock(tx: Tx, sourceId: string): Promise<void>;
  /**
   * The money has moved without the owner: a provider paid or refused a part, the counter gave it, somebody
   * chose another tender. In the same transaction as that, with the source locked; `refund.state` says
   * where it stands. Not called for what the owner does itself (`proposeRefund`, `authoriseRefund`,
   * `settleAtCounter`, `cancelRefund`).
   */
  moved(tx: Tx, refund: Refund): Promise<void>;
  /** What its rules say about giving the money back otherwise than it was paid. */
  otherTender(read: Read, sourceId: string): Promise<OtherTenderRule>;
}

const sources = new Map<string, RefundSource>();

/** Names the owner of a kind of source. Called once at start by the room that owns it. */
export function registerRefundSource(kind: string, source: RefundSource): void {
  sources.set(kind, source);
}

export function sourceOf(kind: string): RefundSource {
  const source = sources.get(kind);
  if (!source) throw new Error(`nobody has registered the refund source ${kind}`);
  return source;
}
