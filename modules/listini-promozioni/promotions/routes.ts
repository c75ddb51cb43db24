import type { Routes } from '../../../server/http/routes.ts';
import { beginPromotion, discard, rewrite, withdrawSubmitted } from './commands.ts';
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
} from './contracts.ts';
import { foundCustomers, foundGoods, vocabulary } from './finding.ts';
import { findCustomers, findGoods, readVocabulary } from './finding-contracts.ts';
import { matchGoods } from './matching-contracts.ts';
import { approveSubmitted, end, pause, rejectSubmitted, resume, submitDraft } from './publish.ts';
import { matches, onePromotion, pageOfPromotions } from './queries.ts';

export function promotionRoutes(routes: Routes): void {
  routes.query(listPromotions, pageOfPromotions);
  routes.query(readPromotion, onePromotion);
  routes.query(matchGoods, matches);
  routes.query(findGoods, foundGoods);
  routes.query(findCustomers, foundCustomers);
  routes.query(readVocabulary, vocabulary);
  routes.command(createPromotion, beginPromotion);
  routes.command(rewritePromotion, rewrite);
  routes.command(discardPromotion, discard);
  routes.command(submitPromotion, submitDraft);
  routes.command(withdrawPromotion, withdrawSubmitted);
  routes.command(approvePromotion, approveSubmitted);
  routes.command(rejectPromotion, rejectSubmitted);
  routes.command(pausePromotion, pause);
  routes.command(resumePromotion, resume);
  routes.command(endPromotion, end);
}
