/**
 * The reservation code that was scanned on another screen. It stands in no address and no history: only
 * here, until the desk has looked it up.
 */
let inHand: string | null = null;

export function handCode(code: string): void {
  inHand = code;
}

export function takeHandedCode(): string | null {
  const code = inHand;
  inHand = null;
  return code;
}
