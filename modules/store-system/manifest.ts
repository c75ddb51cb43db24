import type { ModuleManifest } from '../../server/modules/manifest.ts';
import { registerImportKind } from '../base/api.ts';
import { STORE_SYSTEM_ACTS } from './acts.ts';
import { STORE_SYSTEM_CHECKS } from './checks/sql.ts';
import { EXPIRY_BATCH, expireHolds } from './holds/expire-holds.ts';
import { holdRoutes } from './holds/routes.ts';
import { forgetCustomer } from './reservations/forget-customer.ts';
import { OFFER_BATCH, offerFreed } from './reservations/offer-freed.ts';
import { reservationRoutes } from './reservations/routes.ts';
import { selectSetAside } from './reservations/sql.ts';
import { expireReservations, remindCustomers, RESERVATION_BATCH } from './reservations/sweeps.ts';
import { followStyles } from './stock/follow-styles.ts';
import { stockImport } from './stock/import.ts';
import { stockRoutes } from './stock/routes.ts';
import { placeRoutes } from './places/routes.ts';
import { recountRoutes } from './recounts/routes.ts';
import { STORE_SYSTEM_PROBLEMS } from './problems.ts';
import { receiptsImport } from './tills/import.ts';
import { tillRoutes } from './tills/routes.ts';
import { registerPiecesInHand } from './recounts/in-hand.ts';
import { pickedAt } from './transfers/pick.ts';
import { transferRoutes } from './transfers/routes.ts';

