import { defineCopy } from '../../../../server/ui/copy.ts';

/** What happened to an order, one sentence an event, under the middle of the event's name. */
export const historyCopy = defineCopy('omnichannel.orders.history', {
  it: {
    'order-placed': 'Ordine ricevuto',
    'order-acknowledged': 'Visto dal negozio',
    'order-taken': 'Preparazione iniziata',
    'order-let-go': 'Rimesso in coda',
    'order-line-picked': 'Pezzo preso',
    'order-line-unpicked': 'Pezzo rimesso giù',
    'order-short-reported': 'Pezzo non trovato',
    'order-short-resolved': 'Pezzo mancante risolto',
    'order-question-asked': 'Domanda al cliente',
    'order-question-answered': 'Risposta del cliente',
    'order-moved': 'Spostato in un altro negozio',
    'order-delayed': 'Promessa spostata',
    'order-extended': 'Ritiro prolungato',
    'order-shipping-chosen': 'Da spedire invece che da ritirare',
    'order-shipping-undone': 'Di nuovo da ritirare in negozio',
    'order-staged': 'Nel sacchetto, sullo scaffale',
    'order-ready': 'Pronto',
    'order-ready-undone': '“Pronto” tolto',
    'order-customer-told': 'Cliente avvisato',
    'order-customer-on-the-way': 'Il cliente sta arrivando',
    'order-customer-arrived': 'Il cliente è qui',
    'order-shipped': 'Affidato al corriere',
    'order-collected': 'Consegnato',
    'order-swapped': 'Taglia cambiata al banco',
    'order-pieces-refused': 'Pezzi lasciati al banco',
    'order-not-collected': 'Non ritirato',
    'order-cancelled': 'Annullato',
    'order-put-back': 'Rimesso a posto',
    other: 'Modificato',
  },
  en: {
    'order-placed': 'Order received',
    'order-acknowledged': 'Seen by the shop',
    'order-taken': 'Preparation started',
    'order-let-go': 'Back in the queue',
    'order-line-picked': 'Piece picked',
    'order-line-unpicked': 'Piece put down again',
    'order-short-reported': 'Piece not found',
    'order-short-resolved': 'Missing piece resolved',
    'order-question-asked': 'Question to the customer',
    'order-question-answered': 'The customer answered',
    'order-moved': 'Moved to another shop',
    'order-delayed': 'Promise moved',
    'order-extended': 'Collection extended',
    'order-shipping-chosen': 'To be shipped, not collected',
    'order-shipping-undone': 'To be collected after all',
    'order-staged': 'Bagged, on its shelf',
    'order-ready': 'Ready',
    'order-ready-undone': '“Ready” taken back',
    'order-customer-told': 'Customer told',
    'order-customer-on-the-way': 'The customer is on the way',
    'order-customer-arrived': 'The customer is here',
    'order-shipped': 'Given to the carrier',
    'order-collected': 'Handed over',
    'order-swapped': 'Size swapped at the counter',
    'order-pieces-refused': 'Pieces left at the counter',
    'order-not-collected': 'Not collected',
    'order-cancelled': 'Cancelled',
    'order-put-back': 'Put back in its place',
    other: 'Changed',
  },
});

type Sentence = keyof (typeof historyCopy)['it'];

/** `omnichannel.order-placed.v1` → the sentence to say it with. */
export function sentenceOf(action: string): Sentence {
  const middle = action.split('.')[1] ?? '';
  return middle in historyCopy.it ? (middle as Sentence) : 'other';
}
