import type { Acts } from '../../server/modules/manifest.ts';

/** What happens here, as the audit tells it to whoever reads it. */
export const OMNICHANNEL_ACTS: Acts = {
  'omnichannel.day-closed.v1': { it: 'Giornata chiusa', en: 'Day closed' },
  'omnichannel.withdrawal-declared.v1': {
    it: 'Recesso dichiarato dal cliente',
    en: 'Withdrawal declared by the customer',
  },
  'omnichannel.order-placed.v1': { it: 'Ordine ricevuto', en: 'Order received' },
  'omnichannel.order-moved.v1': {
    it: 'Ordine passato a un altro negozio',
    en: 'Order moved to another store',
  },
  'omnichannel.order-acknowledged.v1': {
    it: 'Ordine visto dal negozio',
    en: 'Order seen by the store',
  },
  'omnichannel.order-taken.v1': {
    it: 'Preparazione di un ordine iniziata',
    en: 'Preparation of an order started',
  },
  'omnichannel.order-let-go.v1': { it: 'Ordine rimesso in coda', en: 'Order back in the queue' },
  'omnichannel.order-line-picked.v1': {
    it: 'Pezzo di un ordine preso',
    en: 'Piece of an order picked',
  },
  'omnichannel.order-line-unpicked.v1': {
    it: 'Pezzo di un ordine rimesso giù',
    en: 'Piece of an order put down again',
  },
  'omnichannel.order-staged.v1': {
    it: 'Ordine messo sullo scaffale',
    en: 'Order put on the shelf',
  },
  'omnichannel.order-delayed.v1': {
    it: 'Promessa di un ordine spostata',
    en: 'Promise of an order moved',
  },
  'omnichannel.order-delay-undone.v1': {
    it: 'Ritardo di un ordine tolto',
    en: 'Delay of an order taken back',
  },
  'omnichannel.order-unacknowledged.v1': {
    it: 'Ordine guardato troppo tardi',
    en: 'Order not looked at in time',
  },
  'omnichannel.order-ready.v1': { it: 'Ordine pronto', en: 'Order ready' },
  'omnichannel.order-ready-undone.v1': {
    it: '“Pronto” tolto a un ordine',
    en: '“Ready” of an order taken back',
  },
  'omnichannel.order-customer-told.v1': {
    it: 'Cliente avvisato che è pronto',
    en: 'Customer told that it is ready',
  },
  'omnichannel.order-extended.v1': { it: 'Ritiro prolungato', en: 'Collection extended' },
  'omnichannel.order-customer-on-the-way.v1': {
    it: 'Il cliente sta arrivando',
    en: 'The customer is on the way',
  },
  'omnichannel.order-customer-arrived.v1': {
    it: 'Il cliente è in negozio',
    en: 'The customer is in the store',
  },
  'omnichannel.order-shipping-chosen.v1': { it: 'Ordine da spedire', en: 'Order to be sent' },
  'omnichannel.order-shipping-undone.v1': {
    it: 'Ordine di nuovo da ritirare',
    en: 'Order to be collected after all',
  },
  'omnichannel.order-shipped.v1': {
    it: 'Ordine affidato al corriere',
    en: 'Order given to the carrier',
  },
  'omnichannel.order-collected.v1': { it: 'Ordine consegnato', en: 'Order handed over' },
  'omnichannel.order-cancelled.v1': {
    it: 'Ordine annullato, tutto o in parte',
    en: 'Order cancelled, all or some',
  },
  'omnichannel.order-put-back.v1': { it: 'Pezzo rimesso a posto', en: 'Piece put back' },
  'omnichannel.order-pieces-refused.v1': {
    it: 'Pezzi lasciati al banco',
    en: 'Pieces left at the counter',
  },
  'omnichannel.order-swapped.v1': {
    it: 'Pezzo cambiato al banco',
    en: 'Piece swapped at the counter',
  },
  'omnichannel.order-not-collected.v1': { it: 'Ordine non ritirato', en: 'Order not collected' },
  'omnichannel.order-reprieved.v1': { it: 'Ordine tenuto ancora', en: 'Order kept for longer' },
  'omnichannel.order-short-reported.v1': {
    it: 'Pezzo segnalato come non trovato',
    en: 'Piece reported as not found',
  },
  'omnichannel.order-question-asked.v1': {
    it: 'Domanda al cliente',
    en: 'Question to the customer',
  },
  'omnichannel.order-question-answered.v1': {
    it: 'Risposta del cliente',
    en: 'Answer of the customer',
  },
  'omnichannel.order-short-resolved.v1': {
    it: 'Pezzo mancante risolto',
    en: 'Missing piece resolved',
  },
  'omnichannel.order-risk-changed.v1': {
    it: 'Dubbio su un pezzo promesso',
    en: 'Doubt about a promised piece',
  },
  'omnichannel.order-refunded.v1': {
    it: 'Rimborso di un ordine pagato',
    en: 'Refund of an order paid',
  },
  'omnichannel.order-recorded.v1': {
    it: 'Ordine evaso altrove registrato',
    en: 'Order fulfilled elsewhere recorded',
  },
  'omnichannel.return-announced.v1': {
    it: 'Reso annunciato dal cliente',
    en: 'Return announced by the customer',
  },
  'omnichannel.return-taken.v1': { it: 'Reso preso', en: 'Return taken' },
  'omnichannel.return-kept-in-custody.v1': {
    it: 'Reso in custodia, in attesa di risposta',
    en: 'Return in custody, waiting for an answer',
  },
  'omnichannel.return-approved.v1': { it: 'Reso approvato', en: 'Return approved' },
  'omnichannel.return-exchanged.v1': {
    it: 'Cambio concluso, resto pagato',
    en: 'Exchange done, the rest was paid',
  },
  'omnichannel.return-repair-agreed.v1': {
    it: 'Riparazione accettata dal cliente',
    en: 'Repair agreed with the customer',
  },
  'omnichannel.return-repaired.v1': { it: 'Reso riparato', en: 'Return repaired' },
  'omnichannel.return-refused.v1': { it: 'Reso rifiutato', en: 'Return refused' },
  'omnichannel.return-countered.v1': {
    it: 'Controproposta per un reso',
    en: 'Counter-offer for a return',
  },
  'omnichannel.return-waits-again.v1': { it: 'Reso di nuovo in attesa', en: 'Return waits again' },
  'omnichannel.return-expired.v1': {
    it: 'Reso senza risposta in tempo',
    en: 'Return not answered in time',
  },
  'omnichannel.return-withdrawn.v1': {
    it: 'Richiesta di reso annullata',
    en: 'Request of a return withdrawn',
  },
  'omnichannel.return-handed-back.v1': {
    it: 'Pezzi ridati al cliente',
    en: 'Pieces handed back to the customer',
  },
  'omnichannel.return-not-taken.v1': {
    it: 'Reso annunciato confluito in un altro',
    en: 'Announced return became part of another',
  },
  'omnichannel.return-graded.v1': { it: 'Reso controllato', en: 'Return inspected' },
  'omnichannel.return-money-moved.v1': {
    it: 'Rimborso di un reso avanzato',
    en: 'Refund of a return went on',
  },
  'omnichannel.return-policy-published.v1': {
    it: 'Regole dei resi pubblicate',
    en: 'Rules of returns published',
  },
  'omnichannel.return-policy-drafted': {
    it: 'Bozza delle regole dei resi scritta',
    en: 'Draft of the rules of returns written',
  },
  'omnichannel.return-policy-draft-discarded': {
    it: 'Bozza delle regole dei resi buttata',
    en: 'Draft of the rules of returns discarded',
  },
  'omnichannel.return-pictured': {
    it: 'Foto di un reso aggiunta',
    en: 'Picture of a return added',
  },
  'omnichannel.approval-requested.v1': { it: 'Autorizzazione chiesta', en: 'Approval asked for' },
  'omnichannel.approval-seen.v1': {
    it: 'Richiesta di autorizzazione aperta',
    en: 'Request for approval opened',
  },
  'omnichannel.approval-handed-on.v1': {
    it: 'Richiesta di autorizzazione passata',
    en: 'Request for approval passed on',
  },
  'omnichannel.approval-escalated.v1': {
    it: 'Autorizzazione chiesta più in alto',
    en: 'Approval asked for higher up',
  },
  'omnichannel.approval-approved.v1': { it: 'Autorizzazione data', en: 'Approval given' },
  'omnichannel.approval-refused.v1': { it: 'Autorizzazione rifiutata', en: 'Approval refused' },
  'omnichannel.approval-countered.v1': { it: 'Controproposta fatta', en: 'Counter-offer made' },
  'omnichannel.approval-offer-declined.v1': {
    it: 'Controproposta non accettata',
    en: 'Counter-offer declined',
  },
  'omnichannel.approval-withdrawn.v1': {
    it: 'Richiesta di autorizzazione ritirata',
    en: 'Request for approval withdrawn',
  },
  'omnichannel.approval-expired.v1': {
    it: 'Richiesta di autorizzazione scaduta',
    en: 'Request for approval expired',
  },
  'omnichannel.approval-used.v1': { it: 'Autorizzazione usata', en: 'Approval used' },
  'omnichannel.approval-policy-changed': {
    it: 'Limiti delle autorizzazioni cambiati',
    en: 'Limits of approvals changed',
  },
  'omnichannel.refund-proposed.v1': { it: 'Rimborso proposto', en: 'Refund proposed' },
  'omnichannel.refund-authorised.v1': { it: 'Rimborso autorizzato', en: 'Refund authorised' },
  'omnichannel.refund-part-paid.v1': {
    it: 'Parte di un rimborso pagata',
    en: 'Part of a refund paid',
  },
  'omnichannel.refund-part-failed.v1': {
    it: 'Parte di un rimborso non riuscita',
    en: 'Part of a refund failed',
  },
  'omnichannel.refund-retried.v1': { it: 'Rimborso riprovato', en: 'Refund tried again' },
  'omnichannel.refund-tender-changed.v1': {
    it: 'Mezzo di un rimborso cambiato',
    en: 'Tender of a refund changed',
  },
  'omnichannel.refund-paid.v1': { it: 'Rimborso pagato', en: 'Refund paid' },
  'omnichannel.refund-cancelled.v1': { it: 'Rimborso annullato', en: 'Refund cancelled' },
  'omnichannel.refund-rule-changed': {
    it: 'Regola dei rimborsi automatici cambiata',
    en: 'Rule of automatic refunds changed',
  },
  'omnichannel.delegation-changed.v1': {
    it: 'Delega a decidere cambiata',
    en: 'Delegation of decisions changed',
  },
  'omnichannel.pickups-paused.v1': { it: 'Ritiri sospesi', en: 'Pickups paused' },
  'omnichannel.pickups-resumed.v1': { it: 'Ritiri ripresi', en: 'Pickups resumed' },
  'omnichannel.policy-changed.v1': {
    it: 'Regole dei ritiri cambiate',
    en: 'Rules of pickups changed',
  },
  'omnichannel.sourcing-rule-changed': {
    it: 'Regole di riassegnazione cambiate',
    en: 'Rules of reassignment changed',
  },
  'omnichannel.availability-changed.v1': {
    it: 'Disponibilità per i canali cambiata',
    en: 'Availability for channels changed',
  },
};
