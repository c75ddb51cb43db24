import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useEffect, type ReactElement } from 'react';
import '../kit/badge.css';
import '../kit/toast.css';
import { clearTold, useTold, type Told } from './handlers.ts';

const ACCEPTED_SHOWN_MS = 2500;

/** What the last scan did, seen and read aloud. Stands once, in the shell. */
export function ScanTold(): ReactElement {
  const told = useTold();
  return (
    <div aria-live="assertive" aria-atomic="true">
      {told && <Words key={told.id} told={told} />}
    </div>
  );
}

function Words({ told: { id, result } }: { readonly told: Told }): ReactElement {
  const accepted = result.outcome === 'accepted';
  useEffect(() => {
    if (!accepted) return undefined;
    const timer = setTimeout(() => clearTold(id), ACCEPTED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [accepted, id]);
  const Shape = accepted ? IconCheck : IconAlertTriangle;
  const role = accepted ? 'pronto' : 'ritardo';
  return (
    <>
      <div className="bt-scan-frame" data-role={role} data-flash={accepted} aria-hidden="true" />
      <div
        className="bt-scan-told"
        data-role={role}
        data-outcome={result.outcome}
        onPointerDown={() => clearTold(id)}
      >
        <Shape size={30} stroke={2} aria-hidden="true" />
        <span className="bt-scan-told-words">
          <span className="bt-scan-told-title">{result.title}</span>
          {result.detail !== undefined && <span>{result.detail}</span>}
        </span>
      </div>
    </>
  );
}
