/** Faults that somebody might make: a file of the engine, what stands there, what would stand there instead. */
export interface PlantedFault {
  readonly what: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    what: 'half a cent is rounded the other way',
    file: 'rounding.ts',
    from: 'return rest * 2 >= divisor;',
    to: 'return rest * 2 > divisor;',
  },
  {
    what: 'the cent goes to the smallest remainder',
    file: 'apportion.ts',
    from: 'rests[b]! - rests[a]!',
    to: 'rests[a]! - rests[b]!',
  },
  {
    what: 'what a floor keeps back is lost',
    file: 'apportion.ts',
    from: 'left += (cell.given + share - given) * count;',
    to: 'left += 0 * (share + count);',
  },
  {
    what: 'a promotion ignores the floor of the item',
    file: 'scene.ts',
    from: 'floor: catalogue.minimumPrice(item),',
    to: 'floor: 0 * catalogue.minimumPrice(item),',
  },
  {
    what: 'pieces of one deal serve another',
    file: 'pieces.ts',
    from: 'if (forDeal && piece.deal >= 0) {',
    to: 'if (forDeal && piece.deal >= 1_000) {',
  },
  {
    what: 'a threshold is not met by what reaches it exactly',
    file: 'condition-check.ts',
    from: 'strict ? value <= minMinor : value < minMinor',
    to: 'strict ? value <= minMinor : value <= minMinor',
  },
  {
    what: 'n for a price is given once more than it may be',
    file: 'group-benefits.ts',
    from: 'benefit.maxUses ?? Infinity, trial.maxUses);\n  say',
    to: '(benefit.maxUses ?? Infinity) + 1, trial.maxUses);\n  say',
  },
  {
    what: 'of equal promotions the later one keeps the line',
    file: 'lanes.ts',
    from: 'if (candidate.net >= best.net) continue;',
    to: 'if (candidate.net > best.net) continue;',
  },
  {
    what: 'lines stopped by a promotion are touched again',
    file: 'pieces.ts',
    from: 'line.stoppedBy !== trial.promotion.number',
    to: 'line.stoppedBy > 1_000',
  },
  {
    what: 'an exclusive promotion is not alone on its pieces',
    file: 'compiled-promotion.ts',
    from: "if (exclusive !== 'none') return false;",
    to: "if (exclusive === 'basket') return false;",
  },
  {
    what: 'a percentage is of the list price after other promotions',
    file: 'pieces.ts',
    from: "const unit = basis === 'list' ? line.list : net;",
    to: "const unit = basis === 'list' ? net : net;",
  },
  {
    what: 'a budget may be passed by the promotion that finds it not empty',
    file: 'attempt.ts',
    from: '?.spentMinor ?? 0) + discount > budgetMinor',
    to: '?.spentMinor ?? 0) > budgetMinor',
  },
  {
    what: 'alike uses of a deal are counted once too often',
    file: 'several-side-benefits.ts',
    from: 'let more = left - 1;',
    to: 'let more = left;',
  },
  {
    what: 'VAT of the pieces does not make the VAT of the line',
    file: 'vat.ts',
    from: 'pieces: apportion(\n        amounts[place]!,',
    to: 'pieces: apportion(\n        Math.max(0, amounts[place]! - 1),',
  },
  {
    what: 'the best deal takes the first of two, not the better one',
    file: 'best-deal.ts',
    from: 'if (total < this.#least) {',
    to: 'if (total < this.#least || place === this.#group.length) {',
  },
  {
    what: 'the promotions of an item are looked up for its neighbour',
    file: 'candidates.ts',
    from: 'scene.lines.map(({ item }) => item)',
    to: 'scene.lines.map(() => scene.lines[0]!.item)',
  },
];
