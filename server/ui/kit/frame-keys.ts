import { useEffect, useRef } from 'react';
import { useGo } from '../address.ts';
import type { Action } from './Action.tsx';

interface Keyed {
  readonly primary?: Action;
  readonly secondary?: readonly Action[];
  readonly back?: string;
}

/** Somebody is typing, or a button has the focus: Enter and Esc are theirs. */
function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.closest('input, textarea, select, button, a, [role], [contenteditable]') !== null;
}

const FLOATING = '[role="dialog"], [role="menu"], [role="alertdialog"], [role="listbox"]';

/** Also true for the key that has just closed it: what had the focus still knows where it stood. */
function isOverDialog(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest(FLOATING) !== null) return true;
  return document.querySelector('[role="dialog"], [role="menu"], [role="alertdialog"]') !== null;
}

function press(action: Action | undefined): void {
  if (!action || action.blocked != null || action.pending) return;
  action.onPress();
}

/** Alt+1…9, Enter and Esc of the open screen. A dialog above it keeps them for itself. */
export function useFrameKeys(frame: Keyed): void {
  const latest = useRef(frame);
  latest.current = frame;
  const go = useGo();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isOverDialog(event.target)) return;
      const { primary, secondary = [], back } = latest.current;
      const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
      if (event.altKey && digit) {
        event.preventDefault();
        const actions = primary ? [primary, ...secondary] : secondary;
        press(actions[Number(digit) - 1]);
      } else if (event.key === 'Enter' && !isBusy(event.target)) {
        press(primary);
      } else if (event.key === 'Escape' && back !== undefined && !isTyping(event.target)) {
        go(back);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [go]);
}

/** Esc in a field leaves the field, not the screen: what was typed is not thrown away. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const field = target.closest<HTMLElement>('input:not([type="radio"]), textarea, select');
  field?.blur();
  return field !== null;
}
