import { Select, TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ActionButton } from '../../../../server/ui/kit/Action.tsx';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { listReasonCodes } from '../../../base/reason-codes/contracts.ts';
import { DECLINE_REASONS } from '../domain/words.ts';
import { acceptTransfer, declineTransfer } from '../steps-contracts.ts';
import { stepCopy } from './step-copy.ts';
import { TransferFrame, type TransferProps } from './TransferFrame.tsx';
import { LineCard } from './TransferLines.tsx';

/** Another place asks for pieces of here: yes, yes to fewer, or no with a reason. */
export function AnswerRequest(props: TransferProps): ReactElement {
  const { card } = props;
  const t = useCopy(stepCopy);
  const [given, setGiven] = useState<Readonly<Record<string, number>>>({});
  const [declining, setDeclining] = useState(false);
  const accept = useCommandOf(acceptTransfer);
  const givenOf = ({ lineId, requested }: TransferProps['card']['lines'][number]): number =>
    given[lineId] ?? requested;
  const pieces = card.lines.reduce((sum, line) => sum + givenOf(line), 0);
  const fewer = card.lines
    .filter((line) => givenOf(line) !== line.requested)
    .map((line) => ({ lineId: line.lineId, quantity: givenOf(line) }));
  return (
    <TransferFrame
      {...props}
      problem={accept.problem}
      primary={{
        id: 'accept',
        label: t('acceptCount', { count: pieces }),
        icon: IconCheck,
        pending: accept.pending,
        blocked: accept.offline ? t('needsNetwork') : pieces === 0 ? t('nothingGiven') : null,
        onPress: () =>
          void accept.send({
            transferId: card.transfer.transferId,
            ...(fewer.length > 0 ? { lines: fewer } : {}),
          }),
      }}
      secondary={[
        { id: 'decline', label: t('decline'), icon: IconX, onPress: () => setDeclining(true) },
      ]}
    >
      {card.note ? (
        <Notice role="lavoro" icon={IconCheck} title={t('noteOf', { name: card.requestedByName })}>
          {card.note}
        </Notice>
      ) : null}
      <ul className="ss-transfer-lines" aria-label={t('pieces')}>
        {card.lines.map((line) => (
          <li key={line.lineId}>
            <LineCard line={line} right={t('asks', { count: line.requested })}>
              <NumberField
                className="ss-transfer-number"
                label={t('give')}
                aria-label={t('giveOf', { item: `${line.item.name} ${line.item.size}` })}
                min={0}
                max={line.requested}
                whole
                value={givenOf(line)}
                onChange={(value) =>
                  setGiven((before) => ({ ...before, [line.lineId]: value ?? 0 }))
                }
              />
            </LineCard>
          </li>
        ))}
      </ul>
      {declining ? <DeclineDialog {...props} onClose={() => setDeclining(false)} /> : null}
    </TransferFrame>
  );
}

function DeclineDialog({
  card,
  onClose,
}: TransferProps & { readonly onClose: () => void }): ReactElement {
  const t = useCopy(stepCopy);
  const say = useText();
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const reasons = useQueryOf(listReasonCodes, { kind: DECLINE_REASONS });
  const decline = useCommandOf(declineTransfer, { onDone: onClose });
  const choices = (reasons.data?.reasonCodes ?? []).filter(({ active }) => active);
  return (
    <Dialog opened onClose={onClose} title={t('declineTitle')}>
      <div className="ss-transfer-form">
        {decline.problem ? <ErrorState problem={decline.problem} reading={false} /> : null}
        <Select
          label={t('reason')}
          data={choices.map(({ code, titleIt, titleEn }) => ({
            value: code,
            label: say({ it: titleIt, en: titleEn }),
          }))}
          value={reason}
          onChange={setReason}
        />
        <TextInput
          label={t('noteField')}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className="bt-dialog-actions">
          <ActionButton
            primary
            action={{
              id: 'decline',
              label: t('declineGo'),
              pending: decline.pending,
              blocked: decline.offline
                ? t('needsNetwork')
                : reason === null
                  ? t('chooseReason')
                  : null,
              onPress: () =>
                void decline.send({
                  transferId: card.transfer.transferId,
                  reason: reason!,
                  ...(note.trim() === '' ? {} : { note: note.trim() }),
                }),
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}
