import { useSyncExternalStore, type MouseEvent } from 'react';

function onChange(tell: () => void): () => void {
  addEventListener('popstate', tell);
  return () => removeEventListener('popstate', tell);
}

/** The address, re-read whenever it changes. */
export function usePath(): string {
  return useSyncExternalStore(onChange, () => location.pathname + location.search);
}

/** Goes to another page of the shop without loading it anew. */
export function goTo(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
  scrollTo(0, 0);
}

/** For links: a plain click stays in the page; one with a key held opens a tab, as the browser does. */
export function followLink(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  goTo(event.currentTarget.getAttribute('href') ?? '/shop');
}
