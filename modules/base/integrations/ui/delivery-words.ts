import type { Say as SayOf } from '../../../../server/ui/copy.ts';
import type { WebhookDelivery } from '../../../../server/webhooks/contracts.ts';
import type { copy } from './copy.ts';

type Say = SayOf<(typeof copy)['it']>;

/** Where a delivery stands, in one word. */
export function wordOf(t: Say, state: WebhookDelivery['state']): string {
  switch (state) {
    case 'waiting':
      return t('stateWaiting');
    case 'delivered':
      return t('delivered');
    case 'given-up':
      return t('stateGivenUp');
    case 'dropped':
      return t('stateDropped');
  }
}

/** What became of an attempt, in words. */
export function answerWords(t: Say, failure: string | null, status: number | null): string {
  const told = { status: String(status ?? '') };
  switch (failure) {
    case null:
      return t('ok', told);
    case 'timeout':
      return t('why_timeout');
    case 'refused':
      return t('why_refused');
    case 'private':
      return t('why_private');
    case 'redirect':
      return t('why_redirect', told);
    case 'status':
      return t('why_status', told);
    case 'cut':
      return t('why_cut');
    default:
      return t('why_unreachable');
  }
}
