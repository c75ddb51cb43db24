import type { Text } from '../../../../server/kernel/text.ts';
import type { DestinationRule, ReturnTerms } from './policy.ts';
import type { Disposition, Grade } from './return.ts';

/** A place the piece could go to, with what it has of this size and colour, and of the style. */
export interface Candidate {
  readonly locationId: string;
  readonly name: string;
  readonly kind: 'store' | 'warehouse';
  /** Sellable and promised to nobody, of exactly this size and colour. */
  readonly ofItem: number;
  /** Of all sizes and colours of the style. */
  readonly ofStyle: number;
  /** From the shop that takes it back; null when nobody knows where it lies. */
  readonly metres: number | null;
}

export interface PieceToPlace {
  readonly grade: Grade;
  readonly category: string;
  /** `40 · Nero`: what the clerk reads. */
  readonly words: string;
  /** The shop that takes it back. */
  readonly here: Candidate;
  /** Others of the company the goods belong to. */
  readonly others: readonly Candidate[];
  /** The shop of the company that sold it, when that is another company: the goods are theirs. */
  readonly owner: Candidate | null;
}

export interface DestinationProposal {
  readonly kind: Disposition;
  readonly toLocationId: string | null;
  readonly toName: string | null;
  readonly why: Text;
}

/**
 * Where a piece should go, and why. A piece as new goes where somebody can buy it: it stays where its
 * size is gone, else it goes to the shop that sells the style and has run out of this size, the one with
 * most of the style first, then the nearest.
 */
export function proposeDestination(terms: ReturnTerms, piece: PieceToPlace): DestinationProposal {
  if (piece.owner) {
    return sent('store', piece.owner, {
      it: `È merce di ${piece.owner.name}: torna a chi l’ha venduta`,
      en: `It belongs to ${piece.owner.name}: it goes back to whoever sold it`,
    });
  }
  const rule = terms.destinations.find(
    ({ grade, category }) =>
      grade === piece.grade && (category === undefined || category === piece.category),
  );
  return WAYS[rule?.to ?? 'inspect'](piece);
}

const WAYS: Readonly<Record<DestinationRule['to'], (piece: PieceToPlace) => DestinationProposal>> =
  {
    stay: () =>
      here('restock', { it: 'Come nuovo: torna in vendita qui', en: 'As new: on sale here again' }),
    inspect: () =>
      here('inspect', {
        it: 'Da controllare prima di rimetterlo in vendita',
        en: 'To be inspected before it is sold again',
      }),
    damaged: () =>
      here('damaged', { it: 'Danneggiato: non si vende', en: 'Damaged: not for sale' }),
    supplier: () =>
      here('supplier', { it: 'Difettoso: al fornitore', en: 'Defective: to the supplier' }),
    warehouse: toWarehouse,
    'where-it-lacks': whereItLacks,
  };

function whereItLacks(piece: PieceToPlace): DestinationProposal {
  const { here: shop, words } = piece;
  if (shop.ofItem === 0) {
    return here('restock', {
      it: `Qui ${words} è finito: torna in vendita`,
      en: `${words} has run out here: on sale again`,
    });
  }
  const lacking = piece.others
    .filter(({ kind, ofItem, ofStyle }) => kind === 'store' && ofItem === 0 && ofStyle > 0)
    .sort(byNeed)[0];
  if (!lacking) {
    return here('restock', {
      it: `Qui ce ne sono ${shop.ofItem}, e a nessun negozio manca: resta in vendita`,
      en: `There are ${shop.ofItem} here, and no shop lacks it: it stays on sale`,
    });
  }
  return sent('store', lacking, {
    it: `A ${lacking.name} manca ${words} e il modello si vende; qui ce ne sono ${shop.ofItem}`,
    en: `${lacking.name} lacks ${words} and sells the style; there are ${shop.ofItem} here`,
  });
}

function toWarehouse(piece: PieceToPlace): DestinationProposal {
  const nearest = piece.others.filter(({ kind }) => kind === 'warehouse').sort(byDistance)[0];
  if (!nearest) return WAYS.stay(piece);
  return sent('warehouse', nearest, {
    it: `Va a ${nearest.name}, come vogliono le regole`,
    en: `It goes to ${nearest.name}, as the rules say`,
  });
}

function here(kind: Disposition, why: Text): DestinationProposal {
  return { kind, toLocationId: null, toName: null, why };
}

function sent(kind: 'store' | 'warehouse', to: Candidate, why: Text): DestinationProposal {
  return { kind, toLocationId: to.locationId, toName: to.name, why };
}

function byNeed(a: Candidate, b: Candidate): number {
  return b.ofStyle - a.ofStyle || byDistance(a, b);
}

function byDistance(a: Candidate, b: Candidate): number {
  const far = Number.MAX_SAFE_INTEGER;
  return (a.metres ?? far) - (b.metres ?? far) || (a.locationId < b.locationId ? -1 : 1);
}

/** In what condition a piece of this destination lies in the shop that took it. */
export function conditionOf(
  disposition: Disposition,
  grade: Grade,
): 'sellable' | 'to-inspect' | 'damaged' {
  switch (disposition) {
    case 'restock':
      return 'sellable';
    case 'inspect':
      return 'to-inspect';
    case 'warehouse':
    case 'store':
      return grade === 'A' ? 'sellable' : grade === 'B' ? 'to-inspect' : 'damaged';
    case 'damaged':
    case 'supplier':
    case 'destroy':
      return 'damaged';
  }
}
