import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { ChangeSetReply } from '../change-contracts.ts';
import type { PriceListReply } from '../contracts.ts';
import { BreaksDialog } from './BreaksDialog.tsx';
import { BulkDialog } from './BulkDialog.tsx';
import { changeCopy } from './change-copy.ts';
import { ChangePlanDialog } from './ChangePlanDialog.tsx';
import { CompareDialog } from './CompareDialog.tsx';
import { DecisionDialog } from './DecisionDialog.tsx';
import type { GridRow } from './grid-row.ts';
import { PasteDialog } from './PasteDialog.tsx';
import { TermsDialog } from './TermsDialog.tsx';
import type { ChangeWork } from './use-change.ts';
import type { GridFilter } from './use-grid-filter.ts';

export type OpenDialog =
  | {
      readonly kind:
        | 'new'
        | 'plan'
        | 'bulk'
        | 'discard'
        | 'reject'
        | 'undo-published'
        | 'terms'
        | 'compare';
    }
  | { readonly kind: 'breaks'; readonly row: GridRow }
  | { readonly kind: 'paste'; readonly text: string };

interface DialogsProps {
  readonly dialog: OpenDialog | null;
  readonly listId: string;
  readonly list: PriceListReply | undefined;
  readonly changes: readonly ChangeSetReply[];
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
  const { dialog, listId, change, onChoose, onChanged, onClose } = props;
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
  const draft = change?.phase === 'draft' ? change : null;
  switch (dialog.kind) {
    case 'compare':
      return <CompareDialog listId={listId} changes={props.changes} onClose={onClose} />;
    case 'terms': {
      const done = (id: string): void => {
        changed();
        if (draft === null) onChoose(id);
      };
      return props.list ? (
        <TermsDialog list={props.list} change={draft} onDone={done} onClose={onClose} />
      ) : null;
    }
    case 'breaks':
      return (
        <BreaksDialog
          row={dialog.row}
          changeSetId={draft?.id ?? null}
          onDone={changed}
          onClose={onClose}
        />
      );
    default:
      return change === null ? null : (
        <OfChange {...props} dialog={dialog} change={change} onChanged={changed} />
      );
  }
}

/** Those that need an open change. */
function OfChange({
  dialog,
  onChanged: changed,
  ...props
}: Omit<DialogsProps, 'dialog'> & {
  readonly dialog: OpenDialog;
  readonly change: ChangeSetReply;
}): ReactElement | null {
  const { listId, change, filter, onClose } = props;
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
    case 'discard':
    case 'reject':
    case 'undo-published':
      return <Decisions {...props} change={change} kind={dialog.kind} />;
    default:
      return null;
  }
}

function Decisions({
  kind,
  change,
  work,
  onChoose,
  onTold,
  onClose,
}: Pick<DialogsProps, 'work' | 'onChoose' | 'onTold' | 'onClose'> & {
  readonly kind: 'discard' | 'reject' | 'undo-published';
  readonly change: ChangeSetReply;
}): ReactElement {
  const t = useCopy(changeCopy);
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
    const told = [
      t('restored', { count: restored }),
      ...(changedSince > 0 ? [t('leftAlone', { count: changedSince })] : []),
    ];
    onTold(`${told.join(', ')}.`);
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
