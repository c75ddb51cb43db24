import type { ModuleManifest } from '../../server/modules/manifest.ts';
import { registerDocument, registerImportKind, registerPricing } from '../base/api.ts';
import { PRICE_ACTS } from './acts.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { couponRoutes } from './coupons/routes.ts';
import { COUPON_CHECKS } from './coupons/sql/checks.ts';
import { followGoods, followPlaces, learnGoods } from './goods/follow-goods.ts';
import { labelRoutes } from './labels/routes.ts';
import { SHELF_LABELS, SHELF_SIGNS } from './labels/shelf-labels.ts';
import { KEY_SCOPES, PERMISSIONS } from './permissions.ts';
import { priceHistoryRoutes } from './price-history/routes.ts';
import { costsImport, pricesImport } from './price-lists/import.ts';
import { priceListRoutes } from './price-lists/routes.ts';
import { pricingPolicyRoutes } from './pricing-policy/routes.ts';
import { LISTINI_PROBLEMS } from './problems.ts';
import { promotionRoutes } from './promotions/routes.ts';
import { enginePricing } from './quotes/pricing-port.ts';
import { quoteRoutes } from './quotes/routes.ts';
import { simulationJobs } from './simulation/jobs.ts';
import { simulationRoutes } from './simulation/routes.ts';
import { SnapshotKeeper } from './snapshot/keeper.ts';

/** Listini e Promozioni: what things cost, and why. */
export const listiniPromozioni: ModuleManifest = {
  id: 'listini-promozioni',
  title: { it: 'Listini e Promozioni', en: 'Prices and Promotions' },
  requires: ['base'],
  tables: [
    'lp_version_clock',
    'lp_version',
    'lp_goods',
    'lp_place',
    'lp_location_group',
    'lp_customer_standing',
    'lp_price_list',
    'lp_price_list_terms',
    'lp_change_set',
    'lp_change_batch',
    'lp_change_row',
    'lp_price_slot',
    'lp_price',
    'lp_campaign',
    'lp_promotion',
    'lp_promotion_version',
    'lp_promotion_in_force',
    'lp_limit',
    'lp_coupon_series',
    'lp_coupon',
    'lp_redemption',
    'lp_sales_calendar',
    'lp_announcement',
    'lp_announcement_price',
    'lp_replay',
    'lp_label_round',
    'lp_pricing_policy',
  ],
  permissions: PERMISSIONS,
  keyScopes: KEY_SCOPES,
  acts: PRICE_ACTS,
  publishes: [
    'listini-promozioni.change-set-moved.v1',
    'listini-promozioni.labels-confirmed.v1',
    'listini-promozioni.prices-published.v1',
    'listini-promozioni.promotion-moved.v1',
    'listini-promozioni.promotion-redeemed.v1',
    'listini-promozioni.redemption-given-back.v1',
  ],
  problems: LISTINI_PROBLEMS,
  checks: COUPON_CHECKS,
  rooms: [
    { prefix: 'prices', permission: 'listini-promozioni.price.read', subject: 'none' },
    { prefix: 'price-work', permission: 'listini-promozioni.list.read', subject: 'none' },
  ],
  start({ db, jobs, keyring, log, routes, reactions, sweeps }) {
    const tools = { keeper: new SnapshotKeeper(db, log), keyring };
    registerPricing(enginePricing(tools));
    registerImportKind(pricesImport);
    registerImportKind(costsImport);
    priceListRoutes(routes);
    promotionRoutes(routes);
    priceHistoryRoutes(routes);
    couponRoutes(routes, keyring);
    pricingPolicyRoutes(routes);
    quoteRoutes(routes, tools);
    labelRoutes(routes, tools);
    calendarRoutes(routes);
    registerDocument(SHELF_LABELS);
    registerDocument(SHELF_SIGNS);
    simulationRoutes(routes, jobs, tools);
    simulationJobs(jobs, db, tools);
    // In every process: each prices with a snapshot of its own.
    sweeps.every('listini-promozioni.follow-prices', 1, 1, async (tx) => {
      await tools.keeper.look(tx);
      return 0;
    });
    sweeps.every('listini-promozioni.learn-goods', 30, 1, async (tx) => {
      await learnGoods(tx);
      return 0;
    });
    reactions.on<{ styleIds: readonly string[] }>(
      'listini-promozioni.follow-goods',
      ['base.styles-changed.v1'],
      (tx, { payload }) => followGoods(tx, payload.styleIds),
    );
    reactions.on('listini-promozioni.follow-places', ['base.location-changed.v1'], (tx) =>
      followPlaces(tx),
    );
  },
};
