import { plainProblem, problemType } from '../../server/kernel/refusal.ts';
import { APPROVAL_PROBLEMS } from './approvals/problems.ts';
import { orderNotAcceptable } from './orders/not-acceptable.ts';
import { PICKING_PROBLEMS } from './picking/problems.ts';
import { mattersLeftOpen } from './closing/problems.ts';
import { PICKUP_PROBLEMS } from './pickup/problems.ts';
import { REFUND_PROBLEMS } from './refunds/problems.ts';
import { PROMISE_PROBLEMS } from './promises/problems.ts';
import { RETURN_PROBLEMS } from './returns/problems.ts';
import { WITHDRAWAL_PROBLEMS } from './withdrawals/problems.ts';

/** Between the price and the order somebody else had the last use of an offer, or its last money. */
export const offerJustTaken = problemType<{ readonly because: string }>('offer-just-taken', 409, {
  it: {
    title: 'Un’offerta di questo ordine è appena finita',
    detail: () =>
      'Qualcuno è stato più veloce. Ricalcola il totale e riprova: non è stato preso nulla.',
  },
  en: {
    title: 'An offer of this order has just run out',
    detail: () => 'Somebody was faster. Price the basket again and retry: nothing was taken.',
  },
});

export interface MissingPieces {
  readonly gtin: string;
  readonly requested: number;
  readonly available: number;
}

export interface ShopWithBasket {
  readonly locationId: string;
  readonly name: string;
  readonly distanceMetres: number | null;
}

/** The chosen shop lacks pieces and no other may take its place: what is missing, and who has it all. */
export const basketNotInStock = problemType<{
  readonly locationId: string;
  readonly missing: readonly MissingPieces[];
  readonly elsewhere: readonly ShopWithBasket[];
}>('basket-not-in-stock', 409, {
  it: {
    title: 'Disponibilità insufficiente',
    detail: ({ missing, elsewhere }) =>
      `Mancano: ${missing.map((m) => `${m.gtin} (${m.available} di ${m.requested})`).join(', ')}. ` +
      (elsewhere.length > 0
        ? `C’è tutto a ${elsewhere.map(({ name }) => name).join(', ')}.`
        : 'Nessun altro negozio ha tutto.'),
  },
  en: {
    title: 'Not enough stock',
    detail: ({ missing, elsewhere }) =>
      `Missing: ${missing.map((m) => `${m.gtin} (${m.available} of ${m.requested})`).join(', ')}. ` +
      (elsewhere.length > 0
        ? `All of it is at ${elsewhere.map(({ name }) => name).join(', ')}.`
        : 'No other shop has all of it.'),
  },
});

/** The channel used this number before, for another order. */
export const orderExists = problemType<{
  readonly orderId: string;
  readonly number: string;
  readonly state: string;
  readonly placedAt: string;
}>('order-exists', 409, {
  it: {
    title: 'Esiste già un altro ordine con questo numero',
    detail: ({ number }) => `È l’ordine ${number}, con un contenuto diverso.`,
  },
  en: {
    title: 'There is already another order with this number',
    detail: ({ number }) => `It is order ${number}, with other content.`,
  },
});

export const orderUnknown = plainProblem('order-unknown', 404, {
  it: 'Ordine non trovato',
  en: 'Order not found',
});

/** In Italian and English, what stage an order has reached. */
export const ORDER_STATE_WORDS: Readonly<
  Record<string, { readonly it: string; readonly en: string }>
> = {
  placed: { it: 'da preparare', en: 'to prepare' },
  acknowledged: { it: 'preso in carico', en: 'acknowledged' },
  picking: { it: 'in preparazione', en: 'being prepared' },
  short: { it: 'in attesa di una risposta', en: 'waiting for an answer' },
  picked: { it: 'prelevato', en: 'picked' },
  staged: { it: 'sullo scaffale', en: 'on the shelf' },
  ready: { it: 'pronto', en: 'ready' },
  collected: { it: 'consegnato', en: 'collected' },
  refused: { it: 'lasciato dal cliente', en: 'left by the customer' },
  'no-show': { it: 'non ritirato', en: 'not collected' },
  cancelled: { it: 'annullato', en: 'cancelled' },
};

/** The order has moved on, or has not come that far: what it is now. */
export const orderInOtherState = problemType<{
  readonly orderId: string;
  readonly number: string;
  readonly state: string;
}>('order-in-other-state', 409, {
  it: {
    title: 'Lo stato dell’ordine non lo permette',
    detail: ({ number, state }) =>
      `L’ordine ${number} adesso è ${ORDER_STATE_WORDS[state]?.it ?? state}.`,
  },
  en: {
    title: 'The state of the order does not allow it',
    detail: ({ number, state }) =>
      `Order ${number} is now ${ORDER_STATE_WORDS[state]?.en ?? state}.`,
  },
});

interface MovedPiece {
  readonly name: string;
  readonly colour: string;
  readonly size: string;
}

