import type { Read, Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { itemsById } from '../../base/api.ts';
import { demandMoved } from '../orders/access.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { askCustomer } from '../orders/domain/short.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { readUnits } from '../orders/sql/units.ts';
import { recordChange } from '../pickup/change.ts';
import { shortName } from '../pickup/row.ts';
import { ruleFor } from '../sourcing/domain.ts';
import { explainShops } from '../sourcing/explain-shops.ts';
import { bringerFor } from './bring.ts';
import { readRule } from '../sourcing/sql.ts';
import { fallbackOf, isMovable, proposalsFor, type Answer } from './domain/proposal.ts';
import { findSubstitutes } from './find-substitutes.ts';
import type { QuestionForStaff } from './question-contracts.ts';
import { insertQuestion, type Question } from './sql/questions.ts';

/** Half a minute later: a picker who finds the piece after all leaves nobody worried. */
const TELL_AFTER_MS = 30_000;

/**
 * Asks the customer what is to become of the missing pieces of a locked order. Where the rules let an
 * order move without asking, the question ends at once, with that answer. The caller saves the order.
 */
export async function ask(
  tx: Tx,
  secrets: OrderSecrets,
  file: OrderFile,
  { unasked = true }: { readonly unasked?: boolean } = {},
): Promise<OrderFile> {
  const rule = ruleFor((await readRule(tx)).rule, file.channel);
  const movable = isMovable(file);
  const { ranked, ruleVersion } = await explainShops(tx, file);
  const open = (await readUnits(tx, file.orderId)).filter(({ fate }) => fate === 'open');
  const proposals = proposalsFor(file, open, {
    substitutes: await findSubstitutes(tx, file, rule),
    shops: ranked.map(({ locationId, name, distanceMetres }) => ({
      locationId,
      name,
      distanceMetres,
    })),
    bringer: await bringerFor(tx, file),
  });
  const [best] = ranked;
  const near = best && (best.distanceMetres ?? Infinity) <= (rule.moveUnaskedWithinMetres ?? -1);
  const atOnce = unasked && movable && near ? best.locationId : null;
  const fallback: Answer =
    atOnce === null ? fallbackOf(file, rule.unanswered) : { kind: 'move', locationId: atOnce };
  const minutes = atOnce === null ? rule.answerMinutes : 0;
  const deadline = new Date(tx.now.getTime() + minutes * 60_000);
  const questionId = newId();
  await insertQuestion(tx, {
    questionId,
    orderId: file.orderId,
    locationId: file.locationId,
    tokenDigest: secrets.questionTokenDigest(secrets.questionToken(questionId)),
    proposals,
    fallback,
    ruleVersion,
    tellAt: new Date(tx.now.getTime() + TELL_AFTER_MS),
    deadline,
  });
  const after = demandMoved(file, askCustomer(file, deadline));
  recordChange(tx, 'omnichannel.order-question-asked.v1', after, {
    questionId,
    deadline: deadline.toISOString(),
    proposals: [...new Set(proposals.map(({ kind }) => kind))],
  });
  return after;
}

/** The question as the shop sees it. */
export async function questionForStaff(
  read: Read,
  file: OrderFile,
  question: Question,
): Promise<QuestionForStaff> {
  return {
    ...(await askedOf(read, file, question)),
    questionId: question.questionId,
    orderId: file.orderId,
    customerName: shortName(file),
    hasEmail: file.hasEmail,
    fallback: question.fallback,
    actorName: question.answeredBy === 'staff' ? question.actorName : null,
  };
}

/** What customer and shop both see of a question. */
export async function askedOf(read: Read, file: OrderFile, question: Question) {
  const short = file.lines.filter((line) => line.short > 0);
  const items = await itemsById(
    read,
    short.map(({ itemId }) => itemId),
  );
  return {
    number: writtenOrderNumber(file.number),
    state: question.state,
    deadline: question.deadline.toISOString(),
    currency: file.currency,
    missing: short.map(({ lineId, itemId, short: quantity }) => {
      const { name, colour, colourHex, size, pictureUrl } = items.get(itemId)!;
      return { lineId, name, colour, colourHex, size, pictureUrl, quantity };
    }),
    proposals: [...question.proposals],
    answer: question.answer,
    answeredBy: question.answeredBy,
  };
}
