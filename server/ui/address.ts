import { useNavigate, useParams, useRouterState } from '@tanstack/react-router';
import { useCallback } from 'react';

/** `const go = useGo(); go('/ritiri/123')`; `replace` leaves no step behind for «Indietro». */
export function useGo(): (to: string, options?: { readonly replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    (to, options) => void navigate({ href: to, replace: options?.replace ?? false }),
    [navigate],
  );
}

/** The `$orderId` of the screen's path. */
export function useAddressPart(name: string): string {
  const parts = useParams({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const part = parts[name];
  if (part === undefined) throw new Error(`the path of this screen has no $${name}`);
  return part;
}

/**
 * What stands behind the `?`: filters, the code that was scanned. Kept in the address, so that reload,
 * «Indietro» and a link in a message bring back the same screen. Null takes it out.
 */
export function useAddressValue(
  name: string,
): [value: string | null, set: (value: string | null) => void] {
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const path = useRouterState({ select: (state) => state.location.pathname });
  const go = useGo();
  const value = new URLSearchParams(search).get(name);
  const set = useCallback(
    (next: string | null) => {
      const values = new URLSearchParams(search);
      if (next === null) values.delete(name);
      else values.set(name, next);
      const text = values.toString();
      go(text === '' ? path : `${path}?${text}`, { replace: true });
    },
    [go, name, path, search],
  );
  return [value, set];
}
