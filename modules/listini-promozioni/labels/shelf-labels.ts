import type { Language } from '../../../server/kernel/text.ts';
import { amount, gridFor, type Block, type DocumentKind } from '../../base/api.ts';

export interface ShelfLabels {
  /** Plain date from which the prices hold. */
  readonly day: string;
  readonly currency: string;
  readonly labels: readonly {
    readonly gtin: string;
    readonly name: string;
    readonly size: string;
    readonly colour: string;
    readonly afterMinor: number;
    readonly priorMinor: number | null;
    readonly percent: number | null;
  }[];
}

/** Price labels for shelves: price, barcode, and where a reduction is told the price before it and the percentage. */
export const SHELF_LABELS: DocumentKind<ShelfLabels> = {
  id: 'listini-promozioni.shelf-labels',
  title: { it: 'Cartellini prezzo', en: 'Price labels' },
  role: 'label',
  about: ({ day, labels }) => `${labels.length} · ${day.split('-').reverse().join('/')}`,
  layout: (paper, language) => ({
    sheets: paper.labels.map((label) => ({
      paper: 'shelf-label',
      blocks: labelBlocks(label, paper, language),
    })),
    grid: gridFor('shelf-label'),
  }),
};

function labelBlocks(
  label: ShelfLabels['labels'][number],
  { currency }: ShelfLabels,
  language: Language,
): Block[] {
  const money = (minor: number) => amount(language, minor, currency);
  const before = language === 'it' ? 'Prezzo precedente' : 'Price before';
  const reduced: Block[] =
    label.priorMinor !== null && label.percent !== null
      ? [
          {
            kind: 'pair',
            left: `${before} ${money(label.priorMinor)}`,
            right: `**−${label.percent} %**`,
            size: 'fine',
          },
        ]
      : [];
  return [
    { kind: 'text', text: `**${label.name}**`, size: 'fine' },
    { kind: 'text', text: `${label.colour} · ${label.size}`, size: 'fine' },
    ...reduced,
    { kind: 'text', text: `**${money(label.afterMinor)}**`, size: 'title', align: 'right' },
    {
      kind: 'code',
      symbology: label.gtin.length === 13 ? 'ean13' : 'code128',
      value: label.gtin,
      caption: label.gtin,
      heightMm: 8,
    },
  ];
}
