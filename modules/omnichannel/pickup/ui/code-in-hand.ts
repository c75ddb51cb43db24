/**
 * The pickup code that was scanned last. It proves who may take the goods, so it stands in no address,
 * no history and no storage: only here, until it is used or another is scanned.
 */
let inHand: string | null = null;

export function takeCode(code: string): void {
  inHand = code;
}

export function codeInHand(): string | null {
  return inHand;
}

export function dropCode(): void {
  inHand = null;
}
