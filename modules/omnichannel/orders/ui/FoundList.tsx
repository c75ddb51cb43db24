import type { ReactElement, ReactNode } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import './found.css';

/** What a search at the counter has found, one large row each. */
export function FoundList({ children }: { readonly children: ReactNode }): ReactElement {
  return <ul className="oc-found">{children}</ul>;
}

/** One that was found: a press opens it. */
export function Found({
  to,
  children,
}: {
  readonly to: string;
  readonly children: ReactNode;
}): ReactElement {
  const go = useGo();
  return (
    <li>
      <button type="button" onClick={() => go(to)}>
        {children}
      </button>
    </li>
  );
}
