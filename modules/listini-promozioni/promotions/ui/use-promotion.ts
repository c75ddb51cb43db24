import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import {
  approvePromotion,
  createPromotion,
  discardPromotion,
  endPromotion,
  listPromotions,
  pausePromotion,
  readPromotion,
  rejectPromotion,
  resumePromotion,
  rewritePromotion,
  submitPromotion,
  withdrawPromotion,
} from '../contracts.ts';

export const NEW = 'nuova';
const LOOK_AGAIN_SECONDS = 20;

/** A promotion with its versions, and everything that can become of it. */
export function usePromotion(promotionId: string) {
  const moved = { refreshes: [readPromotion, listPromotions] };
  return {
    file: useQueryOf(
      readPromotion,
      { promotionId },
      { when: promotionId !== NEW, freshSeconds: 0, everySeconds: LOOK_AGAIN_SECONDS },
    ),
    create: useCommandOf(createPromotion, { refreshes: [listPromotions] }),
    rewrite: useCommandOf(rewritePromotion, moved),
    submit: useCommandOf(submitPromotion, moved),
    withdraw: useCommandOf(withdrawPromotion, moved),
    approve: useCommandOf(approvePromotion, moved),
    reject: useCommandOf(rejectPromotion, moved),
    pause: useCommandOf(pausePromotion, moved),
    resume: useCommandOf(resumePromotion, moved),
    end: useCommandOf(endPromotion, moved),
    discard: useCommandOf(discardPromotion, moved),
  };
}

export type PromotionWork = ReturnType<typeof usePromotion>;
