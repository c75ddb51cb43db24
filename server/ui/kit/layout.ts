import { useSyncExternalStore } from 'react';

/** Desktop has the rail; tablet and handheld have a top bar; the handheld has a bottom bar, too. */
export type Layout = 'desktop' | 'tablet' | 'handheld';

const DESKTOP = '(min-width: 1100px)';
const TABLET = '(min-width: 700px)';

function current(): Layout {
  if (window.matchMedia(DESKTOP).matches) return 'desktop';
  return window.matchMedia(TABLET).matches ? 'tablet' : 'handheld';
}

function onChange(tell: () => void): () => void {
  const queries = [window.matchMedia(DESKTOP), window.matchMedia(TABLET)];
  for (const query of queries) query.addEventListener('change', tell);
  return () => {
    for (const query of queries) query.removeEventListener('change', tell);
  };
}

export function useLayout(): Layout {
  return useSyncExternalStore(onChange, current);
}
