import { createHash } from 'node:crypto';
import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { canonicalJson } from '../../../server/kernel/canonical-json.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { businessDayAt } from '../../../server/kernel/time.ts';
import { itemsByGtin, itemsById, locationsById, unknownItems, withVat } from '../../base/api.ts';
import type { recordReceipt, recordReceipts } from './contracts.ts';
import { faultsOf, lineTotal, payOf, receiptTotal, type TillReceipt } from './domain.ts';
import { receiptRecorded } from './events.ts';
import { receiptDoesNotAddUp, receiptExists } from './problems.ts';
import { insertReceipts, lockReceipts, selectKnown, type WrittenReceipt } from './sql/writing.ts';

export interface TakenReceipt {
  readonly receiptId: string;
  readonly totalMinor: number;
  /** It had been taken before, with the same content: nothing was written. */
  readonly existed: boolean;
}

/**
 * Takes receipts of one shop in, each whole or, with a refusal, none. The same receipt again changes
 * nothing; its number with another content is refused.
 */
export async function takeReceipts(
  tx: Tx,
  receipts: readonly TillReceipt[],
  importId: string | null = null,
): Promise<TakenReceipt[]> {
  const [first] = receipts;
  if (!first) return [];
  const { locationId } = first;
  const numbers = receipts.map(({ externalId }) => externalId);
  await lockReceipts(tx, locationId, numbers);
  const known = new Map(
    (await selectKnown(tx, locationId, numbers)).map((row) => [row.externalId, row]),
  );
  const zone = (await locationsById(tx, [locationId])).get(locationId)!.schedule.zone;
  const fresh: WrittenReceipt[] = [];
  const taken = receipts.map((receipt): TakenReceipt => {
    const before = known.get(receipt.externalId);
    if (before && !isSameContent(receipt, before.contentDigest)) {
      throw new Refusal(receiptExists, { externalId: receipt.externalId, by: 'external-id' });
    }
    if (before) return { receiptId: before.id, totalMinor: before.totalMinor, existed: true };
    const faults = faultsOf(receipt);
    if (faults.length > 0) {
      throw new Refusal(receiptDoesNotAddUp, { externalId: receipt.externalId, faults });
    }
    const made = written(receipt, digestOf(receipt), zone, importId);
    fresh.push(made);
    known.set(made.externalId, made);
    return { receiptId: made.id, totalMinor: made.totalMinor, existed: false };
  });
  if (fresh.length > 0) await insertReceipts(tx, fresh);
  for (const { id, kind, customerId, totalMinor, issuedAt } of fresh) {
    tx.record(
      receiptRecorded({ receiptId: id, locationId, kind, customerId, totalMinor, issuedAt }),
    );
  }
  return taken;
}

/** Whether what was recorded under a digest is this receipt. */
export function isSameContent(receipt: TillReceipt, digest: string): boolean {
  // Digests of before depend on the order of the members.
  return digest === digestOf(receipt) || digest === sha256(JSON.stringify(receipt));
}

