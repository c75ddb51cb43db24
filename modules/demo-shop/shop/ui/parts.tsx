import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { clock, day, sameDay, type Reader } from '../../../../server/ui/kit/format.ts';
import { copy } from './copy.ts';

export function Waiting(): ReactElement {
  return (
    <p className="shop-middle quiet" role="status">
      {useCopy(copy)('loading')}
    </p>
  );
}

export function Failed({ again }: { again: () => void }): ReactElement {
  const t = useCopy(copy);
  return (
    <div className="shop-middle" role="alert">
      <p>{t('failed')}</p>
      <button type="button" className="shop-button second" onClick={again}>
        {t('tryAgain')}
      </button>
    </div>
  );
}

/** `oggi alle 18:30` or `mar 24 nov, 10:30`, as the sentence around it wants. */
export function dayAndTime(reader: Reader, instant: string): { today: boolean; words: string } {
  const today = sameDay(reader, instant, new Date());
  return {
    today,
    words: today ? clock(reader, instant) : `${day(reader, instant)}, ${clock(reader, instant)}`,
  };
}
