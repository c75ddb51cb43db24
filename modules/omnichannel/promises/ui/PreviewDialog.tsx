import type { ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { duration } from '../../../../server/ui/kit/format.ts';
import { LoadingRows } from '../../../../server/ui/kit/LoadingRows.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useLastAnswer } from './use-last-answer.ts';
import { previewRulesEndpoint, type RulesPreview } from '../preview-contracts.ts';
import { PreviewTable, type PreviewRow } from './PreviewTable.tsx';
import { previewCopy } from './preview-copy.ts';
import type { Draft } from './rules-draft.ts';

/** Yesterday under the rules that are being written, beside those in force. */
export function PreviewDialog({
  locationId,
  draft,
  onClose,
}: {
  readonly locationId: string | null;
  readonly draft: Draft;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(previewCopy);
  const write = useFormat();
  const preview = useCommandOf(previewRulesEndpoint);
  const shown = useLastAnswer(preview.send, { locationId, terms: draft });
  return (
    <Dialog opened onClose={onClose} title={t('title')} size={640}>
      {preview.problem ? (
        <ErrorState problem={preview.problem} />
      ) : shown.reply === null ? (
        <LoadingRows />
      ) : shown.reply.orders === 0 ? (
        <EmptyState title={t('noOrders')}>{t('noOrdersText')}</EmptyState>
      ) : (
        <>
          <p className="bt-quiet">
            {t('of', {
              orders: t('orders', { count: shown.reply.orders }),
              day: write.longDay(new Date(`${shown.reply.day}T12:00:00Z`)),
            })}
          </p>
          <PreviewTable
            rows={rowsOf(shown.reply, t, (minutes) => duration(write.reader.language, minutes))}
          />
          <p className="bt-hint">{t('how')}</p>
        </>
      )}
    </Dialog>
  );
}

function rowsOf(
  { orders, inForce, draft }: RulesPreview,
  t: ReturnType<typeof useCopy<typeof previewCopy.it>>,
  time: (minutes: number) => string,
): PreviewRow[] {
  const count = (name: 'sameDay' | 'late' | 'unseen', better: 'more' | 'fewer'): PreviewRow => ({
    id: name,
    label: t(name),
    before: t('outOf', { count: inForce[name], of: orders }),
    after: t('outOf', { count: draft[name], of: orders }),
    change: (draft[name] - inForce[name]) * (better === 'more' ? 1 : -1),
  });
  const wait = (minutes: number | null): string => (minutes === null ? '–' : time(minutes));
  return [
    count('sameDay', 'more'),
    {
      id: 'median',
      label: t('median'),
      before: wait(inForce.medianMinutes),
      after: wait(draft.medianMinutes),
      change: (inForce.medianMinutes ?? 0) - (draft.medianMinutes ?? 0),
    },
    count('late', 'fewer'),
    count('unseen', 'fewer'),
  ];
}
