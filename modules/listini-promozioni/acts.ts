import type { Acts } from '../../server/modules/manifest.ts';

/** What happens here, as the audit tells it to whoever reads it. */
export const PRICE_ACTS: Acts = {
  'listini-promozioni.change-set-moved.v1': {
    it: 'Modifica di listino avanzata',
    en: 'Change of a price list moved on',
  },
  'listini-promozioni.labels-confirmed.v1': {
    it: 'Cartellini cambiati in negozio',
    en: 'Labels changed in the store',
  },
  'listini-promozioni.prices-published.v1': { it: 'Prezzi pubblicati', en: 'Prices published' },
  'listini-promozioni.promotion-moved.v1': { it: 'Promozione avanzata', en: 'Promotion moved on' },
  'listini-promozioni.promotion-redeemed.v1': { it: 'Promozione usata', en: 'Promotion used' },
  'listini-promozioni.redemption-given-back.v1': {
    it: 'Uso di una promozione restituito',
    en: 'Use of a promotion given back',
  },
  'listini-promozioni.price-list-created': { it: 'Listino creato', en: 'Price list made' },
  'listini-promozioni.price-list-renamed': { it: 'Listino rinominato', en: 'Price list renamed' },
  'listini-promozioni.sales-calendar-written': {
    it: 'Calendario dei saldi scritto',
    en: 'Calendar of sales written',
  },
  'listini-promozioni.coupons-made': { it: 'Codici sconto creati', en: 'Coupons made' },
  'listini-promozioni.coupons-blocked': { it: 'Codici sconto bloccati', en: 'Coupons blocked' },
  'listini-promozioni.replay-started': {
    it: 'Prova sui prezzi avviata',
    en: 'Trial of prices started',
  },
  'listini-promozioni.replay-stopped': {
    it: 'Prova sui prezzi fermata',
    en: 'Trial of prices stopped',
  },
  'listini-promozioni.campaign-opened': { it: 'Campagna aperta', en: 'Campaign opened' },
  'listini-promozioni.location-group-written': {
    it: 'Gruppo di negozi scritto',
    en: 'Group of stores written',
  },
  'listini-promozioni.customer-standing-written': {
    it: 'Gruppo di un cliente scritto',
    en: 'Group of a customer written',
  },
};
