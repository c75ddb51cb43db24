import type { ModuleManifest } from '../../server/modules/manifest.ts';
import { OMNICHANNEL_ACTS } from './acts.ts';
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
import { OMNICHANNEL_PERMISSIONS } from './permissions.ts';
import { OMNICHANNEL_PROBLEMS } from './problems.ts';
import { omnichannelReactions } from './reactions.ts';
import { RETURN_EVENT_TYPES } from './returns/events.ts';
import { returnRoutes } from './returns/routes.ts';
import { orderNews } from './webhooks/tell-channel.ts';
import { registerPiecesInHand, registerTrustRules } from '../store-system/api.ts';
import { pickingRoutes } from './picking/routes.ts';
import { selectPiecesInHand } from './picking/sql/units.ts';
import { orderRoutes, pickupRoutes, measureRoutes, promiseRoutes } from './routes.ts';

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
  permissions: OMNICHANNEL_PERMISSIONS,
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
  acts: OMNICHANNEL_ACTS,
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
