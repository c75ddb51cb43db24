import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { copy } from './copy.ts';

/** All of them at once is a promise to the customers of tomorrow: asked once more. */
export function ConfirmDialog({
  count,
  onConfirm,
  onClose,
}: {
  readonly count: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  return (
    <Dialog opened onClose={onClose} title={t('confirmTitle', { count })}>
      <p>{t('confirmText')}</p>
      <div className="bt-dialog-actions">
        <Button onClick={onClose}>{t('notYet')}</Button>
        <Button variant="filled" data-autofocus onClick={onConfirm}>
          {t('confirmAll', { count })}
        </Button>
      </div>
    </Dialog>
  );
}
