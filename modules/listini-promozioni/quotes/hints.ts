import type { Text } from '../../../server/kernel/text.ts';
import type { NearestMiss } from '../engine/domain/priced-basket.ts';
import { money, wallMoment } from '../promotions/domain/figures.ts';

/** What a clerk says to a customer who nearly has a promotion: "ancora un pezzo e…". */
export function hintOf(miss: NearestMiss | null, name: Text): Text | null {
  if (miss === null) return null;
  switch (miss.kind) {
    case 'pieces':
      return miss.pieces === 1
        ? {
            it: `Ancora un pezzo e vale «${name.it}»`,
            en: `One more piece and “${name.en}” applies`,
          }
        : {
            it: `Ancora ${miss.pieces} pezzi e vale «${name.it}»`,
            en: `${miss.pieces} more pieces and “${name.en}” applies`,
          };
    case 'amount':
      return {
        it: `Ancora ${money(miss.amountMinor, 'it')} e vale «${name.it}»`,
        en: `${money(miss.amountMinor, 'en')} more and “${name.en}” applies`,
      };
    case 'coupon':
      return {
        it: `Con un coupon vale «${name.it}»`,
        en: `With a coupon “${name.en}” applies`,
      };
    case 'card':
      return {
        it: `Con la tessera vale «${name.it}»`,
        en: `With the card “${name.en}” applies`,
      };
    case 'wait':
      return {
        it: `«${name.it}» comincia il ${wallMoment(miss.from, 'it')}`,
        en: `“${name.en}” begins on ${wallMoment(miss.from, 'en')}`,
      };
    default:
      return null;
  }
}
