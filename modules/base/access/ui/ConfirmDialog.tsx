import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import type { Problem } from '../../../../server/ui/problem.ts';
import { accessCopy } from './access-copy.ts';
import { FormActions } from './FormActions.tsx';

/** The one question before something that cannot be taken back. */
export function ConfirmDialog({
  title,
  text,
  label,
  command,
  onConfirm,
  onClose,
}: {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly command: {
    readonly pending: boolean;
    readonly offline: boolean;
    readonly problem: Problem | null;
  };
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(accessCopy);
  return (
    <Dialog opened onClose={onClose} title={title}>
      <form
        className="ba-form"
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        <p>{text}</p>
        {command.problem && <ErrorState problem={command.problem} reading={false} />}
        <FormActions
          label={label}
          danger
          blocked={command.offline ? t('needsNetwork') : null}
          pending={command.pending}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}
