import type { Text } from '../../../server/kernel/text.ts';

export const RETURN_PAPERS = ['return-receipt', 'custody-receipt', 'return-file'] as const;
export type ReturnPaper = (typeof RETURN_PAPERS)[number];

/** The papers of a return, as the desk calls them. */
export const PAPER_TITLES: Readonly<Record<ReturnPaper, Text>> = {
  'return-receipt': { it: 'Ricevuta di reso', en: 'Return receipt' },
  'custody-receipt': { it: 'Ricevuta di custodia', en: 'Custody receipt' },
  'return-file': { it: 'Pratica di reso', en: 'Return file' },
};
