import { useMemo } from 'react';
import type { Language } from '../kernel/text.ts';
import { sentences, useLanguage } from './language.ts';

type Plural = '_zero' | '_one' | '_many' | '_other';

/** `pieces_one` and `pieces_other` are asked for as `pieces`, with a `count`. */
type AskedAs<K extends string> = K extends `${infer Stem}${Plural}` ? Stem : K;

/** The names between double braces: `'Consegna a {{name}}'` → `'name'`. */
type Gap<S extends string> = S extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Gap<Rest>
  : never;

type GapsOf<It extends Sentences, K extends string> =
  | { [P in keyof It & string]: AskedAs<P> extends K ? Gap<It[P]> : never }[keyof It & string]
  | (`${K}_other` extends keyof It ? 'count' : never);

type Sentences = Readonly<Record<string, string>>;

/** A sentence's words, its gaps filled: the compiler knows the keys and what each one needs. */
export type Say<It extends Sentences> = <K extends AskedAs<keyof It & string>>(
  key: K,
  ...values: [GapsOf<It, K>] extends [never]
    ? []
    : [Readonly<Record<GapsOf<It, K>, string | number>>]
) => string;

export interface Copy<It extends Sentences> {
  readonly name: string;
  readonly it: It;
  readonly en: Readonly<Record<keyof It, string>>;
}

/**
 * The sentences of a room, Italian first. English must have the same keys: what is missing does not
 * compile. Gaps are written `{{name}}`; plurals as `key_one` and `key_other`.
 */
export function defineCopy<const It extends Sentences>(
  name: string,
  words: { readonly it: It; readonly en: Readonly<Record<keyof It, string>> },
): Copy<It> {
  for (const language of ['it', 'en'] as const) {
    sentences.addResourceBundle(language, name, withManyForms(words[language]), true, true);
  }
  return { name, it: words.it, en: words.en };
}

/** Italian has a third form for millions, which reads like the second everywhere in our sentences. */
function withManyForms(words: Sentences): Record<string, string> {
  const forms = Object.entries(words)
    .filter(([key]) => key.endsWith('_other'))
    .map(([key, words]) => [key.replace(/_other$/, '_many'), words]);
  return { ...(Object.fromEntries(forms) as Record<string, string>), ...words };
}

/** The sentences in one language, outside of React. */
export function sayIn<It extends Sentences>(copy: Copy<It>, language: Language): Say<It> {
  const translate = sentences.getFixedT(language, copy.name);
  return ((key: string, values?: object) => translate(key, { ...values })) as Say<It>;
}

/** `const t = useCopy(copy)`, then `t('handOver', { count: 2 })`. Follows the language of the person. */
export function useCopy<It extends Sentences>(copy: Copy<It>): Say<It> {
  const language = useLanguage();
  return useMemo(() => sayIn(copy, language), [copy, language]);
}
