/** The languages a person can be answered in. Italian is first: what is missing elsewhere is said in Italian. */
export type Language = 'it' | 'en';

export const LANGUAGES: readonly Language[] = ['it', 'en'];

/** One sentence in every language. The compiler refuses a text that lacks one. */
export type Text = Readonly<Record<Language, string>>;

/** The best language for an `Accept-Language` header; Italian when none of ours is asked for. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.find((p) => p.trim().startsWith('q='));
      return {
        tag: tag.trim().slice(0, 2).toLowerCase(),
        weight: quality ? Number(quality.trim().slice(2)) : 1,
      };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const found = LANGUAGES.find((language) => language === tag);
    if (found) return found;
  }
  return 'it';
}
