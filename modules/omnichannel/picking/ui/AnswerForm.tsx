import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { Answer } from '../domain/proposal.ts';
import {
  answerQuestionEndpoint,
  readQuestionEndpoint,
  type QuestionForStaff,
} from '../question-contracts.ts';
import { ProposalChoice } from './ProposalChoice.tsx';
import { questionCopy } from './question-copy.ts';

/** Answers in the name of a customer who is on the phone: choose, confirm. */
export function AnswerForm({
  question,
  onAnswered,
  beside = false,
}: {
  readonly question: QuestionForStaff;
  readonly onAnswered: (question: QuestionForStaff) => void;
  /** It stands beside another next step, which is the filled button then. */
  readonly beside?: boolean;
}): ReactElement {
  const t = useCopy(questionCopy);
  const write = useFormat();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const command = useCommandOf(answerQuestionEndpoint, { refreshes: [readQuestionEndpoint] });
  const { questionId, proposals, currency, customerName } = question;
  return (
    <div className="oc-question">
      <ProposalChoice
        label={t('choose')}
        proposals={proposals}
        currency={currency}
        reader={write.reader}
        value={answer}
        onChange={setAnswer}
      />
      {command.problem ? <ErrorState problem={command.problem} reading={false} /> : null}
      <Button
        variant={beside ? 'default' : 'filled'}
        size="lg"
        leftSection={<IconPhone size={20} stroke={1.8} aria-hidden />}
        loading={command.pending}
        disabled={answer === null || command.offline}
        title={command.offline ? t('needsNetwork') : answer === null ? t('needsChoice') : undefined}
        onClick={() =>
          answer &&
          void command.send({ questionId, answer }).then((outcome) => {
            if (outcome.done) onAnswered(outcome.reply);
          })
        }
      >
        {t('answerFor', { name: customerName })}
      </Button>
    </div>
  );
}

/** What came of a question that is closed. */
export function AnsweredNotice({
  question,
}: {
  readonly question: QuestionForStaff;
}): ReactElement {
  const t = useCopy(questionCopy);
  return (
    <Notice role="pronto" icon={IconPhone} title={t('answeredTitle')}>
      {answeredWords(t, question)}
    </Notice>
  );
}

function answeredWords(
  t: ReturnType<typeof useCopy<typeof questionCopy.it>>,
  { state, answer, answeredBy, actorName }: QuestionForStaff,
): string {
  if (state === 'withdrawn' || answer === null || answeredBy === null) return t('withdrawn');
  const words = t(`answer_${answer.kind}`);
  if (answeredBy === 'staff') return t('by_staff', { answer: words, actor: actorName ?? '' });
  return t(`by_${answeredBy}`, { answer: words });
}
