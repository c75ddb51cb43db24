import type { ModuleManifest } from '../../server/modules/manifest.ts';
import { DECIDING_ROLES } from './approvals/authority.ts';

const SHOP = ['clerk', 'store-manager'] as const;
const SERVICE = [...SHOP, 'web-store-manager'] as const;

/** What may be permitted here, in the words of the administrator, and who may it from birth. */
export const OMNICHANNEL_PERMISSIONS: ModuleManifest['permissions'] = {
  'omnichannel.order.place': {
    // Only channels, by key: whoever places an order says what it costs.
    title: { it: 'Inserire ordini', en: 'Place orders' },
    roles: [],
  },
  'omnichannel.order.read': {
    title: { it: 'Vedere gli ordini', en: 'See orders' },
    roles: [...SERVICE, 'auditor'],
  },
  'omnichannel.order.reconcile': {
    title: {
      it: 'Confrontare gli ordini con il negozio online',
      en: 'Compare orders with a web shop',
    },
    roles: ['web-store-manager', 'auditor'],
  },
  'omnichannel.order.cancel': {
    title: { it: 'Annullare ordini', en: 'Cancel orders' },
    roles: SERVICE,
  },
  'omnichannel.day.close': {
    title: { it: 'Chiudere la giornata del negozio', en: 'Close the day of the shop' },
    roles: SHOP,
  },
  'omnichannel.order.move': {
    title: {
      it: 'Spostare ordini in un altro negozio o spedirli',
      en: 'Have orders prepared in another shop, or sent',
    },
    roles: SERVICE,
  },
  'omnichannel.order.delay': {
    title: { it: 'Promettere ordini per più tardi', en: 'Promise orders for later' },
    roles: SERVICE,
  },
  'omnichannel.policy.read': {
    title: { it: 'Vedere le regole dei ritiri', en: 'See the rules of pickups' },
    roles: ['store-manager', 'web-store-manager', 'auditor'],
  },
  'omnichannel.policy.write': {
    title: { it: 'Cambiare le regole dei ritiri', en: 'Change the rules of pickups' },
    roles: ['web-store-manager'],
  },
  'omnichannel.capacity.write': {
    title: {
      it: 'Decidere quanti ritiri prende il negozio e sospenderli',
      en: 'Decide how many pickups a shop takes, and pause them',
    },
    roles: ['store-manager', 'web-store-manager'],
  },
  'omnichannel.doubt.read': {
    title: {
      it: 'Vedere le promesse di cui manca forse il pezzo',
      en: 'See promises whose piece may not be there',
    },
    roles: ['store-manager', 'web-store-manager', 'auditor'],
  },
  'omnichannel.refund.read': {
    title: { it: 'Vedere i rimborsi dovuti', en: 'See refunds due' },
    roles: ['store-manager', 'web-store-manager', 'auditor'],
  },
  'omnichannel.approvals.ask': {
    title: { it: 'Chiedere autorizzazioni', en: 'Ask for approvals' },
    roles: SERVICE,
  },
  'omnichannel.approvals.read': {
    title: { it: 'Vedere le autorizzazioni', en: 'See approvals' },
    roles: ['store-manager', 'web-store-manager', 'auditor'],
  },
  'omnichannel.approvals.decide': {
    title: {
      it: 'Autorizzare, rifiutare, fare controproposte',
      en: 'Approve, refuse, offer something else',
    },
    roles: DECIDING_ROLES,
  },
  'omnichannel.approvals.policy': {
    title: {
      it: 'Cambiare limiti e regole delle autorizzazioni',
      en: 'Change the limits and rules of approvals',
    },
    roles: ['web-store-manager'],
  },
  'omnichannel.refunds.counter': {
    title: { it: 'Rendere denaro al banco', en: 'Give money back at the counter' },
    roles: SERVICE,
  },
  'omnichannel.refunds.pay': {
    title: { it: 'Pagare i rimborsi dovuti', en: 'Pay refunds due' },
    roles: DECIDING_ROLES,
  },
  'omnichannel.refunds.override': {
    title: {
      it: 'Scegliere su quali pagamenti torna un rimborso',
      en: 'Choose which payments a refund goes back on',
    },
    roles: ['web-store-manager'],
  },
  'omnichannel.pickup.read': {
    title: { it: 'Vedere i ritiri', en: 'See pickups' },
    roles: [...SERVICE, 'auditor'],
  },
  'omnichannel.pickup.work': {
    title: { it: 'Preparare e consegnare i ritiri', en: 'Prepare and hand over pickups' },
    // The office watches: goods leave over a counter, and only who stands there sees to whom.
    roles: SHOP,
  },
  'omnichannel.measures.read': {
    title: { it: 'Vedere il cruscotto dei ritiri', en: 'See the dashboard of pickups' },
    roles: ['store-manager', 'web-store-manager', 'auditor'],
  },
  'omnichannel.question.answer': {
    title: {
      it: 'Rispondere per il cliente sui pezzi mancanti',
      en: 'Answer for customers about missing pieces',
    },
    roles: SERVICE,
  },
  'omnichannel.question.decide': {
    title: {
      it: 'Rispondere per il cliente oltre il limite',
      en: 'Answer for customers beyond the limit',
    },
    roles: ['store-manager', 'web-store-manager'],
  },
  'omnichannel.sourcing.read': {
    title: {
      it: 'Vedere le regole di riassegnazione',
      en: 'See the rules by which another shop is chosen',
    },
    roles: [...SERVICE, 'auditor'],
  },
  'omnichannel.sourcing.change': {
    title: {
      it: 'Cambiare le regole di riassegnazione',
      en: 'Change the rules by which another shop is chosen',
    },
    roles: ['web-store-manager'],
  },
  'omnichannel.returns.take': {
    title: { it: 'Ritirare i resi al banco', en: 'Take returns at the counter' },
    // Goods come in over a counter: the office watches and decides.
    roles: SHOP,
  },
  'omnichannel.returns.read': {
    title: { it: 'Vedere i resi', en: 'See returns' },
    roles: [...SERVICE, 'auditor'],
  },
  'omnichannel.returns.policy': {
    title: { it: 'Cambiare le regole dei resi', en: 'Change the return policy' },
    roles: ['web-store-manager'],
  },
  'omnichannel.availability.read': {
    title: { it: 'Chiedere la disponibilità per negozio', en: 'Ask availability by shop' },
    roles: [...SERVICE, 'auditor'],
  },
};
