/**
 * Who may call what, written by hand from what each role is for, not from the manifests: a manifest
 * that gives too much, or an endpoint nobody thought about, does not agree with this.
 */

export const ROLES = [
  'clerk',
  'store-manager',
  'web-store-manager',
  'merchandiser',
  'warehouse-worker',
  'administrator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

/** What the location of the one who asks has to do with it. */
export type Where =
  /** Nothing: whoever has the role in one place may. Lists show what stands in the own locations. */
  | 'anywhere'
  /** The request names a location; asked for another one than the own: 403. */
  | 'at the location it names'
  /** The thing stands in a location; one that stands elsewhere does not exist: 404. */
  | 'where the thing stands'
  /** It concerns the whole chain: the role in one shop is not enough: 403. */
  | 'for the whole chain';

export type Policy =
  | 'everybody'
  | 'whoever is logged in'
  | {
      readonly roles: readonly Role[];
      readonly where: Where;
      /** Scopes of API keys, each of which is enough. */
      readonly keys: readonly string[];
    };

const policy =
  (where: Where) =>
  (roles: readonly Role[], keys: readonly string[] = []): Policy => ({ roles, where, keys });
const anywhere = policy('anywhere');
const named = policy('at the location it names');
const standing = policy('where the thing stands');
const chain = policy('for the whole chain');

const NOBODY: readonly Role[] = [];
const SHOP: readonly Role[] = ['clerk', 'store-manager'];
/** Those who serve customers, in a shop or for all shops. */
const SERVICE: readonly Role[] = [...SHOP, 'web-store-manager'];
const SERVICE_READERS: readonly Role[] = [...SERVICE, 'auditor'];
const STOCK_READERS: readonly Role[] = [...SERVICE_READERS, 'warehouse-worker'];
const ADMINISTRATOR: readonly Role[] = ['administrator'];
const MEASURERS: readonly Role[] = ['store-manager', 'web-store-manager', 'auditor'];
const DECIDERS: readonly Role[] = ['store-manager', 'web-store-manager'];
const HOUSE_READERS: readonly Role[] = ['administrator', 'auditor'];
const MERCHANDISER: readonly Role[] = ['merchandiser'];
const PRICE_READERS: readonly Role[] = ['merchandiser', 'auditor'];
const PROMOTION_READERS: readonly Role[] = ['web-store-manager', ...PRICE_READERS];
const PRICE_ASKERS: readonly Role[] = [...SERVICE_READERS, 'merchandiser'];
const PRICE_KEYS = ['prices:read', 'coupons:redeem'] as const;
const PRICE_WRITERS_KEYS = ['prices:write'] as const;
const PRINTERS: readonly Role[] = [...SHOP, 'warehouse-worker'];
const IMPORTERS: readonly Role[] = ['merchandiser', 'web-store-manager', 'administrator'];

export const MATRIX: Readonly<Record<string, Policy>> = {
  // Coming in, and what concerns nobody but oneself.
  'POST /api/core/sessions': 'everybody',
  'POST /api/core/sessions/pin': 'everybody',
  'DELETE /api/core/sessions/current': 'everybody',
  'GET /api/core/devices/current': 'everybody',
  'POST /api/core/devices/current': 'everybody',
  'GET /api/core/me': 'whoever is logged in',
  'PUT /api/core/me/location': named(ROLES),
  'PUT /api/core/me/language': 'whoever is logged in',
  'PUT /api/core/me/pin': 'whoever is logged in',
  'PUT /api/core/me/password': 'whoever is logged in',
  'POST /api/core/ping': 'whoever is logged in',

  // The house: people, devices, keys, what happened.
  'GET /api/core/roles': chain(HOUSE_READERS),
  'GET /api/core/accounts': chain(HOUSE_READERS),
  'GET /api/core/accounts/:accountId': chain(HOUSE_READERS),
  'POST /api/core/accounts': chain(ADMINISTRATOR),
  'PATCH /api/core/accounts/:accountId': chain(ADMINISTRATOR),
  'PUT /api/core/accounts/:accountId/assignments': chain(ADMINISTRATOR),
  'POST /api/core/accounts/:accountId/log-out': chain(ADMINISTRATOR),
  'POST /api/core/accounts/:accountId/password': chain(ADMINISTRATOR),
  'POST /api/core/accounts/:accountId/pin': chain(ADMINISTRATOR),
  'GET /api/core/devices': chain(HOUSE_READERS),
  'POST /api/core/devices': chain(ADMINISTRATOR),
  'POST /api/core/devices/:deviceId/code': chain(ADMINISTRATOR),
  'PATCH /api/core/devices/:deviceId': chain(ADMINISTRATOR),
  'POST /api/core/devices/:deviceId/revocation': chain(ADMINISTRATOR),
  'GET /api/core/api-keys': chain(HOUSE_READERS),
  'POST /api/core/api-keys': chain(ADMINISTRATOR),
  'POST /api/core/api-keys/:keyId/revocation': chain(ADMINISTRATOR),
  'GET /api/core/operations': chain(HOUSE_READERS),
  'GET /api/core/operations/failures': chain(HOUSE_READERS),
  'POST /api/core/operations/failures/:id/retry': chain(ADMINISTRATOR),
  'POST /api/core/operations/failures/:id/discard': chain(ADMINISTRATOR),
  'GET /api/core/webhooks/endpoints': chain(HOUSE_READERS),
  'POST /api/core/webhooks/endpoints': chain(ADMINISTRATOR),
  'PUT /api/core/webhooks/endpoints/:endpointId': chain(ADMINISTRATOR),
  'POST /api/core/webhooks/endpoints/:endpointId/state': chain(ADMINISTRATOR),
  'POST /api/core/webhooks/endpoints/:endpointId/secret': chain(ADMINISTRATOR),
  'POST /api/core/webhooks/endpoints/:endpointId/ping': chain(ADMINISTRATOR),
  'POST /api/core/webhooks/endpoints/:endpointId/replay': chain(ADMINISTRATOR),
  'GET /api/core/webhooks/endpoints/:endpointId/deliveries': chain(HOUSE_READERS),
  'GET /api/core/webhooks/deliveries/:delivery': chain(HOUSE_READERS),
  'GET /api/core/audit': anywhere(HOUSE_READERS),
  'GET /api/core/mail': 'everybody',

  // Companies, locations, reasons.
  'GET /api/base/companies': 'whoever is logged in',
  'POST /api/base/companies': chain(ADMINISTRATOR),
  'PUT /api/base/companies/:companyId': chain(ADMINISTRATOR),
  'GET /api/base/locations': 'whoever is logged in',
  'GET /api/base/locations/:locationId': 'whoever is logged in',
  'GET /api/base/holidays/:year': 'whoever is logged in',
  'POST /api/base/locations': chain(ADMINISTRATOR),
  'PUT /api/base/locations/:locationId': chain(ADMINISTRATOR),
  'PUT /api/base/locations/:locationId/hours': named(['store-manager', 'administrator']),
  'GET /api/base/reason-codes': 'whoever is logged in',
  'POST /api/base/reason-codes': chain(ADMINISTRATOR),
  'PUT /api/base/reason-codes/:kind/:code': chain(ADMINISTRATOR),

  // The catalogue, and files that fill it.
  'GET /api/base/items/search': anywhere(ROLES, ['catalogue:read', 'catalogue:write']),
  'GET /api/base/items/by-gtin/:gtin': anywhere(ROLES, ['catalogue:read', 'catalogue:write']),
  'GET /api/base/styles/:styleId': anywhere(ROLES, ['catalogue:read', 'catalogue:write']),
  'GET /api/base/pictures/:shape/:file': 'everybody',
  'GET /api/base/import-kinds': chain(IMPORTERS, ['catalogue:write']),
  'GET /api/base/import-kinds/:kind/template': chain(IMPORTERS, ['catalogue:write']),
  'GET /api/base/imports': chain(IMPORTERS, ['catalogue:write']),
  'GET /api/base/imports/:importId': chain(IMPORTERS, ['catalogue:write']),
  'GET /api/base/imports/:importId/errors': chain(IMPORTERS, ['catalogue:write']),
  'GET /api/base/imports/:importId/errors.csv': chain(IMPORTERS, ['catalogue:write']),
  // Asked for with a catalogue; whoever keeps the stock, the web store manager, may not change that.
  'POST /api/base/imports': chain(['merchandiser', 'administrator'], ['catalogue:write']),
  'POST /api/base/imports/:importId/apply': chain(IMPORTERS, ['catalogue:write']),
  'POST /api/base/imports/:importId/discard': chain(IMPORTERS, ['catalogue:write']),

  // Paper.
  'GET /api/base/printing': named(PRINTERS),
  'POST /api/base/printers': named(['store-manager', 'administrator']),
  'PUT /api/base/printers/:printerId': standing(['store-manager', 'administrator']),
  'POST /api/base/printers/:printerId/test': standing(PRINTERS),
  'POST /api/base/print-jobs/reprint-last': named(PRINTERS),
  'POST /api/base/print-jobs/:jobId/retry': standing(PRINTERS),
  'POST /api/base/print-jobs/:jobId/done': standing(PRINTERS),
  'POST /api/base/print-jobs/:jobId/discard': standing(PRINTERS),
  'POST /api/base/print-jobs/:jobId/reprint': standing(PRINTERS),
  'GET /api/base/print-jobs/:jobId/document': standing(PRINTERS),

  // Customers belong to the chain, not to a shop.
  'GET /api/base/customers/search': anywhere(SERVICE_READERS),
  'POST /api/base/customers/:customerId/openings': anywhere(SERVICE_READERS),
  'POST /api/base/customers': anywhere(SERVICE),
  'PUT /api/base/customers/:customerId': anywhere(SERVICE),
  'POST /api/base/customers/:customerId/erasure': chain(['web-store-manager', 'administrator']),

  // Stock: a size is looked for in every shop, its ledger is the shop's own.
  'GET /api/store-system/look-up': anywhere(STOCK_READERS, ['holds:write']),
  'GET /api/store-system/styles/:styleId/matrix': anywhere(STOCK_READERS, ['holds:write']),
  'GET /api/store-system/levels/:locationId/:itemId/ledger': named(STOCK_READERS),
  'GET /api/store-system/levels/:locationId/:itemId/holds': named(STOCK_READERS),
  'GET /api/store-system/locations/:locationId/exceptions': named(STOCK_READERS),
  'POST /api/store-system/receipts': named(['store-manager', 'warehouse-worker']),
  'POST /api/store-system/incoming': named(['store-manager', 'warehouse-worker']),
  'POST /api/store-system/sales': named(SHOP),
  'POST /api/store-system/condition-moves': named([...SHOP, 'warehouse-worker']),
  'POST /api/store-system/adjustments': named(['store-manager']),
  'PUT /api/store-system/levels/:locationId/:itemId/safety': named(['store-manager']),

  // Promises.
  'PUT /api/store-system/locations/:locationId/places': named([
    'clerk',
    'store-manager',
    'warehouse-worker',
  ]),
  'GET /api/store-system/recounts': named(STOCK_READERS),
  'POST /api/store-system/recounts/:recountId/count': standing([...SHOP, 'warehouse-worker']),
  'POST /api/store-system/holds': named(SERVICE, ['holds:write']),
  'POST /api/store-system/holds/:holdId/release': standing(SERVICE, ['holds:write']),
  'POST /api/store-system/holds/:holdId/extension': standing(SERVICE, ['holds:write']),
  'GET /api/store-system/reservations': named(SERVICE_READERS),
  'GET /api/store-system/reservations/details': named(SERVICE_READERS),
  'GET /api/store-system/reservations/terms': anywhere(SERVICE_READERS),
  'GET /api/store-system/customers/:customerId/reservations': anywhere(SERVICE_READERS),
  'POST /api/store-system/reservations/look-up': named(SERVICE),
  'POST /api/store-system/reservations': named(SERVICE),
  'POST /api/store-system/reservations/:reservationId/acceptance': standing(SERVICE),
  'POST /api/store-system/reservations/:reservationId/refusal': standing(SERVICE),
  'POST /api/store-system/reservations/:reservationId/offer-taken': standing(SERVICE),
  'POST /api/store-system/reservations/:reservationId/shelf': standing(SERVICE),
  'POST /api/store-system/reservations/:reservationId/extension': standing(SERVICE),
  'POST /api/store-system/reservations/:reservationId/release': standing(SERVICE),
  'POST /api/store-system/reservations/:reservationId/collection': standing(SERVICE),

  // Orders come from channels; the shops see and cancel them.
  'POST /api/omnichannel/orders': named(NOBODY, ['orders:write']),
  'GET /api/omnichannel/orders': anywhere(SERVICE_READERS, ['orders:write', 'orders:read']),
  'GET /api/omnichannel/orders/changes': chain(
    ['clerk', 'store-manager', 'web-store-manager', 'auditor'],
    ['orders:read', 'orders:write'],
  ),
  'POST /api/omnichannel/orders/reconciliation': chain(
    ['web-store-manager', 'auditor'],
    ['orders:read'],
  ),
  'GET /api/omnichannel/orders/:orderId': standing(SERVICE_READERS, [
    'orders:write',
    'orders:read',
  ]),
  'GET /api/omnichannel/orders/:orderId/history': standing(SERVICE_READERS, [
    'orders:write',
    'orders:read',
  ]),
  'GET /api/omnichannel/orders/:orderId/link': standing(NOBODY, ['orders:write']),
  'POST /api/omnichannel/orders/:orderId/cancel': standing(SERVICE, ['orders:write']),
  'POST /api/omnichannel/orders/:orderId/move': standing(SERVICE),
  'GET /api/omnichannel/orders/:orderId/shipping': standing(SERVICE),
  'POST /api/omnichannel/orders/:orderId/shipping': standing(SERVICE),
  'POST /api/omnichannel/orders/:orderId/shipping/undo': standing(SERVICE),
  'GET /api/omnichannel/orders/:orderId/candidates': standing(SERVICE),
  'GET /api/omnichannel/orders/:orderId/question': standing(SERVICE_READERS, [
    'orders:write',
    'orders:read',
  ]),
  'POST /api/omnichannel/questions/:questionId/answer': standing(SERVICE),
  'GET /api/omnichannel/public/questions/:token': 'everybody',
  'POST /api/omnichannel/public/questions/:token/answer': 'everybody',
  // What is signed with a PIN asks for it first; who may decide what, and for whom, is the command's.
  'GET /api/omnichannel/approvals': anywhere(MEASURERS),
  'GET /api/omnichannel/approvals/own': anywhere(SERVICE),
  'GET /api/omnichannel/approvals/:approvalId': 'whoever is logged in',
  'POST /api/omnichannel/approvals/:approvalId/approve': anywhere(DECIDERS),
  'POST /api/omnichannel/approvals/:approvalId/refuse': anywhere(DECIDERS),
  'POST /api/omnichannel/approvals/:approvalId/counter': anywhere(DECIDERS),
  'POST /api/omnichannel/approvals/:approvalId/hand-on': anywhere(DECIDERS),
  'POST /api/omnichannel/approvals/:approvalId/seen': standing(DECIDERS),
  'POST /api/omnichannel/approvals/:approvalId/withdraw': standing(SERVICE),
  'POST /api/omnichannel/approvals/:approvalId/offer': standing(SERVICE),
  'GET /api/omnichannel/approval-policy': anywhere(MEASURERS),
  'PUT /api/omnichannel/approval-policy': chain(['web-store-manager']),
  'GET /api/omnichannel/approval-delegations': anywhere(DECIDERS),
  'POST /api/omnichannel/approval-delegations': anywhere(DECIDERS),
  'DELETE /api/omnichannel/approval-delegations/:delegationId': anywhere(DECIDERS),
  'GET /api/omnichannel/refunds/:refundId': standing(SERVICE),
  'POST /api/omnichannel/refunds/:refundId/counter': standing(SERVICE),
  'POST /api/omnichannel/refunds/:refundId/parts/:partId/retry': standing(SERVICE),
  'POST /api/omnichannel/refunds/:refundId/parts/:partId/tender': standing(SERVICE),
  'POST /api/omnichannel/refunds/:refundId/parts/:partId/by-hand': standing(DECIDERS),
  'POST /api/omnichannel/refunds-due/:refundDueId/pay': standing(DECIDERS),
  'POST /api/omnichannel/refund-notices': 'everybody',
  'GET /api/omnichannel/sourcing-rule': anywhere(SERVICE_READERS),
  'PUT /api/omnichannel/sourcing-rule': chain(['web-store-manager']),
  'GET /api/omnichannel/sourcing-rule/history': anywhere(SERVICE_READERS),
  'POST /api/omnichannel/sourcing-rule/preview': chain(['web-store-manager']),
  'GET /api/omnichannel/picking/floor': named(SERVICE_READERS),
  'POST /api/omnichannel/picking/shorts': named(SHOP),
  'POST /api/omnichannel/picking/orders/:orderId/lines/:lineId/found': standing(SHOP),
  'POST /api/omnichannel/picking/waves/:waveId/finish': standing(SHOP),
  'POST /api/omnichannel/picking/waves/:waveId/let-go': standing(SHOP),
  'POST /api/omnichannel/picking/waves/:waveId/take-over': standing(SHOP),
  'GET /api/omnichannel/refunds-due': anywhere(MEASURERS),
  'GET /api/omnichannel/refunds-due/totals': anywhere(MEASURERS),
  'GET /api/omnichannel/public/orders/:token': 'everybody',
  'GET /api/omnichannel/public/orders/:token/stores': 'everybody',
  'POST /api/omnichannel/public/orders/:token/move': 'everybody',
  'POST /api/omnichannel/public/orders/:token/shipping': 'everybody',
  'POST /api/omnichannel/public/orders/:token/withdrawal': 'everybody',
  'POST /api/omnichannel/public/orders/:token/cancel': 'everybody',
  'POST /api/omnichannel/public/orders/:token/on-the-way': 'everybody',
  'POST /api/omnichannel/public/orders/:token/arrival': 'everybody',
  'POST /api/omnichannel/public/orders/:token/extension': 'everybody',
  'GET /api/omnichannel/availability': anywhere(SERVICE_READERS, ['availability:read']),

  // The dashboard: for those who answer for a shop, or for all of them.
  // Returns: whoever stands at a counter takes them, of whatever shop the order is.
  'POST /api/omnichannel/orders/fulfilled': named(NOBODY, ['orders:write']),
  'POST /api/omnichannel/returns/find': named(SHOP),
  'GET /api/omnichannel/returns/orders/:orderId': named(SHOP),
  'POST /api/omnichannel/returns/preview': named(SHOP),
  'POST /api/omnichannel/returns': named(SHOP),
  'POST /api/omnichannel/returns/pictures': named(SHOP),
  'GET /api/omnichannel/returns/pictures/:pictureId': standing(SERVICE_READERS),
  'GET /api/omnichannel/returns': anywhere(SERVICE_READERS),
  'GET /api/omnichannel/returns/desk': named(SERVICE_READERS),
  'GET /api/omnichannel/returns/:returnId': standing(SERVICE_READERS),
  'GET /api/omnichannel/returns/:returnId/history': standing(SERVICE_READERS),
  'POST /api/omnichannel/returns/:returnId/hand-back': standing(SHOP),
  'POST /api/omnichannel/returns/:returnId/grade': standing(SHOP),
  'POST /api/omnichannel/returns/:returnId/print': standing(SHOP),
  'GET /api/omnichannel/returns/policy': anywhere(SERVICE_READERS),
  'PUT /api/omnichannel/returns/policy/draft': chain(['web-store-manager']),
  'DELETE /api/omnichannel/returns/policy/draft': chain(['web-store-manager']),
  'POST /api/omnichannel/returns/policy/publish': chain(['web-store-manager']),
  'POST /api/omnichannel/returns/policy/trial': chain(['web-store-manager']),
  'GET /api/omnichannel/measures': anywhere(MEASURERS),
  'GET /api/omnichannel/measures/orders': anywhere(MEASURERS),
  // Pickups: the office watches, the shop works.
  'GET /api/omnichannel/closing': named(SHOP),
  'POST /api/omnichannel/closing': named(SHOP),
  'GET /api/omnichannel/pickups': named(SERVICE_READERS),
  'GET /api/omnichannel/pickups/board': anywhere(SERVICE_READERS),
  'GET /api/omnichannel/pickups/:orderId': standing(SERVICE_READERS),
  'POST /api/omnichannel/pickups/by-code': named(SHOP),
  'POST /api/omnichannel/pickups/acknowledge': named(SHOP),
  'POST /api/omnichannel/pickups/take-next': named(SHOP),
  'POST /api/omnichannel/pickups/picks': named(SHOP),
  'POST /api/omnichannel/pickups/:orderId/delay': standing(SERVICE),
  'POST /api/omnichannel/pickups/:orderId/delay/undo': standing(SERVICE),
  'POST /api/omnichannel/pickups/pause': named(['store-manager', 'web-store-manager']),
  'POST /api/omnichannel/pickups/resume': named(['store-manager', 'web-store-manager']),
  'GET /api/omnichannel/doubts': anywhere(['store-manager', 'web-store-manager', 'auditor']),
  'GET /api/omnichannel/policies': anywhere(['store-manager', 'web-store-manager', 'auditor']),
  'GET /api/omnichannel/policies/history': anywhere([
    'store-manager',
    'web-store-manager',
    'auditor',
  ]),
  'POST /api/omnichannel/policies/preview': anywhere([
    'store-manager',
    'web-store-manager',
    'auditor',
  ]),
  'PUT /api/omnichannel/policies/chain': chain(['web-store-manager']),
  'PUT /api/omnichannel/policies/shops/:locationId': named(['web-store-manager']),
  'PUT /api/omnichannel/policies/shops/:locationId/capacity': named([
    'store-manager',
    'web-store-manager',
  ]),
  'POST /api/omnichannel/policies/copy': chain(['web-store-manager']),
  'GET /api/omnichannel/forecast': named(SERVICE_READERS),
  'GET /api/omnichannel/slots': anywhere(SERVICE_READERS, ['availability:read']),
  'POST /api/omnichannel/pickups/:orderId/take': standing(SHOP),
  'POST /api/omnichannel/pickups/:orderId/let-go': standing(SHOP),
  'POST /api/omnichannel/pickups/:orderId/lines/:lineId/unpick': standing(SHOP),
  'POST /api/omnichannel/pickups/:orderId/lines/:lineId/put-back': standing(SHOP),
  'POST /api/omnichannel/pickups/:orderId/extension': standing(SHOP),
  'POST /api/omnichannel/pickups/:orderId/print': standing(SHOP),
  'POST /api/omnichannel/pickups/pick-list': named(SHOP),
  'POST /api/omnichannel/pickups/shelf-labels': named(SHOP),
  'POST /api/omnichannel/pickups/:orderId/stage': standing(SHOP),
  'POST /api/omnichannel/pickups/:orderId/ready': standing(SHOP),
  'POST /api/omnichannel/pickups/:orderId/ready/undo': standing(SHOP),
  'POST /api/omnichannel/pickups/:orderId/handover': standing(SHOP),
  'POST /api/omnichannel/pickups/:orderId/ship': standing(SHOP),
  'GET /api/omnichannel/pickups/:orderId/lines/:lineId/swaps': standing(SHOP),
  'GET /api/omnichannel/pickups/:orderId/lines/:lineId/swaps/:gtin': standing(SHOP),
  'POST /api/omnichannel/pickups/:orderId/reprieve': standing(SHOP),

  // Receipts of tills: chains have tills already, which tell what they sold.
  // Transfers: each end does its own part; the web store manager asks and clears, and moves no goods.
  'GET /api/store-system/transfers': named(STOCK_READERS),
  'GET /api/store-system/locations/:locationId/transfers': named(STOCK_READERS),
  'GET /api/store-system/transfers/:transferId': standing(STOCK_READERS),
  'POST /api/store-system/transfers/look-up': named(STOCK_READERS),
  'POST /api/store-system/transfers': named([...SERVICE, 'warehouse-worker']),
  'POST /api/store-system/transfers/outgoing': named([...SHOP, 'warehouse-worker']),
  'POST /api/store-system/transfers/:transferId/acceptance': standing([
    ...SHOP,
    'warehouse-worker',
  ]),
  'POST /api/store-system/transfers/:transferId/refusal': standing([...SHOP, 'warehouse-worker']),
  'POST /api/store-system/transfers/:transferId/picks': standing([...SHOP, 'warehouse-worker']),
  'PUT /api/store-system/transfers/:transferId/lines/:lineId/picked': standing([
    ...SHOP,
    'warehouse-worker',
  ]),
  'POST /api/store-system/transfers/:transferId/picked': standing([...SHOP, 'warehouse-worker']),
  'POST /api/store-system/transfers/:transferId/shipments': standing([...SHOP, 'warehouse-worker']),
  'POST /api/store-system/transfers/:transferId/cancellation': standing([
    ...SERVICE,
    'warehouse-worker',
  ]),
  'POST /api/store-system/transfer-shipments/:shipmentId/receipts': standing([
    ...SHOP,
    'warehouse-worker',
  ]),
  'POST /api/store-system/transfer-shipments/:shipmentId/confirmation': standing([
    ...SHOP,
    'warehouse-worker',
  ]),
  'POST /api/store-system/transfer-shipments/:shipmentId/recall': standing([
    'store-manager',
    'web-store-manager',
  ]),
  'POST /api/store-system/transfer-discrepancies/:discrepancyId/resolution': standing([
    'store-manager',
    'web-store-manager',
  ]),
  'POST /api/store-system/transfer-shipments/:shipmentId/print': named([
    ...SHOP,
    'warehouse-worker',
  ]),
  'POST /api/store-system/locations/:locationId/till-receipts': named(
    ['store-manager'],
    ['receipts:write'],
  ),
  'POST /api/store-system/locations/:locationId/till-receipts/batches': named(
    ['store-manager'],
    ['receipts:write'],
  ),
  'GET /api/store-system/locations/:locationId/till-receipts': named(SERVICE_READERS, [
    'receipts:write',
  ]),
  'GET /api/store-system/locations/:locationId/till-receipts/:receiptId': named(SERVICE_READERS, [
    'receipts:write',
  ]),

  // Prices: the merchandiser prepares and approves, the auditor looks, shops ask what things cost.
  'GET /api/listini-promozioni/price-lists': chain(PRICE_READERS, PRICE_WRITERS_KEYS),
  'GET /api/listini-promozioni/price-lists/:listId': chain(PRICE_READERS, PRICE_WRITERS_KEYS),
  'GET /api/listini-promozioni/price-lists/:listId/comparison': chain(
    PRICE_READERS,
    PRICE_WRITERS_KEYS,
  ),
  'GET /api/listini-promozioni/price-lists/:listId/grid': chain(PRICE_READERS, PRICE_WRITERS_KEYS),
  'GET /api/listini-promozioni/price-lists/:listId/work': chain(PRICE_READERS, PRICE_WRITERS_KEYS),
  'GET /api/listini-promozioni/goods/facets': chain(PRICE_READERS, PRICE_WRITERS_KEYS),
  'GET /api/listini-promozioni/change-sets': chain(PRICE_READERS, PRICE_WRITERS_KEYS),
  'GET /api/listini-promozioni/change-sets/:changeSetId': chain(PRICE_READERS, PRICE_WRITERS_KEYS),
  'POST /api/listini-promozioni/price-lists': chain(MERCHANDISER, PRICE_WRITERS_KEYS),
  'PUT /api/listini-promozioni/price-lists/:listId': chain(MERCHANDISER, PRICE_WRITERS_KEYS),
  'POST /api/listini-promozioni/price-lists/:listId/change-sets': chain(
    MERCHANDISER,
    PRICE_WRITERS_KEYS,
  ),
  'PUT /api/listini-promozioni/change-sets/:changeSetId': chain(MERCHANDISER, PRICE_WRITERS_KEYS),
  'POST /api/listini-promozioni/change-sets/:changeSetId/prices': chain(
    MERCHANDISER,
    PRICE_WRITERS_KEYS,
  ),
  'POST /api/listini-promozioni/change-sets/:changeSetId/bulk-preview': chain(
    PRICE_READERS,
    PRICE_WRITERS_KEYS,
  ),
  'POST /api/listini-promozioni/change-sets/:changeSetId/bulk': chain(
    MERCHANDISER,
    PRICE_WRITERS_KEYS,
  ),
  'POST /api/listini-promozioni/change-sets/:changeSetId/undo': chain(
    MERCHANDISER,
    PRICE_WRITERS_KEYS,
  ),
  'POST /api/listini-promozioni/change-sets/:changeSetId/redo': chain(
    MERCHANDISER,
    PRICE_WRITERS_KEYS,
  ),
  'POST /api/listini-promozioni/change-sets/:changeSetId/discarding': chain(
    MERCHANDISER,
    PRICE_WRITERS_KEYS,
  ),
  'POST /api/listini-promozioni/change-sets/:changeSetId/submission': chain(
    MERCHANDISER,
    PRICE_WRITERS_KEYS,
  ),
  'POST /api/listini-promozioni/change-sets/:changeSetId/withdrawal': chain(
    MERCHANDISER,
    PRICE_WRITERS_KEYS,
  ),
  'POST /api/listini-promozioni/change-sets/:changeSetId/approval': chain(MERCHANDISER),
  'POST /api/listini-promozioni/change-sets/:changeSetId/rejection': chain(MERCHANDISER),
  'POST /api/listini-promozioni/change-sets/:changeSetId/undoing': chain(MERCHANDISER),
  'GET /api/listini-promozioni/pricing-policies': chain(PRICE_READERS, PRICE_WRITERS_KEYS),
  'PUT /api/listini-promozioni/pricing-policies/:companyId': chain(MERCHANDISER),
  'GET /api/listini-promozioni/promotions': chain(PROMOTION_READERS),
  'GET /api/listini-promozioni/promotions/:promotionId': chain(PROMOTION_READERS),
  'POST /api/listini-promozioni/goods/matches': chain(PROMOTION_READERS),
  'GET /api/listini-promozioni/goods/found': chain(PROMOTION_READERS),
  'GET /api/listini-promozioni/promotion-words': chain(PROMOTION_READERS),
  'GET /api/listini-promozioni/promotion-customers': chain(MERCHANDISER),
  'POST /api/listini-promozioni/promotions': chain(MERCHANDISER),
  'PUT /api/listini-promozioni/promotions/:promotionId/draft': chain(MERCHANDISER),
  'POST /api/listini-promozioni/promotions/:promotionId/submission': chain(MERCHANDISER),
  'POST /api/listini-promozioni/promotions/:promotionId/withdrawal': chain(MERCHANDISER),
  'POST /api/listini-promozioni/promotions/:promotionId/approval': chain(MERCHANDISER),
  'POST /api/listini-promozioni/promotions/:promotionId/rejection': chain(MERCHANDISER),
  'POST /api/listini-promozioni/promotions/:promotionId/pause': chain(MERCHANDISER),
  'POST /api/listini-promozioni/promotions/:promotionId/resumption': chain(MERCHANDISER),
  'POST /api/listini-promozioni/promotions/:promotionId/ending': chain(MERCHANDISER),
  'POST /api/listini-promozioni/promotions/:promotionId/discarding': chain(MERCHANDISER),
  'GET /api/listini-promozioni/promotions/:promotionId/check': chain(PROMOTION_READERS),
  'GET /api/listini-promozioni/change-sets/:changeSetId/check': chain(
    PRICE_READERS,
    PRICE_WRITERS_KEYS,
  ),
  'GET /api/listini-promozioni/price-history': anywhere(PRICE_ASKERS, PRICE_KEYS),
  'GET /api/listini-promozioni/announcements/:sourceId': anywhere(PRICE_ASKERS, PRICE_KEYS),
  'GET /api/listini-promozioni/sales-calendar': anywhere(PRICE_ASKERS, PRICE_KEYS),
  'PUT /api/listini-promozioni/sales-calendar': chain(['merchandiser', 'administrator']),
  'POST /api/listini-promozioni/simulations/baskets': chain(MERCHANDISER),
  'GET /api/listini-promozioni/simulations/past-baskets': chain(MERCHANDISER),
  'GET /api/listini-promozioni/simulations/replays': chain(MERCHANDISER),
  'POST /api/listini-promozioni/simulations/replays': chain(MERCHANDISER),
  'POST /api/listini-promozioni/simulations/replays/:replayId/cancellation': chain(MERCHANDISER),
  'GET /api/listini-promozioni/simulations/replays/:replayId': chain(MERCHANDISER),
  'GET /api/listini-promozioni/locations/:locationId/labels/:day': named([
    ...SHOP,
    'merchandiser',
    'auditor',
  ]),
  'GET /api/listini-promozioni/locations/:locationId/labels/:day/document': named([
    ...SHOP,
    'merchandiser',
    'auditor',
  ]),
  'POST /api/listini-promozioni/locations/:locationId/labels/:day/printing': named(SHOP),
  'POST /api/listini-promozioni/locations/:locationId/labels/:day/confirmation': named(SHOP),
  'GET /api/listini-promozioni/labels/:day': chain(PRICE_READERS, PRICE_WRITERS_KEYS),
  'GET /api/listini-promozioni/calendar': chain(PROMOTION_READERS),
  'POST /api/listini-promozioni/calendar/trials': chain(PROMOTION_READERS),
  'PUT /api/listini-promozioni/promotions/:promotionId/dates': chain(MERCHANDISER),
  'POST /api/listini-promozioni/campaigns': chain(MERCHANDISER),
  'GET /api/listini-promozioni/location-groups': chain(PROMOTION_READERS),
  'PUT /api/listini-promozioni/location-groups/:groupId': chain(MERCHANDISER),
  'PUT /api/listini-promozioni/customers/:customerId/standing': chain(MERCHANDISER),
  'GET /api/listini-promozioni/coupon-series': chain(MERCHANDISER),
  'POST /api/listini-promozioni/promotions/:promotionId/shared-codes': chain(MERCHANDISER),
  'POST /api/listini-promozioni/promotions/:promotionId/code-batches': chain(MERCHANDISER),
  'POST /api/listini-promozioni/coupon-series/:seriesId/blocking': chain(MERCHANDISER),
  'POST /api/listini-promozioni/redemptions': anywhere(SHOP, ['coupons:redeem']),
  'POST /api/listini-promozioni/redemptions/return': anywhere(SHOP, ['coupons:redeem']),
  'POST /api/listini-promozioni/quotes': anywhere(PRICE_ASKERS, PRICE_KEYS),
  'GET /api/listini-promozioni/prices': anywhere(PRICE_ASKERS, PRICE_KEYS),
  'GET /api/listini-promozioni/prices/live': anywhere(PRICE_ASKERS, PRICE_KEYS),
  'GET /api/listini-promozioni/explanations': anywhere(PRICE_ASKERS, PRICE_KEYS),

  // The shop window of the demonstration; present only with demo data, on loopback.
  'GET /api/demo-shop/styles': 'everybody',
  'GET /api/demo-shop/styles/:styleId': 'everybody',
  'GET /api/demo-shop/availability': 'everybody',
  'GET /api/demo-shop/cards/:card': 'everybody',
  'POST /api/demo-shop/quotes': 'everybody',
  'GET /api/demo-shop/slots': 'everybody',
  'POST /api/demo-shop/orders': 'everybody',
  'GET /api/demo-shop/live': 'everybody',
};
