import { useSyncExternalStore } from 'react';
import { PASSED, type Scan, type ScanHandler, type ScanResult } from './scan.ts';
import { createListenerStack } from './stack.ts';

const handlers = createListenerStack<[Scan], ScanResult | Promise<ScanResult>>();

/**
 * Takes scans while the component is shown, before any other: the pick list ticks the piece, the finder
 * shows it. Answer `PASSED` for what is not yours.
 *
 * `useScan((scan) => scan.kind === 'item' ? tick(scan.code) : PASSED)`
 */
export function useScan(handle: ScanHandler, when = true): void {
  handlers.use(handle, when);
}

/** Asks the open parts in turn until one takes the scan. */
export async function offerToScreen(scan: Scan): Promise<ScanResult> {
  for (const handle of handlers.inOrder()) {
    const result = await handle(scan);
    if (result.outcome !== 'passed') return result;
  }
  return PASSED;
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

const typed = createListenerStack<[string], boolean>();

/**
 * A key that a hand, not a scanner, pressed outside of any field: shortcuts and pads listen here. Answer
 * true when the key was yours; then nobody behind you hears it.
 */
export function useTypedKeys(listen: (key: string) => boolean, when = true): void {
  typed.use(listen, when);
}

export function tellTyped(key: string): void {
  for (const listen of typed.inOrder()) if (listen(key)) return;
}
