import type { ReplyOf } from '../../../../server/http/contract.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import type { Actions } from '../../../../server/ui/kit/ActionBar.tsx';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMay, useSession } from '../../../../server/ui/shell/session.ts';
import type { readPromotion } from '../contracts.ts';
import { copy } from './copy.ts';
import { readingCopy } from './reading-copy.ts';
import type { DraftForm } from './use-draft.ts';
import type { PromotionWork } from './use-promotion.ts';

/** What is asked once more before it is done. */
export type Asking = 'pause' | 'end' | 'discard' | 'reject';

interface Standing {
  readonly file: ReplyOf<typeof readPromotion> | null;
  readonly work: PromotionWork;
  readonly form: DraftForm;
  readonly ask: (asking: Asking) => void;
}

type Buttons = Pick<Actions, 'primary' | 'secondary'>;

/** The buttons of a promotion, by what it has come to. */
export function usePromotionActions(standing: Standing): Buttons {
  const drafting = useDraftingActions(standing);
  const deciding = useDecidingActions(standing);
  const running = useRunningActions(standing);
  const { file, form } = standing;
  if (form.editing) return drafting;
  if (file?.promotion.openState === 'submitted') return deciding;
  return running;
}

function useDraftingActions({ file, work, form, ask }: Standing): Buttons {
  const t = useCopy(copy);
  const read = useCopy(readingCopy);
  const offline = work.create.offline ? t('needsNetwork') : null;
  const flaw = form.flaw === null ? null : read(form.flaw);
  const save: Action = {
    id: 'save',
    label: t('saveDraft'),
    pending: work.create.pending || work.rewrite.pending,
    blocked: offline ?? flaw ?? (form.changed ? null : t('nothingChanged')),
    onPress: form.save,
  };
  if (file === null) return { primary: save };
  const { id: promotionId, phase } = file.promotion;
  const submit: Action = {
    id: 'submit',
    label: t('submit'),
    pending: work.submit.pending,
    blocked: offline,
    onPress: () => void work.submit.send({ promotionId }),
  };
  const discard: Action = { id: 'discard', label: t('discard'), onPress: () => ask('discard') };
  // One filled button: what comes next is saving, and once it is saved, handing in.
  if (form.changed) return { primary: save };
  return { primary: submit, secondary: phase === 'draft' ? [discard] : [] };
}

function useDecidingActions({ file, work, ask }: Standing): Buttons {
  const t = useCopy(copy);
  const may = useMay();
  const { person } = useSession();
  const version = file?.versions.find(({ state }) => state === 'submitted');
  if (file === null || version === undefined) return {};
  const { id: promotionId } = file.promotion;
  const own = version.createdBy === person.id || version.submittedBy === person.id;
  const mayApprove = may('listini-promozioni.promotion.approve');
  const withdraw: Action = {
    id: 'withdraw',
    label: t('withdraw'),
    pending: work.withdraw.pending,
    onPress: () => void work.withdraw.send({ promotionId }),
  };
  const reject: Action = { id: 'reject', label: t('reject'), onPress: () => ask('reject') };
  const approve: Action = {
    id: 'approve',
    label: t('approve'),
    pending: work.approve.pending,
    blocked: own ? t('own') : work.approve.offline ? t('needsNetwork') : null,
    onPress: () => void work.approve.send({ promotionId }),
  };
  return {
    secondary: [
      ...(own && may('listini-promozioni.promotion.edit') ? [withdraw] : []),
      ...(mayApprove && !own ? [reject] : []),
    ],
    ...(mayApprove ? { primary: approve } : {}),
  };
}

function useRunningActions({ file, work, form, ask }: Standing): Buttons {
  const t = useCopy(copy);
  const may = useMay();
  if (file === null || !may('listini-promozioni.promotion.edit')) return {};
  const { id: promotionId, phase } = file.promotion;
  const blocked = work.resume.offline ? t('needsNetwork') : null;
  const end: Action = { id: 'end', label: t('end'), onPress: () => ask('end') };
  const next: Action[] = form.beginAgain
    ? [{ id: 'next', label: t('newVersion'), onPress: form.beginAgain }]
    : [];
  if (phase === 'paused') {
    const resume: Action = {
      id: 'resume',
      label: t('resume'),
      pending: work.resume.pending,
      blocked,
      onPress: () => void work.resume.send({ promotionId }),
    };
    return { primary: resume, secondary: [...next, end] };
  }
  if (phase !== 'live' && phase !== 'scheduled') return {};
  const pause: Action = { id: 'pause', label: t('pause'), onPress: () => ask('pause') };
  return { secondary: [...next, pause, end] };
}
