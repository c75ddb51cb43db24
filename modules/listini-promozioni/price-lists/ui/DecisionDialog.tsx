import { Button, Textarea } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import type { Problem } from '../../../../server/ui/problem.ts';
import { changeCopy } from './change-copy.ts';
import './lists.css';

/** One last question before something is put away, sent back or undone; with a reason where one is due. */
export function DecisionDialog({
  title,
  text,
  confirm,
  reason,
  danger = false,
  command,
  onConfirm,
  onClose,
}: {
  readonly title: string;
  readonly text?: string;
  readonly confirm: string;
  readonly reason: 'needed' | 'optional' | 'none';
  readonly danger?: boolean;
  readonly command: {
    readonly pending: boolean;
    readonly offline: boolean;
    readonly problem: Problem | null;
  };
  readonly onConfirm: (note: string) => void;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(changeCopy);
  const [note, setNote] = useState('');
  const missing = reason === 'needed' && note.trim() === '';
  return (
    <Dialog opened onClose={onClose} title={title}>
      <div className="lp-form">
        {text === undefined ? null : <p>{text}</p>}
        {command.problem ? <ErrorState problem={command.problem} reading={false} /> : null}
        {reason === 'none' ? null : (
          <Textarea
            label={t(reason === 'needed' ? 'reason' : 'reasonOptional')}
            maxLength={500}
            autosize
            minRows={2}
            data-autofocus
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        )}
        <div className="lp-form-buttons">
          {command.offline ? <span className="bt-quiet">{t('needsNetwork')}</span> : null}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="filled"
            color={danger ? 'ritardo' : 'inchiostro'}
            loading={command.pending}
            disabled={missing || command.offline}
            onClick={() => onConfirm(note.trim())}
          >
            {confirm}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
