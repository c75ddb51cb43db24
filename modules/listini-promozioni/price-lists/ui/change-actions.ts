import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconPencil,
  IconReload,
  IconShieldCheck,
} from '@tabler/icons-react';
import type { Actions } from '../../../../server/ui/kit/ActionBar.tsx';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMay, useSession } from '../../../../server/ui/shell/session.ts';
import type { ChangeSetReply } from '../change-contracts.ts';
import { changeCopy } from './change-copy.ts';
import type { OpenDialog } from './ChangeDialogs.tsx';
import type { Check } from './use-check.ts';
import type { CellEdits } from './use-cell-edits.ts';
import type { ChangeWork } from './use-change.ts';

interface Standing {
  readonly change: ChangeSetReply | null;
  readonly work: ChangeWork;
  readonly edits: CellEdits;
  readonly check: Check;
  readonly open: (dialog: OpenDialog) => void;
  /** The sheet is read again, without what was typed over it. */
  readonly again: () => void;
}

/** The buttons of a list, by what the change that is open has come to. */
export function useChangeActions(standing: Standing): Pick<Actions, 'primary' | 'secondary'> {
  const draft = useDraftActions(standing);
  const decision = useDecisionActions(standing);
  const may = useMay();
  const t = useCopy(changeCopy);
  const { change, open } = standing;
  const mayEdit = may('listini-promozioni.list.edit');
  if (change === null) {
    const prepare: Action = {
      id: 'prepare',
      label: t('prepare'),
      icon: IconPencil,
      onPress: () => open({ kind: 'new' }),
    };
    return mayEdit ? { primary: prepare } : {};
  }
  if (change.phase === 'draft') return mayEdit ? draft : {};
  if (change.phase === 'submitted') return decision;
  const published = change.phase === 'scheduled' || change.phase === 'active';
  if (!published || !may('listini-promozioni.list.approve')) return {};
  return {
    secondary: [
      {
        id: 'undo-published',
        label: t('undoPublished'),
        icon: IconArrowBackUp,
        onPress: () => open({ kind: 'undo-published' }),
      },
    ],
  };
}

function useDraftActions({
  change,
  work,
  edits,
  check,
  again,
}: Standing): Pick<Actions, 'primary' | 'secondary'> {
  const t = useCopy(changeCopy);
  if (change === null) return {};
  const input = { changeSetId: change.id };
  const batches = work.file.data?.batches ?? [];
  // Newest first.
  const latest = batches.find(({ undone }) => !undone);
  const offline = work.submit.offline ? t('needsNetwork') : null;
  const notSaved = edits.failed > 0 ? t('notSaved', { count: edits.failed }) : null;
  const undo: Action = {
    id: 'undo',
    label: t(
      latest?.kind === 'paste' ? 'undoPaste' : latest?.kind === 'bulk' ? 'undoBulk' : 'undo',
    ),
    icon: IconArrowBackUp,
    compact: true,
    pending: work.undo.pending,
    onPress: () => void work.undo.send(input).then(again),
  };
  const redo: Action = {
    id: 'redo',
    label: t('redo'),
    icon: IconArrowForwardUp,
    compact: true,
    pending: work.redo.pending,
    onPress: () => void work.redo.send(input).then(again),
  };
  const saveAgain: Action = {
    id: 'save-again',
    label: t('saveAgain'),
    icon: IconReload,
    compact: true,
    blocked: offline,
    onPress: edits.sendAgain,
  };
  const verify: Action = {
    id: 'verify',
    label: t('verify'),
    icon: IconShieldCheck,
    compact: true,
    pending: check.checking,
    onPress: check.start,
  };
  return {
    secondary: [
      ...(edits.failed > 0 ? [saveAgain] : []),
      ...(batches.some(({ redoable }) => redoable) ? [redo] : []),
      ...(latest ? [undo] : []),
      ...(change.rowCount > 0 ? [verify] : []),
    ],
    primary: {
      id: 'submit',
      label: t('submit'),
      pending: work.submit.pending,
      blocked: offline ?? (edits.saving ? t('saving') : notSaved),
      onPress: () => void work.submit.send(input),
    },
  };
}

function useDecisionActions({
  change,
  work,
  open,
}: Standing): Pick<Actions, 'primary' | 'secondary'> {
  const t = useCopy(changeCopy);
  const may = useMay();
  const { person } = useSession();
  if (change === null) return {};
  const input = { changeSetId: change.id };
  const own = change.createdBy === person.id || change.submittedBy === person.id;
  const batches = work.file.data?.batches ?? [];
  const helped = batches.some(({ madeBy, undone }) => !undone && madeBy === person.id);
  const withdraw: Action = {
    id: 'withdraw',
    label: t('withdraw'),
    icon: IconArrowBackUp,
    pending: work.withdraw.pending,
    onPress: () => void work.withdraw.send(input),
  };
  const reject: Action = {
    id: 'reject',
    label: t('reject'),
    onPress: () => open({ kind: 'reject' }),
  };
  const mayApprove = may('listini-promozioni.list.approve');
  return {
    secondary: [
      ...(may('listini-promozioni.list.edit') && own ? [withdraw] : []),
      ...(mayApprove && !own ? [reject] : []),
    ],
    ...(mayApprove
      ? {
          primary: {
            id: 'approve',
            label: t('approve'),
            pending: work.approve.pending,
            blocked: own || helped ? t('own') : work.approve.offline ? t('needsNetwork') : null,
            onPress: () => void work.approve.send(input),
          },
        }
      : {}),
  };
}
