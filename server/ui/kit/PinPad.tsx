import { IconBackspace } from '@tabler/icons-react';
import { useEffect, useRef, type ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import { useTypedKeys } from '../scan/handlers.ts';
import { kitCopy } from './copy.ts';
import './pin.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

/**
 * A number pad with dots. Keys of the keyboard write too. `onComplete` is told when the last digit is in;
 * what was typed is the caller's to clear.
 */
export function PinPad({
  digits,
  value,
  onChange,
  onComplete,
  disabled = false,
  label,
}: {
  readonly digits: number;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onComplete: (value: string) => void;
  readonly disabled?: boolean;
  readonly label: string;
}): ReactElement {
  const t = useCopy(kitCopy);
  const press = (digit: string) => {
    if (disabled || value.length >= digits) return;
    const next = value + digit;
    onChange(next);
    if (next.length === digits) onComplete(next);
  };
  const erase = () => onChange(value.slice(0, -1));
  useTypedDigits(disabled, press, erase);
  return (
    <div className="bt-pin" role="group" aria-label={label}>
      <div
        className="bt-pin-dots"
        role="status"
        aria-label={t('digitsTyped', { count: value.length, of: digits })}
      >
        {Array.from({ length: digits }, (_, place) => (
          <span key={place} className="bt-pin-dot" data-filled={place < value.length} />
        ))}
      </div>
      <div className="bt-pin-keys">
        {KEYS.map((key) => (
          <button
            key={key}
            type="button"
            className="bt-pin-key"
            data-zero={key === '0'}
            disabled={disabled}
            onClick={() => press(key)}
          >
            {key}
          </button>
        ))}
        <button
          type="button"
          className="bt-pin-key"
          aria-label={t('erase')}
          disabled={disabled || value === ''}
          onClick={erase}
        >
          <IconBackspace size={26} stroke={1.8} aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}

/** Digits of the keyboard, when a hand typed them: the burst of a scanned badge is no PIN. */
function useTypedDigits(
  disabled: boolean,
  press: (digit: string) => void,
  erase: () => void,
): void {
  useTypedKeys((key) => {
    const digit = /^[0-9]$/.test(key);
    if (digit) press(key);
    return digit;
  }, !disabled);
  const latest = useRef(erase);
  latest.current = erase;
  useEffect(() => {
    if (disabled) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Backspace' && !(event.target instanceof HTMLInputElement))
        latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [disabled]);
}
