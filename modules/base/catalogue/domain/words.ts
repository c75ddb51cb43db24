/** Text as search compares it: lower case, without accents, in words of letters and digits. */
export function wordsOf(...texts: readonly (string | null)[]): string[] {
  const words = new Set<string>();
  for (const text of texts) {
    for (const word of plain(text ?? '').split(/[^a-z0-9]+/)) {
      if (word !== '') words.add(word);
    }
  }
  return [...words];
}

/** Lower case, without accents. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
