import type { ReactElement } from 'react';
import { readCode, writtenCode } from '../../kernel/codes.ts';
import { gtin } from './format.ts';
import './text.css';

/** A code as people compare it: mono, groups of four (`PK-7QM4 R2XD 9KTH 5`), bar codes as printed. */
export function CodeText({
  code,
  large = false,
}: {
  readonly code: string;
  readonly large?: boolean;
}): ReactElement {
  const ours = readCode(code);
  const written = ours ? writtenCode(ours.code) : /^\d{8,14}$/.test(code) ? gtin(code) : code;
  return (
    <code className="bt-code" data-large={large}>
      {written}
    </code>
  );
}
