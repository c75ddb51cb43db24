import type { ReactElement } from 'react';
import { writtenCode } from '../../kernel/codes.ts';
import { gtin } from './format.ts';
import './text.css';

function written(code: string): string {
  if (/^[A-Z]{2}-[0-9A-Z]{13}$/.test(code)) return writtenCode(code);
  return /^\d{8,14}$/.test(code) ? gtin(code) : code;
}

/** A code as people compare it: mono, groups of four (`PK-7QM4 R2XD 9KTH 5`), bar codes as printed. */
export function CodeText({
  code,
  large = false,
}: {
  readonly code: string;
  readonly large?: boolean;
}): ReactElement {
  return (
    <code className="bt-code" data-large={large}>
      {written(code)}
    </code>
  );
}
