import { useEffect, useSyncExternalStore, type ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import { kitCopy } from './copy.ts';
import { useNow } from './now.ts';
import './toast.css';
import { keepWhenPutAway, onUndoable, takeBack, undoable } from './undo.ts';

/** The dark bar at the foot that takes back the last act. Stands once, in the shell; screens call `offerUndo`. */
export function UndoToast(): ReactElement {
  const act = useSyncExternalStore(onUndoable, undoable);
  useEffect(keepWhenPutAway, []);
  return (
    <div className="bt-toast-place" role="status" aria-live="polite">
      {act && <Offer key={act.id} words={act.words} seconds={act.seconds} until={act.until} />}
    </div>
  );
}

function Offer({
  words,
  seconds,
  until,
}: {
  readonly words: string;
  readonly seconds: number;
  readonly until: number;
}): ReactElement {
  const t = useCopy(kitCopy);
  // The page's clock may lag behind the act by a moment: never more than was given.
  const left = Math.ceil((until - useNow().getTime()) / 1000);
  return (
    <div className="bt-toast">
      {/* Counting aloud would drown everything else: the words are read once. */}
      <span className="bt-aloud">{words.replace('{{seconds}}', String(seconds))}</span>
      <span aria-hidden="true">
        {words.replace('{{seconds}}', String(Math.min(seconds, Math.max(0, left))))}
      </span>
      <button type="button" className="bt-toast-button" onClick={takeBack}>
        {t('undo')}
      </button>
    </div>
  );
}
