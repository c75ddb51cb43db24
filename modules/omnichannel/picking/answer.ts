import { may } from '../../../server/auth/actor.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { demandMoved, demandOrder } from '../orders/access.ts';
import { businessDayAtShop, cancelOpenPieces } from '../orders/cancel-order.ts';
import { toRefundMinor } from '../orders/domain/amounts.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { answered, goOnWithout } from '../orders/domain/short.ts';
import { moveFile } from '../orders/move-order.ts';
import { giveBackOffers } from '../orders/give-back-offers.ts';
import { oweRefund } from '../orders/owe-refund.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { lockFile, lockUnanswered, saveFiles } from '../orders/sql/files.ts';
import { readUnits, settleUnits } from '../orders/sql/units.ts';
import { recordChange } from '../pickup/change.ts';
import { ruleFor } from '../sourcing/domain.ts';
import { readRuleVersion } from '../sourcing/sql.ts';
import { ask, questionForStaff } from './ask.ts';
import { bringMissing } from './bring.ts';
import { isProposed, sameAnswer, type Answer } from './domain/proposal.ts';
import { beyondStaffLimit, notProposed, questionClosed, questionUnknown } from './problems.ts';
import type { answerQuestionEndpoint, QuestionForStaff } from './question-contracts.ts';
import {
  endQuestion,
  selectLastQuestion,
  selectQuestion,
  type AnsweredBy,
  type Question,
} from './sql/questions.ts';
import { putSubstitute } from './substitute.ts';

const ANSWER = 'omnichannel.question.answer';
/** Giving up more than the limit in a customer's name. */
const DECIDE = 'omnichannel.question.decide';

/** Staff answer for a customer who is on the phone, or stands in the shop. */
export async function answerAsStaff(
  tx: Tx,
  secrets: OrderSecrets,
  { questionId, answer }: InputOf<typeof answerQuestionEndpoint>,
): Promise<QuestionForStaff> {
  const asked = await selectQuestion(tx, questionId);
  if (!asked) throw new Refusal(questionUnknown, {});
  const file = demandOrder(tx.actor, ANSWER, await lockFile(tx, asked.orderId));
  await demandLimit(tx, file, asked, answer);
  const after = await settle(tx, secrets, file, questionId, answer, 'staff');
  return questionForStaff(tx, after, (await selectQuestion(tx, questionId))!);
}

/** What a clerk gives up in a customer's name stays within the limit of the rules they were asked by. */
async function demandLimit(
  tx: Tx,
  file: OrderFile,
  { ruleVersion }: Question,
  answer: Answer,
): Promise<void> {
  if (may(tx.actor, DECIDE, file.locationId)) return;
  if (answer.kind !== 'partial' && answer.kind !== 'cancel') return;
  const open = (await readUnits(tx, file.orderId)).filter(({ fate }) => fate === 'open');
  const amountMinor = open
    .filter(({ short }) => short || answer.kind === 'cancel')
    .reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  const { rule } = await readRuleVersion(tx, ruleVersion);
  const { staffLimitMinor: limitMinor } = ruleFor(rule, file.channel);
  if (amountMinor > limitMinor) {
    throw new Refusal(beyondStaffLimit, { amountMinor, limitMinor, currency: file.currency });
  }
}

/**
 * Takes an answer, whoever gives it, and carries it out in the same transaction. The first one wins;
 * the same one again changes nothing. The order is locked.
 */
export async function settle(
  tx: Tx,
  secrets: OrderSecrets,
  file: OrderFile,
  questionId: string,
  answer: Answer,
  by: AnsweredBy,
): Promise<OrderFile> {
  // Read under the order's lock: a colleague, the customer or the clock may have been faster.
  const question = (await selectQuestion(tx, questionId))!;
  if (question.state !== 'open') return demandSame(file, question, answer, by);
  if (!isProposed(question.proposals, answer)) throw new Refusal(notProposed, {});
  await endQuestion(tx, questionId, answer, by);
  const heard = demandMoved(file, answered(file));
  recordChange(tx, 'omnichannel.order-question-answered.v1', heard, {
    questionId,
    answer: answer.kind,
    by,
  });
  await saveFiles(tx, [{ before: file, after: heard }]);
  const after = await carryOut(tx, heard, answer, by);
  // All that is missing is on its way, or the answer would have been refused: nobody need be asked.
  if (answer.kind === 'bring') return after;
  // One line was answered for; the others still wait.
  if (after.lines.every(({ short }) => short === 0)) return after;
  const again = await ask(tx, secrets, after, { unasked: false });
  await saveFiles(tx, [{ before: after, after: again }]);
  return again;
}

function demandSame(
  file: OrderFile,
  { state, answer: given, answeredBy }: Question,
  answer: Answer,
  by: AnsweredBy,
): OrderFile {
  if (state === 'answered' && by === answeredBy && given && sameAnswer(given, answer)) return file;
  throw new Refusal(questionClosed, {
    state: state === 'answered' ? 'answered' : 'withdrawn',
    answer: given?.kind ?? null,
    by: answeredBy,
  });
}

async function carryOut(
  tx: Tx,
  file: OrderFile,
  answer: Answer,
  by: AnsweredBy,
): Promise<OrderFile> {
  switch (answer.kind) {
    case 'substitute':
      return putSubstitute(tx, file, answer);
    case 'move':
      return moveFile(tx, file, answer.locationId, 'shortage');
    case 'bring':
      return bringMissing(tx, file, answer.locationId);
    case 'partial':
      return goOn(tx, file);
    case 'cancel':
      return cancelOpenPieces(tx, file, 'short', by === 'policy' ? 'system' : by);
  }
}

/** The missing pieces are given up; what was paid for them is owed back. */
async function goOn(tx: Tx, file: OrderFile): Promise<OrderFile> {
  const missing = (await readUnits(tx, file.orderId)).filter(
    ({ fate, short }) => fate === 'open' && short,
  );
  const missingMinor = missing.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  const businessDay = await businessDayAtShop(tx, file.locationId);
  const ending = { at: tx.now, businessDay };
  const moved = demandMoved(file, goOnWithout(file, null, missingMinor, ending));
  const after = await oweRefund(tx, moved, 'cancelled');
  await giveBackOffers(tx, file, missing);
  await settleUnits(
    tx,
    missing.map((unit) => ({ ...unit, fate: 'cancelled' as const, toPutBack: false })),
  );
  await saveFiles(tx, [{ before: file, after }]);
  recordChange(tx, 'omnichannel.order-short-resolved.v1', after, {
    resolution: 'partial',
    lines: file.lines.flatMap(({ lineId, short: quantity }) =>
      quantity > 0 ? [{ lineId, quantity }] : [],
    ),
    businessDay,
    toRefundMinor: toRefundMinor(after),
  });
  return after;
}

/**
 * Nobody answered in time: what the question said would happen then happens. An order that was to move
 * unasked, and finds its pieces gone there, is asked about after all.
 */
export async function answerForSilent(tx: Tx, secrets: OrderSecrets): Promise<number> {
  const [file] = await lockUnanswered(tx, 1);
  if (!file) return 0;
  const question = (await selectLastQuestion(tx, file.orderId))!;
  try {
    await tx.attempt((inner) =>
      settle(inner, secrets, file, question.questionId, question.fallback, 'policy'),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const after = await ask(tx, secrets, file, { unasked: false });
    await saveFiles(tx, [{ before: file, after }]);
  }
  return 1;
}
