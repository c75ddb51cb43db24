const PLACE = /^[A-Z0-9][A-Z0-9 -]{0,11}$/;

/** `b3 ` is B3; null when it names no place: letters and figures, twelve at most. */
export function readPlace(text: string): string | null {
  const written = text.trim().toUpperCase().replace(/\s+/g, ' ');
  return PLACE.test(written) ? written : null;
}
