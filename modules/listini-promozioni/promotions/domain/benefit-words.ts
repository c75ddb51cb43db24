import type { Benefit, DealEffect } from '../../engine/domain/benefit.ts';
import { exhaustive } from '../../../../server/kernel/exhaustive.ts';
import { money, percent } from './figures.ts';
import { goodsWords } from './goods-words.ts';

type Language = 'it' | 'en';

/** What a benefit gives, on which goods. */
export function benefitWords(benefit: Benefit, language: Language): string {
  const it = language === 'it';
  const on = (query: Parameters<typeof goodsWords>[0]) =>
    `${it ? 'su' : 'on'} ${goodsWords(query, language)}`;
  switch (benefit.kind) {
    case 'percent':
      return `−${percent(benefit.percent, language)} ${on(benefit.of)}`;
    case 'amount':
      return `−${money(benefit.amountMinor, language)} ${per(benefit.allocation, language)}${on(benefit.of)}`;
    case 'unitPrice':
      return it
        ? `${money(benefit.priceMinor, language)} al pezzo ${on(benefit.of)}`
        : `${money(benefit.priceMinor, language)} a piece ${on(benefit.of)}`;
    case 'totalPrice':
      return it
        ? `tutti insieme a ${money(benefit.priceMinor, language)} ${on(benefit.of)}`
        : `all together for ${money(benefit.priceMinor, language)} ${on(benefit.of)}`;
    case 'nForPrice':
      return it
        ? `${benefit.size} pezzi a ${money(benefit.priceMinor, language)} ${on(benefit.of)}`
        : `${benefit.size} pieces for ${money(benefit.priceMinor, language)} ${on(benefit.of)}`;
    case 'completeGroups':
      return it
        ? `ogni ${benefit.size} pezzi ${effectWords(benefit.effect, language)} ${on(benefit.of)}`
        : `every ${benefit.size} pieces ${effectWords(benefit.effect, language)} ${on(benefit.of)}`;
    case 'pick':
      return pickWords(benefit, language);
    case 'buyGet':
      return it
        ? `comprando ${pieces(benefit.buy.quantity, language)} di ${goodsWords(benefit.buy.of, language)}, ${pieces(benefit.get.quantity, language)} di ${goodsWords(benefit.get.of, language)} ${effectWords(benefit.effect, language)}`
        : `buying ${pieces(benefit.buy.quantity, language)} of ${goodsWords(benefit.buy.of, language)}, ${pieces(benefit.get.quantity, language)} of ${goodsWords(benefit.get.of, language)} ${effectWords(benefit.effect, language)}`;
    case 'bundle':
      return `${benefit.components
        .map(({ quantity, of }) => `${quantity} × ${goodsWords(of, language)}`)
        .join(' + ')} ${it ? 'insieme' : 'together'} ${effectWords(benefit.effect, language)}`;
    case 'tiers':
      return tiersWords(benefit, language);
    case 'gift':
      return `${pieces(benefit.quantity, language)} ${it ? 'in omaggio' : 'as a gift'}`;
    case 'shipping':
      return shippingWords(benefit, language);
    case 'points':
      return `${it ? 'punti' : 'points'} ×${benefit.multiplier}${benefit.extra > 0 ? ` +${benefit.extra}` : ''} ${on(benefit.of)}`;
    case 'coupon':
      return it ? 'un coupon per il prossimo acquisto' : 'a coupon for the next purchase';
    default:
      return exhaustive(benefit);
  }
}

/** `1 pezzo`, `3 pezzi`. */
function pieces(count: number, language: Language): string {
  if (language === 'it') return `${count} ${count === 1 ? 'pezzo' : 'pezzi'}`;
  return `${count} ${count === 1 ? 'piece' : 'pieces'}`;
}

function per(allocation: 'eachLine' | 'eachPiece' | 'across', language: Language): string {
  if (allocation === 'across') return '';
  if (language === 'it') return allocation === 'eachPiece' ? 'al pezzo ' : 'per riga ';
  return allocation === 'eachPiece' ? 'a piece ' : 'a line ';
}

function pickWords(benefit: Extract<Benefit, { kind: 'pick' }>, language: Language): string {
  const it = language === 'it';
  const { size, position, pickOrder, effect, of } = benefit;
  const goods = `${it ? 'su' : 'on'} ${goodsWords(of, language)}`;
  if (effect.kind === 'percent' && effect.percent === 100 && position !== 'all') {
    return it ? `${size}×${size - 1} ${goods}` : `${size} for ${size - 1} ${goods}`;
  }
  if (position === 1 && pickOrder !== 'asListed') {
    const which = {
      cheapest: { it: 'più economico', en: 'cheapest' },
      dearest: { it: 'più caro', en: 'dearest' },
    }[pickOrder][language];
    return it
      ? `il ${which} di ogni ${pieces(size, language)} ${effectWords(effect, language)} ${goods}`
      : `the ${which} of every ${pieces(size, language)} ${effectWords(effect, language)} ${goods}`;
  }
  if (position === 'all') return `${effectWords(effect, language)} ${goods}`;
  return it
    ? `il ${position}º pezzo di ogni ${size} ${effectWords(effect, language)} ${goods}`
    : `piece ${position} of every ${size} ${effectWords(effect, language)} ${goods}`;
}

function tiersWords(benefit: Extract<Benefit, { kind: 'tiers' }>, language: Language): string {
  const it = language === 'it';
  const steps = benefit.steps.map(({ min, benefit: gives }) => {
    const reached =
      benefit.subject === 'subtotal'
        ? money(min, language)
        : `${min} ${benefit.subject === 'quantity' ? (it ? 'pezzi' : 'pieces') : it ? 'righe' : 'lines'}`;
    return it
      ? `da ${reached} ${benefitWords(gives, language)}`
      : `from ${reached} ${benefitWords(gives, language)}`;
  });
  return steps.join('; ');
}

function shippingWords(
  benefit: Extract<Benefit, { kind: 'shipping' }>,
  language: Language,
): string {
  const it = language === 'it';
  const { effect } = benefit;
  if (
    (effect.kind === 'percent' && effect.percent === 100) ||
    (effect.kind === 'price' && effect.priceMinor === 0)
  ) {
    return it ? 'spedizione gratuita' : 'free shipping';
  }
  const figure =
    effect.kind === 'percent'
      ? `−${percent(effect.percent, language)}`
      : `${effect.kind === 'amount' ? '−' : ''}${money(effect.kind === 'amount' ? effect.amountMinor : effect.priceMinor, language)}`;
  return it ? `spedizione ${figure}` : `shipping ${figure}`;
}

function effectWords(effect: DealEffect, language: Language): string {
  const it = language === 'it';
  switch (effect.kind) {
    case 'percent':
      if (effect.percent === 100) return it ? 'gratis' : 'free';
      return it
        ? `al −${percent(effect.percent, language)}`
        : `at −${percent(effect.percent, language)}`;
    case 'amount':
      return it
        ? `a −${money(effect.amountMinor, language)}`
        : `at −${money(effect.amountMinor, language)}`;
    case 'unitPrice':
      return it
        ? `a ${money(effect.priceMinor, language)} l’uno`
        : `at ${money(effect.priceMinor, language)} each`;
    case 'setPrice':
      return it
        ? `a ${money(effect.priceMinor, language)} in tutto`
        : `for ${money(effect.priceMinor, language)} in all`;
    default:
      return exhaustive(effect);
  }
}
