import { useQueries } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import type { Icon } from '@tabler/icons-react';
import type { Text } from '../../kernel/text.ts';
import { useClient } from '../contract.ts';
import { useLanguage, useText } from '../language.ts';
import type { SearchSource } from '../scan/search.ts';
import { shellCopy } from './copy.ts';
import { useMay, useSession } from './session.ts';
import { useShell } from './shell.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly group: Text;
  readonly icon: Icon;
  readonly title: string;
  readonly detail?: string;
  readonly pictureUrl?: string;
  readonly key?: string;
  readonly to: string;
}

const PAUSE_MS = 150;
const SHORTEST = 2;
const SCREENS: Text = { it: shellCopy.it.go, en: shellCopy.en.go };

/** Compares as people type: without capitals and accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What the palette offers for a text: screens by name at once, then what the modules find. */
export function usePaletteEntries(
  text: string,
  sources: readonly SearchSource[],
): { entries: readonly PaletteEntry[]; searching: boolean } {
  const say = useText();
  const { screens } = useShell();
  const [asked] = useDebouncedValue(text.trim(), PAUSE_MS);
  const found = useSearches(asked, sources);
  const wanted = plain(text.trim());
  const here = screens
    .filter(({ navigation }) => navigation !== undefined)
    .filter(({ title }) => plain(say(title)).includes(wanted))
    .map((screen) => ({
      id: screen.id,
      group: SCREENS,
      icon: screen.icon,
      title: say(screen.title),
      to: screen.path,
      ...(screen.navigation?.key ? { key: screen.navigation.key } : {}),
    }));
  const waiting = asked !== text.trim() && text.trim().length >= SHORTEST;
  return {
    // Somebody who types a name looks for a thing; a screen is what an empty field offers.
    entries: wanted.length >= SHORTEST ? [...found.entries, ...here] : here,
    searching: waiting || found.searching,
  };
}

function useSearches(
  text: string,
  sources: readonly SearchSource[],
): { entries: readonly PaletteEntry[]; searching: boolean } {
  const client = useClient();
  const language = useLanguage();
  const { locationId } = useSession();
  const may = useMay();
  const allowed = sources.filter(({ permission }) => may(permission));
  return useQueries({
    queries: allowed.map((source) => ({
      queryKey: ['search', source.id, text, language, locationId],
      enabled: text.length >= SHORTEST,
      staleTime: 30_000,
      gcTime: 60_000,
      meta: { keep: false },
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        source.find({ text, client, language, locationId, signal }),
    })),
    combine: (results) => ({
      searching: results.some(({ isFetching }) => isFetching),
      entries: results.flatMap(({ data }, place) => {
        const source = allowed[place]!;
        return (data ?? []).map((hit) => ({
          ...hit,
          id: `${source.id}:${hit.id}`,
          group: source.title,
          icon: source.icon,
        }));
      }),
    }),
  });
}
