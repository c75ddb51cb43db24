import type { Text } from '../../../../server/kernel/text.ts';
import type { SaleDocument } from '../../orders/domain/sale-document.ts';
import type { FiscalChannel } from './return.ts';

export interface FiscalFacts {
  readonly document: SaleDocument;
  /** Sold on a marketplace, or by another company than the shop's. */
  readonly soldByOthers: boolean;
  /** The shop that documented it is the one that takes it back. */
  readonly sameShop: boolean;
}

export interface FiscalWay {
  readonly channel: FiscalChannel;
  readonly title: Text;
  /** The original stands in another fiscal printer's memory: its references are typed. */
  readonly manual: boolean;
  readonly reference: string | null;
}

const TITLES: Readonly<Record<FiscalChannel, Text>> = {
  'web-register': {
    it: 'Registro corrispettivi web, in diminuzione',
    en: 'Register of web takings, a negative entry',
  },
  'rt-return': { it: 'Documento commerciale per reso', en: 'Fiscal return document' },
  'credit-note': { it: 'Nota di credito (TD04)', en: 'Credit note (TD04)' },
  seller: { it: 'Rimborsa chi ha venduto', en: 'Whoever sold it refunds' },
};

/**
 * By which document the money goes back. A web sale in the register touches no fiscal printer: it is a
 * negative entry on the day of the refund (Ris. 274/E/2009).
 */
export function fiscalWay({ document, soldByOthers, sameShop }: FiscalFacts): FiscalWay {
  const channel = soldByOthers ? 'seller' : CHANNEL_OF[document.kind];
  return {
    channel,
    title: TITLES[channel],
    manual: channel === 'rt-return' && (document.kind === 'server-receipt' || !sameShop),
    reference: document.reference,
  };
}

export function fiscalTitle(channel: FiscalChannel): Text {
  return TITLES[channel];
}

const CHANNEL_OF = {
  register: 'web-register',
  'server-receipt': 'rt-return',
  'shop-receipt': 'rt-return',
  invoice: 'credit-note',
} as const satisfies Record<SaleDocument['kind'], FiscalChannel>;

/** A document's amounts by VAT rate. */
export type ByRate = ReadonlyMap<number, number>;

/**
 * A return document goes up to what is left of each VAT rate of the original. The rate that does not
 * fit and what is left of it, or null.
 */
export function beyondCapacity(
  original: ByRate,
  returned: ByRate,
  asked: ByRate,
): { readonly rate: number; readonly leftMinor: number } | null {
  for (const [rate, amount] of asked) {
    const leftMinor = (original.get(rate) ?? 0) - (returned.get(rate) ?? 0);
    if (amount > leftMinor) return { rate, leftMinor };
  }
  return null;
}

/** Voiding is for the whole document, every rate to the cent, and only while nothing of it was returned. */
export function mayVoid(original: ByRate, returned: ByRate, asked: ByRate): boolean {
  const untouched = [...returned.values()].every((amount) => amount === 0);
  return untouched && [...original].every(([rate, amount]) => asked.get(rate) === amount);
}
