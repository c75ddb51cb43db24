import type { Acts } from '../../server/modules/manifest.ts';

/** What happens here, as the audit tells it to whoever reads it. */
export const STORE_SYSTEM_ACTS: Acts = {
  'store-system.receipt-recorded.v1': { it: 'Scontrino registrato', en: 'Receipt recorded' },
  'store-system.stock-changed.v1': { it: 'Giacenza cambiata', en: 'Stock changed' },
  'store-system.incoming-changed.v1': {
    it: 'Arrivo previsto cambiato',
    en: 'Expected delivery changed',
  },
  'store-system.items-restyled.v1': {
    it: 'Articoli passati a un altro modello',
    en: 'Items moved to another style',
  },
  'store-system.shortage-opened.v1': {
    it: 'Promessa rimasta senza pezzo',
    en: 'Promise left without its piece',
  },
  'store-system.shortage-closed.v1': {
    it: 'Promessa di nuovo coperta',
    en: 'Promise covered again',
  },
  'store-system.hold-placed.v1': { it: 'Pezzi impegnati', en: 'Pieces held' },
  'store-system.hold-set-aside.v1': { it: 'Pezzi messi da parte', en: 'Pieces set aside' },
  'store-system.hold-extended.v1': { it: 'Impegno prolungato', en: 'Hold extended' },
  'store-system.hold-consumed.v1': { it: 'Pezzi impegnati usciti', en: 'Held pieces left' },
  'store-system.hold-released.v1': { it: 'Impegno sciolto', en: 'Hold released' },
  'store-system.hold-expired.v1': { it: 'Impegno scaduto', en: 'Hold expired' },
  'store-system.item-placed.v1': {
    it: 'Posto di un articolo scritto',
    en: 'Place of an item written',
  },
  'store-system.recount-opened.v1': { it: 'Ricontrollo chiesto', en: 'Recount asked for' },
  'store-system.recount-closed.v1': { it: 'Ricontrollo fatto', en: 'Recount done' },
  'store-system.reservation-placed.v1': { it: 'Prenotazione presa', en: 'Reservation taken' },
  'store-system.reservation-changed.v1': { it: 'Prenotazione cambiata', en: 'Reservation changed' },
  'store-system.reservation-ended.v1': { it: 'Prenotazione finita', en: 'Reservation ended' },
  'store-system.transfer-requested.v1': { it: 'Trasferimento chiesto', en: 'Transfer asked for' },
  'store-system.transfer-accepted.v1': { it: 'Trasferimento accettato', en: 'Transfer accepted' },
  'store-system.transfer-declined.v1': { it: 'Trasferimento rifiutato', en: 'Transfer declined' },
  'store-system.transfer-picked.v1': {
    it: 'Pezzi di un trasferimento presi',
    en: 'Pieces of a transfer picked',
  },
  'store-system.transfer-shipped.v1': { it: 'Trasferimento spedito', en: 'Transfer sent' },
  'store-system.transfer-received.v1': { it: 'Trasferimento ricevuto', en: 'Transfer received' },
  'store-system.transfer-resolved.v1': {
    it: 'Differenza di un trasferimento chiusa',
    en: 'Difference of a transfer settled',
  },
  'store-system.transfer-cancelled.v1': { it: 'Trasferimento annullato', en: 'Transfer cancelled' },
};
