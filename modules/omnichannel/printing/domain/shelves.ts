const SHELF = /^[A-Z0-9][A-Z0-9 ]{0,11}$/;
const ROW = /^([A-Z]*)(\d{1,3})-([A-Z]*)(\d{1,3})$/;

/** The most codes that are printed in one go: some sheets of labels. */
export const MOST_SHELVES = 200;

/**
 * The shelves a person means: `A1-A8, B3` is A1 to A8 and B3, each once, in that order. Null when a
 * part of it names no shelf, or they are more than {@link MOST_SHELVES}.
 */
export function readShelves(text: string): string[] | null {
  const shelves = new Set<string>();
  for (const part of text.toUpperCase().split(/[,;\n]/)) {
    const written = part.trim().replace(/\s*[-–]\s*/, '-');
    if (written === '') continue;
    const named = row(written) ?? (SHELF.test(written) ? [written] : null);
    if (!named) return null;
    for (const shelf of named) shelves.add(shelf);
    if (shelves.size > MOST_SHELVES) return null;
  }
  return shelves.size > 0 ? [...shelves] : null;
}

function row(written: string): string[] | null {
  const [, letters, first, lastLetters, last] = ROW.exec(written) ?? [];
  if (letters === undefined || first === undefined || last === undefined) return null;
  if (lastLetters !== '' && lastLetters !== letters) return null;
  const count = Number(last) - Number(first) + 1;
  if (count < 1) return null;
  return Array.from({ length: count }, (_, place) => `${letters}${Number(first) + place}`);
}
