import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { ChangeSetReply } from '../change-contracts.ts';
import { BulkDialog } from './BulkDialog.tsx';
import { changeCopy } from './change-copy.ts';
import { ChangePlanDialog } from './ChangePlanDialog.tsx';
import { DecisionDialog } from './DecisionDialog.tsx';
import { PasteDialog } from './PasteDialog.tsx';
import type { ChangeWork } from './use-change.ts';
import type { GridFilter } from './use-grid-filter.ts';

export type OpenDialog =
  | { readonly kind: 'new' | 'plan' | 'bulk' | 'discard' | 'reject' | 'undo-published' }
  | { readonly kind: 'paste'; readonly text: string };

interface DialogsProps {
  readonly dialog: OpenDialog | null;
  readonly listId: string;
  readonly change: ChangeSetReply | null;
  readonly filter: GridFilter;
  readonly work: ChangeWork;
  readonly onChoose: (changeSetId: string | null) => void;
  /** Something to say where the change stood. */
  readonly onTold: (words: string) => void;
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** The one dialog that is open over a list, if any. */
export function ChangeDialogs(props: DialogsProps): ReactElement | null {
  const { dialog, listId, change, filter, onChoose, onChanged, onClose } = props;
  if (dialog === null) return null;
  const changed = (): void => {
    onClose();
    onChanged();
  };
  if (dialog.kind === 'new') {
    const chosen = (id: string) => {
      onClose();
      onChoose(id);
    };
    return <ChangePlanDialog listId={listId} change={null} onDone={chosen} onClose={onClose} />;
  }
  if (change === null) return null;
  switch (dialog.kind) {
    case 'plan':
      return (
        <ChangePlanDialog listId={listId} change={change} onDone={changed} onClose={onClose} />
      );
    case 'paste':
      return (
        <PasteDialog
          changeSetId={change.id}
          start={dialog.text}
          onDone={changed}
          onClose={onClose}
        />
      );
    case 'bulk':
      return (
        <BulkDialog
          change={change}
          filter={filter.bulk}
          filterWords={filter.words}
          onDone={changed}
          onClose={onClose}
        />
      );
    default:
      return <Decisions {...props} change={change} kind={dialog.kind} />;
  }
}

function Decisions({
  kind,
  change,
  work,
  onChoose,
  onTold,
  onClose,
}: DialogsProps & {
  readonly kind: 'discard' | 'reject' | 'undo-published';
  readonly change: ChangeSetReply;
}): ReactElement {
  const t = useCopy(changeCopy);
  const write = useFormat();
  const { id: changeSetId, title, rowCount } = change;
  const away = (): void => {
    onClose();
    onChoose(null);
  };
  if (kind === 'discard') {
    return (
      <DecisionDialog
        title={t('discardTitle', { title })}
        text={t('discardText')}
        confirm={t('discard')}
        reason="none"
        danger
        command={work.discard}
        onConfirm={() => void work.discard.send({ changeSetId }).then(({ done }) => done && away())}
        onClose={onClose}
      />
    );
  }
  if (kind === 'reject') {
    return (
      <DecisionDialog
        title={t('rejectTitle')}
        confirm={t('reject')}
        reason="needed"
        command={work.reject}
        onConfirm={(note) =>
          void work.reject.send({ changeSetId, note }).then(({ done }) => done && onClose())
        }
        onClose={onClose}
      />
    );
  }
  const undo = async (note: string): Promise<void> => {
    const outcome = await work.undoPublished.send({
      changeSetId,
      ...(note === '' ? {} : { note }),
    });
    if (!outcome.done) return;
    const { restored, changedSince } = outcome.reply;
    onTold(t('undoneText', { restored: write.count(restored), kept: write.count(changedSince) }));
    away();
  };
  return (
    <DecisionDialog
      title={t('undoTitle', { title })}
      text={t('undoText')}
      confirm={t('undoNow', { count: rowCount })}
      reason="optional"
      danger
      command={work.undoPublished}
      onConfirm={(note) => void undo(note)}
      onClose={onClose}
    />
  );
}