/** The shop the order should go to lacks pieces of it. */
export const piecesNotAtShop = problemType<{
  readonly locationId: string;
  readonly shopName: string;
  readonly missing: readonly (MovedPiece & {
    readonly itemId: string;
    readonly requested: number;
    readonly available: number;
  })[];
}>('pieces-not-at-shop', 409, {
  it: {
    title: 'Lì non ci sono i pezzi',
    detail: ({ shopName, missing }) =>
      `A ${shopName} mancano: ${missing.map((m) => `${m.name} ${m.colour} ${m.size} (${m.available} di ${m.requested})`).join(', ')}.`,
  },
  en: {
    title: 'The pieces are not there',
    detail: ({ shopName, missing }) =>
      `${shopName} lacks: ${missing.map((m) => `${m.name} ${m.colour} ${m.size} (${m.available} of ${m.requested})`).join(', ')}.`,
  },
});

/** Pieces of the order are in somebody's hands, or wait to go back to their place. */
export const orderAlreadyPicked = problemType<{
  readonly orderId: string;
  readonly number: string;
  readonly pieces: readonly (MovedPiece & { readonly quantity: number })[];
}>('order-already-picked', 409, {
  it: {
    title: 'È già in preparazione',
    detail: ({ number, pieces }) =>
      `Dell’ordine ${number} ${pieces.length === 1 ? 'è già stato preso' : 'sono già stati presi'}: ${pieces.map((p) => `${p.quantity} × ${p.name} ${p.colour} ${p.size}`).join(', ')}. Prima rimetti a posto.`,
  },
  en: {
    title: 'It is already being prepared',
    detail: ({ number, pieces }) =>
      `Already taken for order ${number}: ${pieces.map((p) => `${p.quantity} × ${p.name} ${p.colour} ${p.size}`).join(', ')}. Put them back first.`,
  },
});

/** A carrier takes no money: what is sent is paid before. */
export const shippingNotPaid = problemType<{
  readonly number: string;
  readonly dueMinor: number;
  readonly currency: string;
}>('shipping-not-paid', 409, {
  it: {
    title: 'Prima va pagato',
    detail: ({ number, dueMinor, currency }) =>
      `L’ordine ${number} si paga al banco (${(dueMinor / 100).toFixed(2).replace('.', ',')} ${currency}): si spedisce solo un ordine già pagato.`,
  },
  en: {
    title: 'It has to be paid first',
    detail: ({ number, dueMinor, currency }) =>
      `Order ${number} is paid at the counter (${(dueMinor / 100).toFixed(2)} ${currency}): only a paid order can be sent.`,
  },
});

/** What a customer pays for it: the right amount has to be taken with it, over the counter. */
export const shippingCosts = problemType<{
  readonly number: string;
  readonly feeMinor: number;
  readonly currency: string;
}>('shipping-costs', 409, {
  it: {
    title: 'La spedizione si paga in negozio',
    detail: ({ number, feeMinor, currency }) =>
      `Spedire l’ordine ${number} costa ${(feeMinor / 100).toFixed(2).replace('.', ',')} ${currency}. Il negozio lo incassa e poi lo spedisce.`,
  },
  en: {
    title: 'Sending it is paid in the shop',
    detail: ({ number, feeMinor, currency }) =>
      `Sending order ${number} costs ${(feeMinor / 100).toFixed(2)} ${currency}. The shop takes the money, then sends it.`,
  },
});

export const shippingNotOffered = problemType<{ readonly number: string }>(
  'shipping-not-offered',
  409,
  {
    it: {
      title: 'Questo negozio non spedisce',
      detail: ({ number }) => `L’ordine ${number} si può solo ritirare in negozio.`,
    },
    en: {
      title: 'This shop sends nothing',
      detail: ({ number }) => `Order ${number} can only be collected in the shop.`,
    },
  },
);

export const shopTakesNoOrders = problemType<{
  readonly locationId: string;
  readonly name: string;
}>('shop-takes-no-orders', 409, {
  it: {
    title: 'Questo negozio non prende ordini',
    detail: ({ name }) => `${name} non fa ritiri in questo momento. Scegli un altro negozio.`,
  },
  en: {
    title: 'This shop takes no orders',
    detail: ({ name }) => `${name} offers no pickup at the moment. Choose another shop.`,
  },
});

export const piecesNotOpen = plainProblem(
  'pieces-not-open',
  422,
  {
    it: 'Questi pezzi non si possono più annullare',
    en: 'These pieces can no longer be cancelled',
  },
  {
    it: 'La riga non ha tanti pezzi ancora aperti. Ricarica l’ordine e riprova.',
    en: 'The line has not that many open pieces. Load the order again and retry.',
  },
);

export const OMNICHANNEL_PROBLEMS = [
  orderNotAcceptable,
  basketNotInStock,
  offerJustTaken,
  orderExists,
  orderUnknown,
  piecesNotOpen,
  orderInOtherState,
  piecesNotAtShop,
  orderAlreadyPicked,
  shopTakesNoOrders,
  shippingNotPaid,
  shippingNotOffered,
  shippingCosts,
  mattersLeftOpen,
  ...APPROVAL_PROBLEMS,
  ...REFUND_PROBLEMS,
  ...PICKUP_PROBLEMS,
  ...PICKING_PROBLEMS,
  ...PROMISE_PROBLEMS,
  ...WITHDRAWAL_PROBLEMS,
  ...RETURN_PROBLEMS,
] as const;
