import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { sendMail } from '../../../server/mail/mail.ts';
import { everyCompany, itemsById, locationsById } from '../../base/api.ts';
import { selectAddressees } from '../mail/sql.ts';
import { cancelOpenPieces } from '../orders/cancel-order.ts';
import type { LineFile, OrderFile } from '../orders/domain/file.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { withdraw, type Part, type WithdrawnLine } from './domain.ts';
import { withdrawalDeclared } from './events.ts';
import { acknowledgement } from './letter.ts';
import { nothingToWithdraw, noWithdrawal, withdrawalTooLate } from './problems.ts';
import { announceReturn } from '../returns/announce.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { withdrawalRight } from './right.ts';
import { insertWithdrawal } from './sql.ts';

export interface Declaration {
  /** As the customer wrote it. */
  readonly name: string;
  /** Where the acknowledgement goes. */
  readonly email: string;
  /** All that is left when not said. */
  readonly lines?: readonly Part[] | undefined;
  /** The customer's page, for the letter. */
  readonly url: string;
}

/**
 * The customer withdraws from the contract. Pieces that have not been handed over are cancelled with
 * it; the others are announced and come back as a return. The acknowledgement is written in the same
 * transaction. The order is locked. Gives the order as it is then.
 */
export async function declareWithdrawal(
  tx: Tx,
  secrets: OrderSecrets,
  file: OrderFile,
  declaration: Declaration,
): Promise<OrderFile> {
  const right = await withdrawalRight(tx, file);
  if (!right.given) throw new Refusal(noWithdrawal, {});
  const { deadline, days } = right;
  if (deadline !== null && tx.now >= deadline) {
    throw new Refusal(withdrawalTooLate, { deadline: deadline.toISOString(), days });
  }
  const withdrawn = withdraw(right.possible, declaration.lines);
  if (!withdrawn) throw new Refusal(nothingToWithdraw, {});
  const open = withdrawn.flatMap(({ lineId, cancelled }) =>
    cancelled > 0 ? [{ lineId, quantity: cancelled }] : [],
  );
  const after =
    open.length > 0 ? await cancelOpenPieces(tx, file, 'Recesso', 'customer', open) : file;
  const { orderId, locationId } = file;
  const language = (await selectAddressees(tx, [orderId])).get(orderId)?.language ?? 'it';
  const withdrawalId = newId();
  const { name, email } = declaration;
  await insertWithdrawal(tx, {
    withdrawalId,
    orderId,
    deadline,
    declaredBy: name,
    email,
    language,
    lines: withdrawn,
  });
  const declaredAt = tx.now.toISOString();
  tx.record(withdrawalDeclared({ withdrawalId, orderId, locationId, declaredAt, withdrawn }));
  const returnCode = await announceReturn(tx, secrets, after, withdrawalId, withdrawn);
  await acknowledge(tx, file, declaration, { language, withdrawn, returnCode });
  return after;
}

async function acknowledge(
  tx: Tx,
  file: OrderFile,
  { name, email, url }: Declaration,
  {
    language,
    withdrawn,
    returnCode,
  }: {
    readonly language: 'it' | 'en';
    readonly withdrawn: readonly WithdrawnLine[];
    readonly returnCode: string | null;
  },
): Promise<void> {
  const location = (await locationsById(tx, [file.locationId])).get(file.locationId)!;
  const { companies } = await everyCompany(tx);
  const items = await itemsById(
    tx,
    file.lines.map(({ itemId }) => itemId),
  );
  const lineOf = new Map(file.lines.map((line) => [line.lineId, line]));
  const written = (lineId: string, quantity: number): string[] => {
    const line: LineFile = lineOf.get(lineId)!;
    const item = items.get(line.itemId)!;
    return quantity > 0 ? [`${quantity} × ${item.name}, ${item.colour}, ${item.size}`] : [];
  };
  const { subject, text } = acknowledgement({
    language,
    name,
    number: writtenOrderNumber(file.number),
    placedAt: file.placedAt,
    declaredAt: tx.now,
    zone: location.schedule.zone,
    seller: companies.find(({ id }) => id === file.companyId)?.legalName ?? location.name,
    toBringBack: withdrawn.flatMap(({ lineId, toBringBack }) => written(lineId, toBringBack)),
    cancelled: withdrawn.flatMap(({ lineId, cancelled }) => written(lineId, cancelled)),
    url,
    returnCode,
  });
  await sendMail(tx, { to: email, subject, text, reference: `order:${file.orderId}` });
}
