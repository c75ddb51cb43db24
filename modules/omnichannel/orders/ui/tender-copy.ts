import { defineCopy, type Say } from '../../../../server/ui/copy.ts';

/** With what an order was paid, inside a sentence. */
export const tenderCopy = defineCopy('omnichannel.tenders', {
  it: {
    card: 'carta',
    paypal: 'PayPal',
    'bank-transfer': 'bonifico',
    instalments: 'rate',
    'gift-card': 'gift card',
    voucher: 'buono',
    cash: 'contanti',
    return: 'valore di un reso',
    other: 'altro pagamento',
  },
  en: {
    card: 'card',
    paypal: 'PayPal',
    'bank-transfer': 'bank transfer',
    instalments: 'instalments',
    'gift-card': 'gift card',
    voucher: 'voucher',
    cash: 'cash',
    return: 'value of a return',
    other: 'another payment',
  },
});

/** `carta`, `PayPal`: a tender's word; one we do not know is another payment. */
export function tenderKey(kind: string): keyof (typeof tenderCopy)['it'] {
  return kind in tenderCopy.it ? (kind as keyof (typeof tenderCopy)['it']) : 'other';
}

type Words = Say<(typeof tenderCopy)['it']>;

/** `carta •••• 4417`: a payment as the person who made it knows it. */
export function tenderWords(
  say: Words,
  { kind, ending }: { readonly kind: string; readonly ending: string | null },
): string {
  const tender = say(tenderKey(kind));
  return ending === null ? tender : `${tender} •••• ${ending}`;
}

/** The same where it begins a line: `Carta •••• 4417`. */
export function tenderTitle(say: Words, payment: Parameters<typeof tenderWords>[1]): string {
  const words = tenderWords(say, payment);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
