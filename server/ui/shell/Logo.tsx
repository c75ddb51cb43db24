import type { ReactElement } from 'react';

/** The shop front: brick awning with four scallops over an ink house with an arched door. */
export function LogoMark({ size = 28 }: { readonly size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="2" y="3" width="28" height="27" rx="2" fill="var(--bt-inchiostro-solid)" />
      <path
        d="M3.5 2h25A1.5 1.5 0 0 1 30 3.5V11a3.5 3.5 0 0 1-7 0 3.5 3.5 0 0 1-7 0 3.5 3.5 0 0 1-7 0 3.5 3.5 0 0 1-7 0V3.500A1.500 1.500 0 0 1 3.500 2z"
        fill="var(--bt-brand)"
      />
      <path d="M11 30v-8a5 5 0 0 1 10 0v8z" fill="var(--bt-brand-door)" />
    </svg>
  );
}

export function Logo({ large = false }: { readonly large?: boolean }): ReactElement {
  return (
    <span className="bt-logo" data-large={large}>
      <LogoMark size={large ? 36 : 29} />
      <span>Bottega</span>
    </span>
  );
}
