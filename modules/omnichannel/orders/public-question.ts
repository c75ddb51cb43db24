import type { Read } from '../../../server/db/transaction.ts';
import { questionPage } from '../mail/question-letters.ts';
import { selectLastQuestion } from '../picking/sql/questions.ts';
import type { OrderFile } from './domain/file.ts';
import type { PublicOrder } from './public-view-contracts.ts';
import type { OrderSecrets } from './secrets.ts';

/** What a page of a customer needs of this installation. */
export interface CustomerLinks {
  readonly secrets: OrderSecrets;
  readonly publicUrl: string;
}

/** What the customer is asked about missing pieces right now, and where to answer. */
export async function openQuestion(
  read: Read,
  { secrets, publicUrl }: CustomerLinks,
  file: OrderFile,
): Promise<PublicOrder['question']> {
  if (file.answerBy === null) return null;
  const question = await selectLastQuestion(read, file.orderId);
  if (question?.state !== 'open') return null;
  return {
    url: questionPage(publicUrl, secrets.questionToken(question.questionId)),
    deadline: question.deadline.toISOString(),
  };
}