export const storeSystem: ModuleManifest = {
  id: 'store-system',
  title: { it: 'Store System', en: 'Store System' },
  requires: ['base'],
  tables: [
    'ss_stock_level',
    'ss_movement',
    'ss_incoming',
    'ss_hold',
    'ss_shortage',
    'ss_reservation',
    'ss_recount',
    'ss_shelf_place',
    'ss_receipt',
    'ss_receipt_line',
    'ss_receipt_piece',
    'ss_receipt_tender',
    'ss_transfer',
    'ss_transfer_line',
    'ss_document_series',
    'ss_shipment',
    'ss_shipment_line',
    'ss_transfer_receipt',
    'ss_transfer_receipt_line',
    'ss_discrepancy',
  ],
  views: [
    'ss_sold_line',
    'ss_live_hold',
    'ss_open_shortage',
    'ss_open_recount',
    'ss_needed_transfer',
    'ss_returned_goods',
  ],
  permissions: {
    'store-system.stock.read': {
      title: {
        it: 'Cercare articoli e vedere le giacenze di tutti i negozi',
        en: 'Find items and see the stock of every location',
      },
      roles: ['clerk', 'store-manager', 'web-store-manager', 'warehouse-worker', 'auditor'],
    },
    'store-system.ledger.read': {
      title: {
        it: 'Vedere movimenti, impegni ed eccezioni di un’ubicazione',
        en: 'See the movements, holds and exceptions of a location',
      },
      roles: ['clerk', 'store-manager', 'web-store-manager', 'warehouse-worker', 'auditor'],
    },
    'store-system.stock.receive': {
      title: { it: 'Caricare merce in arrivo', en: 'Receive incoming goods' },
      roles: ['store-manager', 'warehouse-worker'],
    },
    'store-system.stock.sell': {
      title: { it: 'Scaricare ciò che si vende in cassa', en: 'Take out what a till sells' },
      roles: ['clerk', 'store-manager'],
    },
    'store-system.stock.move': {
      title: {
        it: 'Spostare pezzi tra vendibile, esposizione, da controllare e difettoso',
        en: 'Move pieces between sellable, display, to inspect and damaged',
      },
      roles: ['clerk', 'store-manager', 'warehouse-worker'],
    },
    'store-system.place.write': {
      title: {
        it: 'Dire dove stanno gli articoli nel negozio',
        en: 'Say where items lie in the shop',
      },
      roles: ['clerk', 'store-manager', 'warehouse-worker'],
    },
    'store-system.stock.adjust': {
      title: { it: 'Rettificare le giacenze', en: 'Adjust stock' },
      roles: ['store-manager'],
    },
    'store-system.recount.work': {
      title: {
        it: 'Ricontare i pezzi che non si trovano',
        en: 'Count pieces again that were not found',
      },
      roles: ['clerk', 'store-manager', 'warehouse-worker'],
    },
    'store-system.stock.import': {
      title: { it: 'Importare giacenze da file', en: 'Import stock from files' },
      roles: ['web-store-manager', 'administrator'],
    },
    'store-system.transfers.read': {
      title: { it: 'Vedere i trasferimenti', en: 'See transfers' },
      roles: ['clerk', 'store-manager', 'web-store-manager', 'warehouse-worker', 'auditor'],
    },
    'store-system.transfers.request': {
      title: { it: 'Chiedere e annullare trasferimenti', en: 'Ask for and cancel transfers' },
      roles: ['clerk', 'store-manager', 'web-store-manager', 'warehouse-worker'],
    },
    'store-system.transfers.ship': {
      title: {
        it: 'Accettare, preparare e spedire trasferimenti',
        en: 'Accept, prepare and ship transfers',
      },
      roles: ['clerk', 'store-manager', 'warehouse-worker'],
    },
    'store-system.transfers.receive': {
      title: { it: 'Ricevere trasferimenti', en: 'Receive transfers' },
      roles: ['clerk', 'store-manager', 'warehouse-worker'],
    },
    'store-system.transfers.resolve': {
      title: {
        it: 'Chiarire le differenze dei trasferimenti',
        en: 'Clear the differences of transfers',
      },
      roles: ['store-manager', 'web-store-manager'],
    },
    'store-system.receipt.record': {
      title: { it: 'Registrare scontrini di cassa', en: 'Record till receipts' },
      roles: ['store-manager'],
    },
    'store-system.receipt.read': {
      title: { it: 'Vedere gli scontrini', en: 'See till receipts' },
      roles: ['clerk', 'store-manager', 'web-store-manager', 'auditor'],
    },
    'store-system.receipt.import': {
      title: { it: 'Importare scontrini da file', en: 'Import till receipts from files' },
      roles: ['web-store-manager', 'administrator'],
    },
    'store-system.hold.place': {
      title: { it: 'Impegnare pezzi per un carrello', en: 'Hold pieces for a basket' },
      roles: ['clerk', 'store-manager', 'web-store-manager'],
    },
    'store-system.reservation.read': {
      title: { it: 'Vedere le prenotazioni', en: 'See reservations' },
      roles: ['clerk', 'store-manager', 'web-store-manager', 'auditor'],
    },
    'store-system.reservation.manage': {
      title: { it: 'Prenotare pezzi per i clienti', en: 'Reserve pieces for customers' },
      roles: ['clerk', 'store-manager', 'web-store-manager'],
    },
  },
  keyScopes: {
    'receipts:write': {
      title: { it: 'Registrare scontrini di cassa', en: 'Record till receipts' },
      permissions: ['store-system.receipt.record', 'store-system.receipt.read'],
    },
    'holds:write': {
      title: { it: 'Impegnare pezzi', en: 'Hold pieces' },
      permissions: ['store-system.hold.place', 'store-system.stock.read'],
    },
  },
  acts: STORE_SYSTEM_ACTS,
  publishes: [
    'store-system.receipt-recorded.v1',
    'store-system.stock-changed.v1',
    'store-system.incoming-changed.v1',
    'store-system.items-restyled.v1',
    'store-system.shortage-opened.v1',
    'store-system.shortage-closed.v1',
    'store-system.hold-placed.v1',
    'store-system.hold-set-aside.v1',
    'store-system.hold-extended.v1',
    'store-system.hold-consumed.v1',
    'store-system.hold-released.v1',
    'store-system.hold-expired.v1',
    'store-system.item-placed.v1',
    'store-system.recount-opened.v1',
    'store-system.recount-closed.v1',
    'store-system.reservation-placed.v1',
    'store-system.reservation-changed.v1',
    'store-system.reservation-ended.v1',
    'store-system.transfer-requested.v1',
    'store-system.transfer-accepted.v1',
    'store-system.transfer-declined.v1',
    'store-system.transfer-picked.v1',
    'store-system.transfer-shipped.v1',
    'store-system.transfer-received.v1',
    'store-system.transfer-resolved.v1',
    'store-system.transfer-cancelled.v1',
  ],
  problems: STORE_SYSTEM_PROBLEMS,
  rooms: [
    { prefix: 'stock', permission: 'store-system.stock.read', subject: 'location' },
    // A shop looks for a size in every other shop: whoever may find at all sees a style everywhere.
    { prefix: 'style', permission: 'store-system.stock.read', subject: 'any' },
    { prefix: 'recounts', permission: 'store-system.ledger.read', subject: 'location' },
    { prefix: 'reservations', permission: 'store-system.reservation.read', subject: 'location' },
    { prefix: 'transfers', permission: 'store-system.transfers.read', subject: 'location' },
  ],
  checks: STORE_SYSTEM_CHECKS,
  start({ routes, reactions, sweeps, keyring }) {
    stockRoutes(routes);
    holdRoutes(routes);
    reservationRoutes(routes, keyring);
    recountRoutes(routes);
    placeRoutes(routes);
    registerImportKind(stockImport);
    registerImportKind(receiptsImport);
    tillRoutes(routes);
    transferRoutes(routes);
    registerPiecesInHand('store-system.transfers', pickedAt);
    registerPiecesInHand('store-system.reservations', selectSetAside);
    reactions.on<{ styleIds: readonly string[] }>(
      'store-system.follow-styles',
      ['base.styles-changed.v1'],
      (tx, { payload }) => followStyles(tx, payload.styleIds),
    );
    reactions.on<{ customerId: string }>(
      'store-system.forget-customer',
      ['base.customer-erased.v1'],
      (tx, { payload }) => forgetCustomer(tx, payload.customerId),
    );
    sweeps.every('store-system.expire-holds', 2, EXPIRY_BATCH, (tx) => expireHolds(tx));
    sweeps.every('store-system.expire-reservations', 5, RESERVATION_BATCH, (tx) =>
      expireReservations(tx),
    );
    sweeps.every('store-system.offer-freed', 3, OFFER_BATCH, (tx) => offerFreed(tx, null));
    sweeps.every('store-system.remind-customers', 30, RESERVATION_BATCH, (tx) =>
      remindCustomers(tx),
    );
  },
};
