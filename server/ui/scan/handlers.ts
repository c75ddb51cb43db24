import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Scan, ScanHandler, ScanResult } from './scan.ts';

/** The open screen and what is open on it, last opened first. */
const handlers: { handle: ScanHandler }[] = [];

/**
 * Takes scans while the component is shown, before any other: the pick list ticks the piece, the finder
 * shows it. Answer `PASSED` for what is not yours.
 *
 * `useScan((scan) => scan.kind === 'item' ? tick(scan.code) : PASSED)`
 */
export function useScan(handle: ScanHandler, when = true): void {
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => {
    if (!when) return undefined;
    const entry = { handle: (scan: Scan) => latest.current(scan) };
    handlers.unshift(entry);
    return () => void handlers.splice(handlers.indexOf(entry), 1);
  }, [when]);
}

/** Asks the open parts in turn until one takes the scan. */
export async function offerToScreen(scan: Scan): Promise<ScanResult> {
  for (const { handle } of [...handlers]) {
    const result = await handle(scan);
    if (result.outcome !== 'passed') return result;
  }
  return { outcome: 'passed' };
}

export interface Told {
  readonly id: number;
  readonly result: Exclude<ScanResult, { outcome: 'passed' }>;
}

let told: Told | null = null;
let lastId = 0;
const listeners = new Set<() => void>();

function show(next: Told | null): void {
  told = next;
  for (const tell of listeners) tell();
}

/** Shows what a scan did: green and gone after a moment, red until the next scan or a press. */
export function tellScan(result: Told['result']): void {
  lastId += 1;
  show({ id: lastId, result });
}

export function clearTold(id?: number): void {
  if (id === undefined || told?.id === id) show(null);
}

export function useTold(): Told | null {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => told,
  );
}

type TypedListener = (key: string) => void;
const typedListeners: TypedListener[] = [];

/** A key that a hand, not a scanner, pressed outside of any field: shortcuts and pads listen here. */
export function useTypedKeys(listen: TypedListener, when = true): void {
  const latest = useRef(listen);
  latest.current = listen;
  useEffect(() => {
    if (!when) return undefined;
    const entry: TypedListener = (key) => latest.current(key);
    typedListeners.unshift(entry);
    return () => void typedListeners.splice(typedListeners.indexOf(entry), 1);
  }, [when]);
}

/** The last part that asked hears it: a pad in a dialog, not the screen behind. */
export function tellTyped(key: string): void {
  typedListeners[0]?.(key);
}
