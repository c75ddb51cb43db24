import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { accessCopy } from './access-copy.ts';

/** The foot of a form in a dialog: give up, or do it; when it cannot be done, why. */
export function FormActions({
  label,
  blocked,
  pending,
  danger = false,
  onCancel,
}: {
  readonly label: string;
  readonly blocked: string | null;
  readonly pending: boolean;
  readonly danger?: boolean;
  readonly onCancel: () => void;
}): ReactElement {
  const t = useCopy(accessCopy);
  return (
    <div className="bt-dialog-actions ba-actions">
      {blocked !== null && <span className="bt-action-reason">{blocked}</span>}
      <Button onClick={onCancel}>{t('cancel')}</Button>
      <Button
        type="submit"
        variant="filled"
        color={danger ? 'ritardo' : 'inchiostro'}
        loading={pending}
        disabled={blocked !== null}
      >
        {label}
      </Button>
    </div>
  );
}
