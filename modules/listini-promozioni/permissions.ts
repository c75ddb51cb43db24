import type { ModuleManifest } from '../../server/modules/manifest.ts';

const SHOP = ['clerk', 'store-manager'] as const;

export const PERMISSIONS: ModuleManifest['permissions'] = {
  'listini-promozioni.price.read': {
    title: {
      it: 'Vedere i prezzi e le promozioni di un articolo, e perché costa così',
      en: 'See prices and promotions of an item, and why it costs that',
    },
    roles: [...SHOP, 'web-store-manager', 'merchandiser', 'auditor'],
  },
  'listini-promozioni.list.read': {
    title: { it: 'Vedere listini, costi e margini', en: 'See price lists, costs and margins' },
    roles: ['merchandiser', 'auditor'],
  },
  'listini-promozioni.list.edit': {
    title: { it: 'Preparare modifiche ai listini', en: 'Prepare changes of price lists' },
    roles: ['merchandiser'],
  },
  'listini-promozioni.list.approve': {
    title: {
      it: 'Approvare e annullare modifiche ai listini preparate da altri',
      en: 'Approve and undo changes of price lists that others prepared',
    },
    roles: ['merchandiser'],
  },
  'listini-promozioni.promotion.read': {
    title: { it: 'Vedere le promozioni', en: 'See promotions' },
    roles: ['web-store-manager', 'merchandiser', 'auditor'],
  },
  'listini-promozioni.promotion.edit': {
    title: {
      it: 'Preparare, sospendere e chiudere promozioni',
      en: 'Prepare, pause and end promotions',
    },
    roles: ['merchandiser'],
  },
  'listini-promozioni.promotion.approve': {
    title: {
      it: 'Approvare promozioni preparate da altri',
      en: 'Approve promotions that others prepared',
    },
    roles: ['merchandiser'],
  },
  'listini-promozioni.coupon.manage': {
    title: { it: 'Creare e bloccare coupon', en: 'Make and block coupons' },
    roles: ['merchandiser'],
  },
  'listini-promozioni.simulation.run': {
    title: {
      it: 'Provare promozioni prima di pubblicarle',
      en: 'Try promotions before publishing',
    },
    roles: ['merchandiser'],
  },
  'listini-promozioni.label.read': {
    title: { it: 'Vedere i cartellini da cambiare', en: 'See labels to be changed' },
    roles: [...SHOP, 'merchandiser', 'auditor'],
  },
  'listini-promozioni.label.confirm': {
    title: { it: 'Stampare e confermare i cartellini', en: 'Print labels and confirm them' },
    roles: [...SHOP],
  },
  'listini-promozioni.sales-calendar.manage': {
    title: { it: 'Tenere il calendario dei saldi', en: 'Keep the calendar of sales' },
    roles: ['merchandiser', 'administrator'],
  },
  'listini-promozioni.pricing-policy.manage': {
    title: {
      it: 'Cambiare come la società calcola sconti, arrotondamenti e soglie',
      en: 'Change how the company computes discounts, rounding and floors',
    },
    roles: ['merchandiser'],
  },
  'listini-promozioni.coupon.redeem': {
    title: {
      it: 'Usare coupon e promozioni limitate in una vendita',
      en: 'Use coupons and limited promotions in a sale',
    },
    roles: [...SHOP],
  },
};

export const KEY_SCOPES: NonNullable<ModuleManifest['keyScopes']> = {
  'prices:read': {
    title: { it: 'Chiedere prezzi e preventivi', en: 'Ask for prices and quotes' },
    permissions: ['listini-promozioni.price.read'],
  },
  'coupons:redeem': {
    title: { it: 'Usare coupon e promozioni limitate', en: 'Use coupons and limited promotions' },
    permissions: ['listini-promozioni.price.read', 'listini-promozioni.coupon.redeem'],
  },
  'prices:write': {
    title: { it: 'Preparare modifiche ai listini', en: 'Prepare changes of price lists' },
    permissions: ['listini-promozioni.list.read', 'listini-promozioni.list.edit'],
  },
};
