import { IconCheck } from '@tabler/icons-react';
import { useId, type ReactElement } from 'react';
import './choice.css';

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  /** «alle 19:30», «torna in vendita» */
  readonly note?: string;
  readonly disabled?: boolean;
}

/**
 * Five choices at most, each a button: one look, one press. More than five is a `Select`.
 * `joined` draws them as one bar (Tiene | Cambia taglia | Lascia).
 */
export function FieldChoice<V extends string>({
  label,
  hideLabel = false,
  choices,
  value,
  onChange,
  joined = false,
  error,
}: {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly choices: readonly Choice<V>[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  readonly joined?: boolean;
  readonly error?: string;
}): ReactElement {
  const name = useId();
  const errorId = useId();
  return (
    <fieldset
      className="bt-choice"
      data-joined={joined}
      aria-describedby={error ? errorId : undefined}
    >
      <legend className={hideLabel ? 'bt-aloud' : 'bt-choice-label'}>{label}</legend>
      <div className="bt-choice-row">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="bt-choice-one"
            data-chosen={choice.value === value}
            data-disabled={choice.disabled ?? false}
          >
            <input
              type="radio"
              className="bt-choice-input"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              disabled={choice.disabled ?? false}
              onChange={() => onChange(choice.value)}
            />
            <span className="bt-choice-words">
              <span className="bt-choice-main">
                {choice.value === value && <IconCheck size={20} stroke={2} aria-hidden="true" />}
                {choice.label}
              </span>
              {choice.note !== undefined && <span className="bt-choice-note">{choice.note}</span>}
            </span>
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p id={errorId} className="bt-choice-error">
          {error}
        </p>
      )}
    </fieldset>
  );
}
