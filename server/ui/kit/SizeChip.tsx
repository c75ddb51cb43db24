import type { ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import { kitCopy } from './copy.ts';
import './text.css';

/** The size, bare: `42`, `M`, `TU`. `large` stands alone on a pick card, `huge` on the one in hand. */
export function SizeChip({
  size,
  scale = 'chip',
}: {
  readonly size: string;
  readonly scale?: 'chip' | 'large' | 'huge';
}): ReactElement {
  const t = useCopy(kitCopy);
  return (
    <span className="bt-size" data-scale={scale}>
      <span className="bt-aloud">{t('size')} </span>
      {size}
    </span>
  );
}
