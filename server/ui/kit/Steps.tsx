import { IconCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import './steps.css';

export interface Step {
  readonly id: string;
  readonly label: string;
  readonly state: 'done' | 'now' | 'later';
  /** Goes to it; absent for what cannot be opened now. */
  readonly onOpen?: () => void;
}

/** How far a task has come, and the way back to each of its steps. */
export function Steps({
  steps,
  label,
}: {
  readonly steps: readonly Step[];
  /** Read aloud: «Passi del reso». */
  readonly label: string;
}): ReactElement {
  return (
    <nav className="bt-steps" aria-label={label}>
      <ol>
        {steps.map(({ id, label: words, state, onOpen }, place) => (
          <li key={id} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            {onOpen ? (
              <button type="button" onClick={onOpen}>
                <Inside words={words} done={state === 'done'} place={place + 1} />
              </button>
            ) : (
              <span className="bt-step-still">
                <Inside words={words} done={state === 'done'} place={place + 1} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Inside({
  words,
  done,
  place,
}: {
  readonly words: string;
  readonly done: boolean;
  readonly place: number;
}): ReactElement {
  return (
    <>
      <span className="bt-step-mark">
        {done ? <IconCheck size={18} stroke={2} aria-hidden="true" /> : place}
      </span>
      <span className="bt-step-words">{words}</span>
    </>
  );
}
