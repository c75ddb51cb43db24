import { IconScan } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import { shellCopy } from './copy.ts';
import { useShell } from './shell.ts';

/** «Scansiona o cerca»: a scanner works anywhere; pressing this, or Ctrl K, opens the search. */
export function SearchField({ keys = true }: { readonly keys?: boolean }): ReactElement {
  const t = useCopy(shellCopy);
  const { openSearch } = useShell();
  return (
    <button
      type="button"
      className="bt-search-field"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K"
      onClick={openSearch}
    >
      <IconScan size={22} stroke={1.6} aria-hidden="true" />
      <span className="bt-search-field-words">{t('scanOrSearch')}</span>
      {keys && (
        <kbd className="bt-key" aria-hidden="true">
          Ctrl K
        </kbd>
      )}
    </button>
  );
}
