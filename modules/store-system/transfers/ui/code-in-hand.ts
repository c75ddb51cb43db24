/** The code of a transfer or of a parcel that was scanned on another screen, until it has been looked up. */
let inHand: string | null = null;

export function handCode(code: string): void {
  inHand = code;
}

export function takeHandedCode(): string | null {
  const code = inHand;
  inHand = null;
  return code;
}
