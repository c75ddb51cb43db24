/** What a README names in backticks, by the form of the name. */
export interface Named {
  readonly tables: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly permissions: ReadonlySet<string>;
  /** `POST /api/store-system/holds` */
  readonly endpoints: ReadonlySet<string>;
}

const EVENT = /^[a-z-]+\.[a-z-]+\.v\d+$/;
const PERMISSION = /^[a-z-]+\.[a-z-]+\.[a-z-]+$/;
const ENDPOINT = /^(GET|POST|PUT|PATCH|DELETE) (\/\S*)$/;

/** Reads every `code` word of a Markdown text, leaving out blocks of code. */
export function namedIn(markdown: string, prefixes: ReadonlySet<string>): Named {
  const words = [...markdown.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, word]) => word!.trim(),
  );
  const those = (test: (word: string) => boolean): Set<string> => new Set(words.filter(test));
  return {
    tables: those((word) => /^[a-z]+_[a-z0-9_]+$/.test(word) && prefixes.has(word.split('_')[0]!)),
    events: those((word) => EVENT.test(word)),
    permissions: those((word) => PERMISSION.test(word) && !EVENT.test(word)),
    endpoints: those((word) => ENDPOINT.test(word)),
  };
}

/** What a README leaves out, and what it names that is not there. */
export function drift(
  named: ReadonlySet<string>,
  own: readonly string[],
  everybodys: ReadonlySet<string>,
): string[] {
  return [
    ...own.filter((name) => !named.has(name)).map((name) => `${name} is missing`),
    ...[...named].filter((name) => !everybodys.has(name)).map((name) => `${name} does not exist`),
  ];
}
