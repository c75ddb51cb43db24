import { TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ActionButton } from '../../../../server/ui/kit/Action.tsx';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import type { TransferCard } from '../contracts.ts';
import { cancelTransfer } from '../steps-contracts.ts';
import { toCancel } from './board.ts';
import { stepCopy } from './step-copy.ts';

/** What has not left stays where it is: with a reason, both sides read it. */
export function CancelDialog({
  card,
  onClose,
}: {
  readonly card: TransferCard;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(stepCopy);
  const [because, setBecause] = useState('');
  const cancel = useCommandOf(cancelTransfer, { onDone: onClose });
  const written = because.trim();
  return (
    <Dialog opened onClose={onClose} title={t(card.transfer.shipped > 0 ? 'cancelRest' : 'cancel')}>
      <div className="ss-transfer-form">
        {cancel.problem ? <ErrorState problem={cancel.problem} reading={false} /> : null}
        <TextInput
          label={t('cancelWhy')}
          maxLength={200}
          data-autofocus
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
        <div className="bt-dialog-actions">
          <ActionButton
            primary
            action={{
              id: 'cancel',
              label: t('cancelGo', { count: toCancel(card) }),
              danger: true,
              pending: cancel.pending,
              blocked: cancel.offline
                ? t('needsNetwork')
                : written === ''
                  ? t('chooseReason')
                  : null,
              onPress: () =>
                void cancel.send({ transferId: card.transfer.transferId, because: written }),
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}
