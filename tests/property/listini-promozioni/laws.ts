import type { Basket } from '../../../modules/listini-promozioni/engine/domain/basket.ts';
import type { PricedBasket } from '../../../modules/listini-promozioni/engine/domain/priced-basket.ts';
import type { Promotion } from '../../../modules/listini-promozioni/engine/domain/promotion.ts';
import { price } from '../../../modules/listini-promozioni/engine/domain/price.ts';
import { compileSnapshot } from '../../../modules/listini-promozioni/engine/domain/snapshot.ts';
import { INSTANT, type World } from './worlds.ts';

/** What must be true of every answer; one sentence for each thing that is not. */

export function priced({ source, basket }: World): PricedBasket {
  return price(compileSnapshot(source), basket, INSTANT);
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Pieces make the line, lines make the document, in prices, discounts and VAT. */
export function sumsThatDiffer(answer: PricedBasket, basket: Basket): string[] {
  const wrong: string[] = [];
  const same = (what: string, a: number, b: number): void => {
    if (a !== b) wrong.push(`${what}: ${a} and ${b}`);
  };
  answer.lines.forEach((line, n) => {
    const { pieces, lineId } = line;
    same(`${lineId} quantity`, sum(pieces.map((p) => p.quantity)), basket.lines[n]!.quantity);
    same(`${lineId} net`, sum(pieces.map((p) => p.quantity * p.netMinor)), line.netMinor);
    same(`${lineId} VAT`, sum(pieces.map((p) => p.quantity * p.vatMinor)), line.vatMinor);
    same(`${lineId} discount`, line.listMinor - line.discountMinor, line.netMinor);
    for (const piece of pieces)
      same(
        `${lineId} piece`,
        piece.listPriceMinor - sum(piece.discounts.map((d) => d.amountMinor)),
        piece.netMinor,
      );
  });
  const { totals, lines, shipping } = answer;
  same('goods', sum(lines.map((line) => line.netMinor)), totals.goodsMinor);
  same('list', totals.listMinor - totals.discountMinor, totals.goodsMinor);
  const shares = [...lines.map((line) => line.vatMinor), ...shipping.map((one) => one.vatMinor)];
  same('VAT', sum(shares), totals.vatMinor);
  same('VAT by rate', sum(totals.vat.map((rate) => rate.vatMinor)), totals.vatMinor);
  same('gross by rate', sum(totals.vat.map((rate) => rate.grossMinor)), totals.totalMinor);
  for (const { promotionId, byLine, discountMinor } of answer.applied) {
    const pieces = lines.flatMap((line) =>
      line.pieces.flatMap((piece) =>
        piece.discounts
          .filter((discount) => discount.promotionId === promotionId)
          .map((discount) => discount.amountMinor * piece.quantity),
      ),
    );
    same(`${promotionId} pieces`, sum(pieces), discountMinor);
    same(`${promotionId} lines`, sum(byLine.map((one) => one.amountMinor)), discountMinor);
  }
  return wrong;
}

/** No piece is pushed below zero, its item's floor or the floor of a promotion that reduces it. */
export function piecesBelowFloor(answer: PricedBasket, { source }: World): string[] {
  const floors = new Map([...source.items].map((item) => [item.id, item.minimumPriceMinor ?? 0]));
  const byId = new Map([...source.promotions].map((one) => [one.id, one]));
  return answer.lines.flatMap(({ lineId, itemId, pieces }) =>
    pieces.flatMap(({ netMinor, listPriceMinor, discounts }) => {
      if (discounts.length === 0) return [];
      const last = byId.get(discounts.at(-1)!.promotionId)!;
      const own = Math.min(listPriceMinor, floors.get(itemId)!);
      const floor = Math.max(own, Math.min(listPriceMinor, floorOf(last, listPriceMinor)));
      const least = discounts.length === 1 ? floor : own;
      return netMinor < least || netMinor < 0 ? [`${lineId}: ${netMinor} below ${least}`] : [];
    }),
  );
}

function floorOf({ floor }: Promotion, list: number): number {
  const { minimumPriceMinor = 0, maximumDiscountPercent = 100 } = floor ?? {};
  return Math.max(minimumPriceMinor, Math.ceil((list * (100 - maximumDiscountPercent)) / 100));
}

const DEALS = new Set(['pick', 'nForPrice', 'buyGet', 'bundle', 'completeGroups']);

/** No piece has the reward of two deals, and none that tolerate each other not. */
export function piecesOfTwoDeals(answer: PricedBasket, { source }: World): string[] {
  const byId = new Map([...source.promotions].map((one) => [one.id, one]));
  return answer.lines.flatMap(({ lineId, pieces }) =>
    pieces.flatMap(({ discounts }) => {
      const promotions = discounts.map(({ promotionId }) => byId.get(promotionId)!);
      const onlyDeals = promotions.filter(({ benefits }) =>
        benefits.every(({ kind }) => DEALS.has(kind)),
      );
      const isAlone = promotions.some(({ combination }) => combination.exclusive !== 'none');
      return [
        ...(onlyDeals.length > 1 ? [`${lineId} serves ${onlyDeals.length} deals`] : []),
        ...(isAlone && promotions.length > 1 ? [`${lineId}: an exclusive one is not alone`] : []),
      ];
    }),
  );
}

/** The first law that an answer breaks; null where it keeps all. */
export function brokenLaw(world: World): string | null {
  const answer = priced(world);
  return (
    sumsThatDiffer(answer, world.basket)[0] ??
    piecesBelowFloor(answer, world)[0] ??
    piecesOfTwoDeals(answer, world)[0] ??
    null
  );
}
