import { ActionIcon, Button, Group, Textarea } from '@mantine/core';
import { IconCheck, IconMinus, IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { RoundStop } from '../../pickup/live.ts';
import { reportShortEndpoint, SHORT_REASONS, type ShortReported } from '../contracts.ts';
import type { StopNews } from '../live.ts';
import type { QuestionForStaff } from '../question-contracts.ts';
import { AnsweredNotice, AnswerForm } from './AnswerForm.tsx';
import { shortCopy } from './short-copy.ts';

type Reason = (typeof SHORT_REASONS)[number];

/** A piece is not in its place: how many, why, done. The customer is asked by itself. */
export function ShortDialog({
  stop,
  locationId,
  news,
  onClose,
}: {
  readonly stop: RoundStop;
  readonly locationId: string;
  readonly news: StopNews | null;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(shortCopy);
  const [reported, setReported] = useState<ShortReported | null>(null);
  return (
    <Dialog opened onClose={onClose} title={reported ? t('reported') : t('title')}>
      {reported ? (
        <WhatFollows reported={reported} onClose={onClose} />
      ) : (
        <Report stop={stop} locationId={locationId} news={news} onReported={setReported} />
      )}
    </Dialog>
  );
}

function Report({
  stop,
  locationId,
  news,
  onReported,
}: {
  readonly stop: RoundStop;
  readonly locationId: string;
  readonly news: StopNews | null;
  readonly onReported: (reported: ShortReported) => void;
}): ReactElement {
  const t = useCopy(shortCopy);
  const toTake = stop.needed - stop.found - stop.short;
  const [quantity, setQuantity] = useState(toTake);
  // A till has just sold it: most likely that is why.
  const [reason, setReason] = useState<Reason | null>(
    news?.justSold && news.tooFew ? 'sold' : null,
  );
  const [note, setNote] = useState<string | null>(null);
  const command = useCommandOf(reportShortEndpoint);
  const send = (): void => {
    if (!reason) return;
    const written = note?.trim();
    void command
      .send({
        locationId,
        itemId: stop.itemId,
        quantity,
        reason,
        ...(written ? { note: written } : {}),
      })
      .then((outcome) => outcome.done && onReported(outcome.reply));
  };
  return (
    <div className="oc-question">
      <ItemCard item={stop.piece} />
      {toTake > 1 ? <Quantity value={quantity} most={toTake} onChange={setQuantity} /> : null}
      <div className="oc-reasons">
        <FieldChoice
          label={t('reason')}
          choices={SHORT_REASONS.map((value) => ({
            value,
            label: t(value),
            note: t(`${value}Note`),
          }))}
          value={reason}
          onChange={setReason}
        />
      </div>
      {note === null ? (
        <Group>
          <Button variant="subtle" onClick={() => setNote('')}>
            {t('addNote')}
          </Button>
        </Group>
      ) : (
        <Textarea
          label={t('note')}
          value={note}
          maxLength={300}
          autosize
          minRows={2}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      {command.problem ? <ErrorState problem={command.problem} reading={false} /> : null}
      <Button
        variant="filled"
        size="lg"
        loading={command.pending}
        disabled={reason === null || command.offline}
        title={command.offline ? t('needsNetwork') : reason === null ? t('needsReason') : undefined}
        onClick={send}
      >
        {t('confirm', { count: quantity })}
      </Button>
    </div>
  );
}

function Quantity({
  value,
  most,
  onChange,
}: {
  readonly value: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}): ReactElement {
  const t = useCopy(shortCopy);
  return (
    <div className="oc-quantity" role="group" aria-label={t('quantity')}>
      <span>{t('quantity')}</span>
      <ActionIcon
        size={48}
        variant="default"
        aria-label={t('fewer')}
        disabled={value <= 1}
        onClick={() => onChange(value - 1)}
      >
        <IconMinus size={20} stroke={2} aria-hidden />
      </ActionIcon>
      <strong aria-live="polite">{value}</strong>
      <ActionIcon
        size={48}
        variant="default"
        aria-label={t('more')}
        disabled={value >= most}
        onClick={() => onChange(value + 1)}
      >
        <IconPlus size={20} stroke={2} aria-hidden />
      </ActionIcon>
      <span className="bt-quiet">{t('ofNeeded', { count: most })}</span>
    </div>
  );
}

function WhatFollows({
  reported,
  onClose,
}: {
  readonly reported: ShortReported;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(shortCopy);
  const { corrected, questions } = reported;
  return (
    <div className="oc-question">
      <Notice role="pronto" icon={IconCheck}>
        {corrected === 0 ? t('correctedNone') : t('corrected', { count: corrected })}
      </Notice>
      {questions.map((question) => (
        <OneQuestion key={question.questionId} asked={question} />
      ))}
      <Button variant="filled" size="lg" data-autofocus onClick={onClose}>
        {t('goOn')}
      </Button>
    </div>
  );
}

function OneQuestion({ asked }: { readonly asked: QuestionForStaff }): ReactElement {
  const t = useCopy(shortCopy);
  const write = useFormat();
  const [question, setQuestion] = useState(asked);
  const [answering, setAnswering] = useState(false);
  const { customerName: name, hasEmail, deadline } = question;
  if (question.state !== 'open') return <AnsweredNotice question={question} />;
  return (
    <section className="oc-question" aria-label={name}>
      <p>{t(hasEmail ? 'asked' : 'toCall', { name, time: write.clock(deadline) })}</p>
      {answering ? (
        <AnswerForm question={question} onAnswered={setQuestion} beside />
      ) : (
        <Button onClick={() => setAnswering(true)}>{t('answerNow', { name })}</Button>
      )}
    </section>
  );
}
