import type { Icon } from '@tabler/icons-react';
import type { Language, Text } from '../../kernel/text.ts';
import type { Client } from '../contract.ts';

/** One answer of the search: where choosing it leads. */
export interface SearchHit {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  readonly pictureUrl?: string;
  /** An address of a screen: `/trova-taglia?articolo=…`. */
  readonly to: string;
}

/** Something that can be searched from every screen. A module lists its own in `screens.ts`. */
export interface SearchSource {
  readonly id: string;
  readonly title: Text;
  readonly icon: Icon;
  readonly permission: string;
  /** At most eight hits, best first. Asked 150 ms after the last key, with at least two characters. */
  readonly find: (question: {
    readonly text: string;
    readonly client: Client;
    readonly language: Language;
    readonly locationId: string | null;
    readonly signal: AbortSignal;
  }) => Promise<readonly SearchHit[]>;
}
