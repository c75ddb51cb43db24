/** The code of a return file that was scanned on another screen, until the desk has looked it up. */
let inHand: string | null = null;

export function handReturnCode(code: string): void {
  inHand = code;
}

export function takeReturnCode(): string | null {
  const code = inHand;
  inHand = null;
  return code;
}
