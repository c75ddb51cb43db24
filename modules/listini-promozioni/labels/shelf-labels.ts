import type { Language, Text } from '../../../server/kernel/text.ts';
import { amount, gridFor, isGtin, type Block, type DocumentKind } from '../../base/api.ts';

export interface ShelfLabels {
  /** Plain date from which the prices hold. */
  readonly day: string;
  readonly currency: string;
  readonly labels: readonly PaperLabel[];
}

export interface PaperLabel {
  readonly gtin: string;
  readonly styleCode?: string;
  readonly name: string;
  readonly size: string;
  readonly colour: string;
  readonly afterMinor: number;
  readonly priorMinor: number | null;
  readonly percent: number | null;
  readonly basis?: 'lowest' | 'campaign' | 'last' | 'since-launch' | null;
}

const about = ({ day, labels }: ShelfLabels): string =>
  `${labels.length} · ${day.split('-').reverse().join('/')}`;

/** Price labels for shelves: price, barcode, and where a reduction is told the price before it and the percentage. */
export const SHELF_LABELS: DocumentKind<ShelfLabels> = {
  id: 'listini-promozioni.shelf-labels',
  title: { it: 'Cartellini prezzo', en: 'Price labels' },
  role: 'label',
  about,
  layout: (paper, language) => ({
    sheets: paper.labels.map((label) => ({
      paper: 'shelf-label',
      blocks: labelBlocks(label, paper, language),
    })),
    grid: gridFor('shelf-label'),
  }),
};

/** The same as signs of A5, for tables and windows. */
export const SHELF_SIGNS: DocumentKind<ShelfLabels> = {
  id: 'listini-promozioni.shelf-signs',
  title: { it: 'Cartelli prezzo', en: 'Price signs' },
  role: 'a4',
  about,
  layout: (paper, language) => ({
    sheets: paper.labels.map((label) => ({
      paper: 'A5',
      blocks: signBlocks(label, paper, language),
    })),
  }),
};

const LOWEST: Text = { it: 'Minimo degli ultimi 30 giorni', en: 'Lowest price of 30 days' };
const BEFORE: Text = { it: 'Prezzo precedente', en: 'Price before' };

/** What a reduction is told from, and by how much; nothing where none is told. */
function reductionOf(
  { priorMinor, percent, basis }: PaperLabel,
  { currency }: ShelfLabels,
  language: Language,
): { readonly from: string; readonly percent: string } | null {
  if (priorMinor === null || percent === null) return null;
  const words = basis === 'lowest' ? LOWEST : BEFORE;
  return {
    from: `${words[language]} ${amount(language, priorMinor, currency)}`,
    percent: `−${percent} %`,
  };
}

function barcode({ gtin }: PaperLabel, heightMm: number): Block {
  return {
    kind: 'code',
    symbology: gtin.length === 13 && isGtin(gtin) ? 'ean13' : 'code128',
    value: gtin,
    caption: gtin,
    heightMm,
  };
}

function labelBlocks(label: PaperLabel, paper: ShelfLabels, language: Language): Block[] {
  const reduction = reductionOf(label, paper, language);
  const price = amount(language, label.afterMinor, paper.currency);
  return [
    // A black band says from afar that the price is reduced.
    ...(reduction ? [{ kind: 'band' } as const] : []),
    { kind: 'text', text: `**${label.name}**`, size: 'fine' },
    { kind: 'text', text: `${label.colour} · ${label.size}`, size: 'fine' },
    ...(reduction
      ? [
          {
            kind: 'pair',
            left: reduction.from,
            right: `**${reduction.percent}**`,
            size: 'fine',
          } as const,
        ]
      : []),
    { kind: 'text', text: `**${price}**`, size: 'title', align: 'right' },
    barcode(label, 7),
  ];
}

function signBlocks(label: PaperLabel, paper: ShelfLabels, language: Language): Block[] {
  const reduction = reductionOf(label, paper, language);
  const price = amount(language, label.afterMinor, paper.currency);
  return [
    ...(reduction ? [{ kind: 'band' } as const] : []),
    { kind: 'space', mm: 8 },
    { kind: 'text', text: `**${label.name}**`, size: 'title' },
    { kind: 'text', text: `${label.colour} · ${label.size}`, size: 'strong' },
    { kind: 'space', mm: 20 },
    { kind: 'text', text: `**${price}**`, size: 'huge', align: 'center' },
    ...(reduction
      ? [
          { kind: 'space', mm: 6 } as const,
          {
            kind: 'text',
            text: `**${reduction.percent}**`,
            size: 'title',
            align: 'center',
          } as const,
          { kind: 'text', text: reduction.from, size: 'strong', align: 'center' } as const,
        ]
      : []),
    { kind: 'spring' },
    barcode(label, 14),
    { kind: 'text', text: label.styleCode ?? '', size: 'fine' },
  ];
}
