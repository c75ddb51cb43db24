import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { DecisionDialog } from '../../price-lists/ui/DecisionDialog.tsx';
import type { readPromotion } from '../contracts.ts';
import { copy } from './copy.ts';
import type { Asking } from './promotion-actions.ts';
import type { PromotionWork } from './use-promotion.ts';

/** What is asked once more, with the reason where somebody will want to read it. */
export function PromotionDecisions({
  asking,
  file,
  work,
  onClose,
}: {
  readonly asking: Asking | null;
  readonly file: ReplyOf<typeof readPromotion> | null;
  readonly work: PromotionWork;
  readonly onClose: () => void;
}): ReactElement | null {
  const t = useCopy(copy);
  const go = useGo();
  if (asking === null || file === null) return null;
  const { id: promotionId } = file.promotion;
  const closed = ({ done }: { readonly done: boolean }): void => {
    if (done) onClose();
  };
  switch (asking) {
    case 'pause':
      return (
        <DecisionDialog
          title={t('pauseTitle')}
          text={t('pauseText')}
          confirm={t('pause')}
          reason="needed"
          command={work.pause}
          onConfirm={(reason) => void work.pause.send({ promotionId, reason }).then(closed)}
          onClose={onClose}
        />
      );
    case 'reject':
      return (
        <DecisionDialog
          title={t('rejectTitle')}
          confirm={t('reject')}
          reason="needed"
          command={work.reject}
          onConfirm={(note) => void work.reject.send({ promotionId, note }).then(closed)}
          onClose={onClose}
        />
      );
    case 'end':
      return (
        <DecisionDialog
          title={t('endTitle')}
          text={t('endText')}
          confirm={t('end')}
          reason="none"
          danger
          command={work.end}
          onConfirm={() => void work.end.send({ promotionId }).then(closed)}
          onClose={onClose}
        />
      );
    case 'discard':
      return (
        <DecisionDialog
          title={t('discardTitle')}
          text={t('discardText')}
          confirm={t('discard')}
          reason="none"
          danger
          command={work.discard}
          onConfirm={() =>
            void work.discard.send({ promotionId }).then(({ done }) => done && go('/promozioni'))
          }
          onClose={onClose}
        />
      );
  }
}
