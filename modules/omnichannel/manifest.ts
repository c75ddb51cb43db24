import type { ModuleManifest } from '../../server/modules/manifest.ts';
import { DECIDING_ROLES } from './approvals/authority.ts';
import { APPROVAL_EVENT_TYPES } from './approvals/events.ts';
import { approvalRoutes } from './approvals/routes.ts';
import { REFUND_EVENT_TYPES } from './refunds/events.ts';
import { refundRoutes } from './refunds/routes.ts';
import { closingRoutes } from './closing/routes.ts';
import { paperRoutes } from './printing/routes.ts';
import { ORDER_EVENT_TYPES } from './orders/events.ts';
import { OMNICHANNEL_CHECKS } from './checks/sql.ts';
import { orderSecrets } from './orders/secrets.ts';
import { thresholdsOfShops } from './promises/read-policies.ts';
import { OMNICHANNEL_PROBLEMS } from './problems.ts';
import { omnichannelReactions } from './reactions.ts';
import { RETURN_EVENT_TYPES } from './returns/events.ts';
import { returnRoutes } from './returns/routes.ts';
import { orderNews } from './webhooks/tell-channel.ts';
import { registerPiecesInHand, registerTrustRules } from '../store-system/api.ts';
import { pickingRoutes } from './picking/routes.ts';
import { selectPiecesInHand } from './picking/sql/units.ts';
import { orderRoutes, pickupRoutes, measureRoutes, promiseRoutes } from './routes.ts';

const SHOP = ['clerk', 'store-manager'] as const;
const SERVICE = [...SHOP, 'web-store-manager'] as const;

export const omnichannel: ModuleManifest = {
  id: 'omnichannel',
  title: { it: 'Omnicanalità', en: 'Omnichannel' },
  requires: ['base', 'store-system'],
  tables: [
    'oc_channel',
    'oc_sourcing_policy',
    'oc_pickup_policy',
    'oc_pickup_pause',
    'oc_slot',
    'oc_slot_booking',
    'oc_pace',
    'oc_order_series',
    'oc_order',
    'oc_order_line',
    'oc_order_discount',
    'oc_order_unit',
    'oc_payment',
    'oc_wave',
    'oc_pick',
    'oc_short',
    'oc_question',
    'oc_sourcing_rule',
    'oc_bag',
    'oc_handover',
    'oc_handover_line',
    'oc_approval_policy',
    'oc_approval',
    'oc_approval_answer',
    'oc_approval_seen',
    'oc_approval_delegation',
    'oc_refundable',
    'oc_refund',
    'oc_refund_part',
    'oc_refund_attempt',
    'oc_refund_notice',
    'oc_refund_rule',
    'oc_simulated_provider',
    'oc_simulated_refund',
    'oc_refund_due',
    'oc_refund_due_part',
    'oc_letter_due',
    'oc_day_closing',
    'oc_shown_stock',
    'oc_shown_pass',
    'oc_withdrawal',
    'oc_withdrawal_line',
    'oc_return_policy',
    'oc_return_policy_draft',
    'oc_return_series',
    'oc_return',
    'oc_return_unit',
    'oc_return_picture',
    'oc_return_vat',
  ],
  views: ['oc_ordered_line'],
  permissions: {
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
  },
  keyScopes: {
    'orders:write': {
      title: { it: 'Inserire e annullare ordini', en: 'Place and cancel orders' },
      permissions: [
        'omnichannel.order.place',
        'omnichannel.order.read',
        'omnichannel.order.cancel',
      ],
    },
    'orders:read': {
      title: { it: 'Leggere gli ordini', en: 'Read orders' },
      permissions: ['omnichannel.order.read', 'omnichannel.order.reconcile'],
    },
    'availability:read': {
      title: { it: 'Leggere la disponibilità', en: 'Read availability' },
      permissions: ['omnichannel.availability.read'],
    },
  },
  publishes: [
    'omnichannel.day-closed.v1',
    'omnichannel.withdrawal-declared.v1',
    ...ORDER_EVENT_TYPES,
    'omnichannel.order-recorded.v1',
    ...RETURN_EVENT_TYPES,
    'omnichannel.return-policy-published.v1',
    ...APPROVAL_EVENT_TYPES,
    ...REFUND_EVENT_TYPES,
    'omnichannel.delegation-changed.v1',
    'omnichannel.pickups-paused.v1',
    'omnichannel.pickups-resumed.v1',
    'omnichannel.policy-changed.v1',
    'omnichannel.availability-changed.v1',
  ],
  publicEvents: orderNews,
  problems: OMNICHANNEL_PROBLEMS,
  rooms: [
    { prefix: 'pickups', permission: 'omnichannel.pickup.read', subject: 'location' },
    { prefix: 'approvals', permission: 'omnichannel.approvals.read', subject: 'location' },
    { prefix: 'returns', permission: 'omnichannel.returns.read', subject: 'location' },
    { prefix: 'refunds', permission: 'omnichannel.refund.read', subject: 'location' },
    { prefix: 'availability', permission: 'omnichannel.availability.read', subject: 'channel' },
  ],
  checks: OMNICHANNEL_CHECKS,
  start(context) {
    const secrets = orderSecrets(context.keyring);
    orderRoutes(context, secrets);
    promiseRoutes(context);
    pickupRoutes(context, secrets);
    pickingRoutes(context, { secrets, publicUrl: context.config.publicUrl });
    registerPiecesInHand('omnichannel', selectPiecesInHand);
    registerTrustRules(thresholdsOfShops);
    approvalRoutes(context);
    refundRoutes(context);
    paperRoutes(context);
    closingRoutes(context);
    returnRoutes(context, secrets);
    measureRoutes(context);
    omnichannelReactions(context, { secrets, publicUrl: context.config.publicUrl });
  },
};
