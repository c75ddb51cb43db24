import { useEffect, useState, type ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import { kitCopy } from './copy.ts';
import { useLayout } from './layout.ts';
import './states.css';

/** A flash of grey says less than nothing: fast answers never show a skeleton. */
const PATIENCE_MS = 200;

function usePatience(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return over;
}

/** Rows in the shape of what is coming, after 200 ms. `shape` says what the rows are. */
export function LoadingRows({
  rows = 5,
  shape = 'rows',
}: {
  readonly rows?: number;
  readonly shape?: 'rows' | 'cards' | 'grid';
}): ReactElement {
  const t = useCopy(kitCopy);
  const handheld = useLayout() === 'handheld';
  const over = usePatience();
  const look = shape === 'rows' && handheld ? 'cards' : shape;
  return (
    <div className="bt-loading" data-shape={look} role="status" aria-busy="true">
      <span className="bt-aloud">{t('loading')}</span>
      {over &&
        Array.from({ length: rows }, (_, place) => (
          <div key={place} className="bt-loading-row" aria-hidden="true">
            <span className="bt-bone" style={{ width: 32, height: 32 }} />
            <span className="bt-bone-lines">
              <span className="bt-bone" style={{ width: 110, height: 14 }} />
              <span className="bt-bone" style={{ width: 70, height: 10 }} />
            </span>
            <span className="bt-bone" style={{ width: 34, height: 42 }} />
            <span className="bt-bone-space" />
            <span className="bt-bone bt-bone-wide" style={{ width: 110, height: 24 }} />
            <span className="bt-bone" style={{ width: 96, height: 40 }} />
          </div>
        ))}
    </div>
  );
}
