import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { money } from '../../../../server/ui/kit/format.ts';
import type { ShopCard } from '../contracts.ts';
import { copy } from './copy.ts';
import { useReader } from './reading.ts';

/** Beside a price that is announced as lower: the prior one, struck, and by how much; nothing beside any other. */
export function Reduction({
  reduction,
  said,
}: {
  readonly reduction: ShopCard['reduction'];
  /** Whether to say in words what the struck price is. */
  readonly said: boolean;
}): ReactElement | null {
  const t = useCopy(copy);
  const reader = useReader();
  if (reduction === null) return null;
  const { priorMinor, percent } = reduction;
  return (
    <span className="shop-reduction">
      <b>−{percent}%</b> <s aria-label={t('priorPrice')}>{money(reader, priorMinor)}</s>
      {said ? <small className="quiet">{t('priorPrice')}</small> : null}
    </span>
  );
}
