import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useLocationId, useMay } from '../../../../server/ui/shell/session.ts';
import { readQuestionEndpoint, type QuestionForStaff } from '../question-contracts.ts';
import { AnsweredNotice, AnswerForm } from './AnswerForm.tsx';
import { FoundButton } from './FoundButton.tsx';
import { questionCopy } from './question-copy.ts';

/** The question about an order's missing pieces: what is missing, who may answer until when, an answer. */
export function QuestionDialog({
  orderId,
  customerName,
  onClose,
}: {
  readonly orderId: string;
  readonly customerName: string;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(questionCopy);
  const reading = useQueryOf(readQuestionEndpoint, { orderId }, { freshSeconds: 0 });
  return (
    <Dialog opened onClose={onClose} title={t('dialogTitle', { name: customerName })}>
      <Shown reading={reading} what={t('cannotRead')}>
        {(question) => <Body question={question} onAnswered={onClose} />}
      </Shown>
    </Dialog>
  );
}

function Body({
  question,
  onAnswered,
}: {
  readonly question: QuestionForStaff;
  readonly onAnswered: () => void;
}): ReactElement {
  const t = useCopy(questionCopy);
  const write = useFormat();
  const mayWork = useMay()('omnichannel.pickup.work', useLocationId() ?? undefined);
  if (question.state !== 'open') return <AnsweredNotice question={question} />;
  return (
    <div className="oc-question">
      {question.missing.map((piece) => (
        <ItemCard
          key={piece.lineId}
          item={piece}
          right={
            <>
              {piece.quantity > 1 ? `× ${piece.quantity}` : null}
              {mayWork ? (
                <FoundButton
                  orderId={question.orderId}
                  lineId={piece.lineId}
                  of={question.customerName}
                  onFound={onAnswered}
                />
              ) : null}
            </>
          }
        />
      ))}
      <p className="bt-quiet">
        {question.hasEmail ? t('until', { time: write.clock(question.deadline) }) : t('noEmail')}{' '}
        {t('fallback', { answer: t(`answer_${question.fallback.kind}`) })}
      </p>
      <AnswerForm question={question} onAnswered={onAnswered} />
    </div>
  );
}
