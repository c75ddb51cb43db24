import type { Routes } from '../../../server/http/routes.ts';
import {
  approveChangeSet,
  changeChangeSet,
  createChangeSet,
  discardChangeSet,
  listChangeSets,
  readChangeSet,
  redoStep,
  rejectChangeSet,
  submitChangeSet,
  undoBatch,
  undoPublished,
  withdrawChangeSet,
} from './change-contracts.ts';
import {
  beginChangeSet,
  createList,
  discardDraft,
  nameList,
  redoUndone,
  rewriteChangeSet,
  undoStep,
} from './change-sets.ts';
import {
  comparePriceList,
  createPriceList,
  listPriceLists,
  readPriceList,
  renamePriceList,
} from './contracts.ts';
import { facets, gridPage } from './grid.ts';
import { goodsFacets, readGrid } from './grid-contracts.ts';
import { listWork } from './list-work.ts';
import { readPriceNews } from './news-contracts.ts';
import { readListWork } from './work-contracts.ts';
import { approve, reject, submit, undoPublishing, withdraw } from './publish-change-set.ts';
import { comparison, everyList, oneChangeSet, oneList, pageOfChangeSets } from './queries.ts';
import { preview, reprice, write } from './write-prices.ts';
import { applyBulk, previewBulk, writePrices } from './writing-contracts.ts';

export function priceListRoutes(routes: Routes): void {
  routes.query(listPriceLists, everyList);
  routes.query(readPriceList, oneList);
  routes.query(comparePriceList, comparison);
  routes.query(readGrid, gridPage);
  routes.query(goodsFacets, facets);
  routes.view(readListWork, listWork);
  routes.view(readPriceNews, async (read) => ({ at: read.now.toISOString() }));
  routes.query(listChangeSets, pageOfChangeSets);
  routes.query(readChangeSet, oneChangeSet);
  routes.query(previewBulk, preview);
  routes.command(createPriceList, createList);
  routes.command(renamePriceList, nameList);
  routes.command(createChangeSet, beginChangeSet);
  routes.command(changeChangeSet, rewriteChangeSet);
  routes.command(writePrices, write);
  routes.command(applyBulk, reprice);
  routes.command(undoBatch, undoStep);
  routes.command(redoStep, redoUndone);
  routes.command(discardChangeSet, discardDraft);
  routes.command(submitChangeSet, submit);
  routes.command(withdrawChangeSet, withdraw);
  routes.command(approveChangeSet, approve);
  routes.command(rejectChangeSet, reject);
  routes.command(undoPublished, undoPublishing);
}
