import type { Text } from '../../../server/kernel/text.ts';
import type { Axes } from './domain/life.ts';

export const RETURN_PAPERS = ['return-receipt', 'custody-receipt', 'return-file'] as const;
export type ReturnPaper = (typeof RETURN_PAPERS)[number];

/** The papers of a return, as the desk calls them. */
export const PAPER_TITLES: Readonly<Record<ReturnPaper, Text>> = {
  'return-receipt': { it: 'Ricevuta di reso', en: 'Return receipt' },
  'custody-receipt': { it: 'Ricevuta di custodia', en: 'Custody receipt' },
  'return-file': { it: 'Pratica di reso', en: 'Return file' },
};

/** Which papers a file has as it stands. */
export function papersOf({ goods }: Pick<Axes, 'goods'>): ReturnPaper[] {
  switch (goods) {
    case 'announced':
    case 'not-taken':
      return [];
    case 'in-custody':
      return ['custody-receipt'];
    case 'handed-back':
      return ['return-file'];
    case 'graded':
    case 'disposed':
      return ['return-receipt', 'return-file'];
  }
}
