/**
 * The door of Listini e Promozioni. Other modules ask what things cost through the pricing port of `base`;
 * what stands here is for whoever fills a chain with prices and promotions of days gone by: every command
 * writes what a person would, at the instant of its transaction.
 */

export { followGoods, followPlaces } from './goods/follow-goods.ts';
export { setCosts } from './goods/sql/goods.ts';
export { nextVersion } from './goods/sql/versions.ts';
export { changeGroup, changeStanding, openCampaign } from './calendar/calendar.ts';

export type { Terms } from './price-lists/domain/terms.ts';
export { beginChangeSet, createList } from './price-lists/change-sets.ts';
export { reprice, write as writePrices } from './price-lists/write-prices.ts';
export {
  approve as approveChangeSet,
  submit as submitChangeSet,
  undoPublishing,
} from './price-lists/publish-change-set.ts';

export type { Definition } from './promotions/domain/definition.ts';
export { TEMPLATES, type TemplateFields } from './promotions/domain/template-fields.ts';
export { fromTemplate } from './promotions/domain/templates.ts';
export { beginPromotion, rewrite as rewritePromotion } from './promotions/commands.ts';
export {
  approveSubmitted as approvePromotion,
  end as endPromotion,
  pause as pausePromotion,
  resume as resumePromotion,
  submitDraft as submitPromotion,
} from './promotions/publish.ts';
export { makeCodes, shareCode } from './coupons/commands.ts';
export type { PastPrices } from './snapshot/past-prices.ts';
export { pastPrices } from './snapshot/past-prices.ts';
