import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { locationsById } from '../../base/api.ts';
import { demandOrder } from '../orders/access.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { orderPage } from '../orders/queries.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { lockFile, readFile } from '../orders/sql/files.ts';
import { selectAddressees } from '../mail/sql.ts';
import { askedOf, questionForStaff } from './ask.ts';
import { settle } from './answer.ts';
import { questionUnknown } from './problems.ts';
import type {
  customerQuestion,
  PublicQuestion,
  QuestionForStaff,
  readQuestionEndpoint,
} from './question-contracts.ts';
import {
  selectLastQuestion,
  selectQuestion,
  selectQuestionByToken,
  type Question,
} from './sql/questions.ts';

/** What the links of a customer's page need of this installation. */
export interface Links {
  readonly secrets: OrderSecrets;
  readonly publicUrl: string;
}

/** What the customer sees with nothing but the link of the letter. */
export async function readAsCustomer(
  read: Read,
  links: Links,
  { token }: InputOf<typeof customerQuestion.read>,
): Promise<PublicQuestion> {
  const question = await byToken(read, links, token);
  return publicQuestion(read, links, (await readFile(read, question.orderId))!, question);
}

/** The customer answers; the same answer again changes nothing. */
export async function answerAsCustomer(
  tx: Tx,
  links: Links,
  { token, answer }: InputOf<typeof customerQuestion.answer>,
): Promise<PublicQuestion> {
  const { questionId, orderId } = await byToken(tx, links, token);
  const file = (await lockFile(tx, orderId))!;
  const after = await settle(tx, links.secrets, file, questionId, answer, 'customer');
  return publicQuestion(tx, links, after, (await selectQuestion(tx, questionId))!);
}

async function byToken(read: Read, { secrets }: Links, token: string): Promise<Question> {
  const question = await selectQuestionByToken(read, secrets.questionTokenDigest(token));
  if (!question) throw new Refusal(questionUnknown, {});
  return question;
}

async function publicQuestion(
  read: Read,
  { secrets, publicUrl }: Links,
  file: OrderFile,
  question: Question,
): Promise<PublicQuestion> {
  const addressee = (await selectAddressees(read, [file.orderId])).get(file.orderId);
  const shop = (await locationsById(read, [question.locationId])).get(question.locationId)!;
  return {
    ...(await askedOf(read, file, question)),
    language: addressee?.language ?? 'it',
    firstName: file.contactName,
    shop: { name: shop.name, phone: shop.phone },
    orderPage: orderPage(publicUrl, secrets.token(file.orderId)),
  };
}

/** The last question about an order, for whoever serves the customer. */
export async function readQuestion(
  read: Read,
  { orderId }: InputOf<typeof readQuestionEndpoint>,
): Promise<QuestionForStaff> {
  const file = demandOrder(read.actor, 'omnichannel.order.read', await readFile(read, orderId));
  const question = await selectLastQuestion(read, orderId);
  if (!question) throw new Refusal(questionUnknown, {});
  return questionForStaff(read, file, question);
}