/** One digest for one content, however its members are ordered and whatever pieces carry besides. */
function digestOf({ lines, ...head }: TillReceipt): string {
  const bare = lines.map(({ itemId, vatRate, pieces }) => ({
    itemId,
    vatRate,
    pieces: pieces.map(({ quantity, listPriceMinor, discounts }) => ({
      quantity,
      listPriceMinor,
      discounts,
    })),
  }));
  return sha256(canonicalJson({ ...head, lines: bare }));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** With all sums: VAT is taken out of the document's total of each rate and shared among its lines. */
function written(
  receipt: TillReceipt,
  contentDigest: string,
  zone: string,
  importId: string | null,
): WrittenReceipt {
  const { lines: vatLines } = withVat(
    receipt.lines.map((line, place) => ({
      lineId: String(place),
      itemId: line.itemId,
      quantity: 1,
      pieces: [],
      totalMinor: lineTotal(line),
      vatRate: line.vatRate,
    })),
  );
  const lines = receipt.lines.map((line, place) => {
    const quantity = line.pieces.reduce((sum, group) => sum + group.quantity, 0);
    const listPriceMinor = line.pieces[0]!.listPriceMinor;
    const totalMinor = lineTotal(line);
    return {
      lineNumber: place + 1,
      itemId: line.itemId,
      quantity,
      listPriceMinor,
      discountMinor: listPriceMinor * quantity - totalMinor,
      totalMinor,
      vatRate: line.vatRate,
      vatMinor: vatLines[place]!.vatMinor,
      pieces: line.pieces.map((group) => ({
        quantity: group.quantity,
        listPriceMinor: group.listPriceMinor,
        discountMinor: group.listPriceMinor - payOf(group),
        payMinor: payOf(group),
        discounts: group.discounts,
      })),
    };
  });
  return {
    id: newId(),
    locationId: receipt.locationId,
    kind: receipt.kind,
    tillId: receipt.tillId,
    externalId: receipt.externalId,
    channel: receipt.channel,
    customerId: receipt.customerId,
    currency: receipt.currency,
    totalMinor: receiptTotal(receipt),
    discountMinor: lines.reduce((sum, line) => sum + line.discountMinor, 0),
    vatMinor: lines.reduce((sum, line) => sum + line.vatMinor, 0),
    roundingMinor: receipt.roundingMinor,
    rtSerial: receipt.fiscal?.rtSerial ?? null,
    zNumber: receipt.fiscal?.zNumber ?? null,
    documentNumber: receipt.fiscal?.documentNumber ?? null,
    issuedAt: receipt.issuedAt,
    businessDay: businessDayAt(zone, new Date(receipt.issuedAt)),
    pricedBy: receipt.pricedBy?.engine ?? null,
    snapshotVersion: receipt.pricedBy?.version ?? null,
    returnsId: receipt.returnsId,
    contentDigest,
    importId,
    lines,
    tenders: receipt.tenders,
  };
}

type Asked = Omit<InputOf<typeof recordReceipt>, 'locationId'>;

/** One receipt over HTTP. */
export async function takeOne(
  tx: Tx,
  { locationId, ...asked }: InputOf<typeof recordReceipt>,
): Promise<ReplyOf<typeof recordReceipt>> {
  const [receipt] = await resolved(tx, locationId, [asked]);
  if (receipt instanceof Refusal) throw receipt;
  const [taken] = await takeReceipts(tx, [receipt!]);
  return taken!;
}

/** Many receipts of a shop: those that are wrong are told, the others are taken. */
export async function takeMany(
  tx: Tx,
  { locationId, receipts }: InputOf<typeof recordReceipts>,
): Promise<ReplyOf<typeof recordReceipts>> {
  const refused: ReplyOf<typeof recordReceipts>['refused'] = [];
  let [taken, existed] = [0, 0];
  const asked = await resolved(tx, locationId, receipts);
  for (const [place, receipt] of asked.entries()) {
    const outcome =
      receipt instanceof Refusal
        ? receipt
        : await tx
            .attempt((attempted) => takeReceipts(attempted, [receipt]))
            .catch((error: unknown) => {
              if (error instanceof Refusal) return error;
              throw error;
            });
    if (outcome instanceof Refusal) {
      const { detail, title } = outcome.told(tx.actor.language);
      refused.push({
        externalId: receipts[place]!.externalId,
        problem: outcome.problem.slug,
        detail: detail ?? title,
      });
    } else if (outcome[0]!.existed) existed += 1;
    else taken += 1;
  }
  return { taken, existed, refused };
}

/** Receipts with their items looked up, all at once; one with unknown goods is a refusal in its place. */
async function resolved(
  tx: Tx,
  locationId: string,
  receipts: readonly Asked[],
): Promise<(TillReceipt | Refusal)[]> {
  const asked = receipts.flatMap(({ lines }) => lines);
  const byGtin = await itemsByGtin(
    tx,
    asked.flatMap(({ gtin }) => gtin ?? []),
  );
  const byId = await itemsById(
    tx,
    asked.flatMap(({ itemId }) => itemId ?? []),
  );
  return receipts.map((receipt) => {
    const missing: string[] = [];
    const lines = receipt.lines.map(({ gtin, itemId, vatRate, pieces }) => {
      const item = itemId === undefined ? byGtin.get(gtin ?? '') : byId.get(itemId);
      if (!item) missing.push(gtin ?? itemId ?? '');
      return {
        itemId: item?.id ?? '',
        vatRate: vatRate ?? item?.vatRate ?? 0,
        pieces: pieces.map((group) => ({
          ...group,
          discounts: group.discounts.map((one) => ({
            ...one,
            promotionId: one.promotionId ?? null,
          })),
        })),
      };
    });
    if (missing.length > 0) {
      return new Refusal(unknownItems, { items: missing }) as unknown as Refusal;
    }
    return {
      locationId,
      kind: receipt.kind ?? 'sale',
      tillId: receipt.tillId,
      externalId: receipt.externalId,
      channel: receipt.channel ?? 'store',
      customerId: receipt.customerId ?? null,
      currency: receipt.currency ?? 'EUR',
      issuedAt: receipt.issuedAt,
      fiscal: receipt.fiscal ?? null,
      roundingMinor: receipt.roundingMinor ?? 0,
      pricedBy: receipt.pricedBy ?? null,
      returnsId: receipt.returnsId ?? null,
      lines,
      tenders: receipt.tenders.map((tender) => ({
        ...tender,
        reference: tender.reference ?? null,
      })),
    };
  });
}
