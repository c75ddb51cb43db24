/** What a new module is called, in every form in which its name appears. */
export interface ModuleNames {
  /** `gift-cards`: folder, first part of paths, permissions and events. */
  readonly id: string;
  /** `giftCards`: the manifest's constant. */
  readonly constant: string;
  /** `gc`: before the underscore of its tables. */
  readonly prefix: string;
  readonly titleIt: string;
  readonly titleEn: string;
  /** `20270131T0915`: when the first migration was written. */
  readonly stamp: string;
}

/** Reads the words of the command line; a sentence for whoever typed them when they will not do. */
export function readNames(words: readonly string[], at: Date): ModuleNames | string {
  const [id = '', prefix = '', titleIt = '', titleEn = '', ...more] = words;
  if (!/^[a-z]+(-[a-z]+)*$/.test(id)) return `"${id}" is no id: lower-case words and dashes`;
  if (!/^[a-z]{2,6}$/.test(prefix) || prefix === 'core')
    return `"${prefix}" is no prefix of tables: two to six letters, not core`;
  if (!titleIt || !titleEn || more.length > 0) return 'the title is needed in Italian and English';
  const stamp = at.toISOString().replace(/[-:]/g, '').slice(0, 13);
  const constant = id.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());
  return { id, constant, prefix, titleIt, titleEn, stamp };
}

/** The registry with the module in it, after those that were there. */
export function registered(registry: string, { id, constant }: ModuleNames): string {
  const imports = [...registry.matchAll(/^import .*;\n/gm)];
  const last = imports.at(-1);
  if (!last || !/= \[[^\]]*\];/.test(registry))
    throw new Error('modules/registry.ts looks unusual');
  const after = last.index + last[0].length;
  return (
    registry.slice(0, after) +
    `import { ${constant} } from './${id}/manifest.ts';\n` +
    registry.slice(after).replace(/= \[([^\]]*?),?\s*\];/, (_list, names: string) => {
      return `= [${names.trim()}, ${constant}];`;
    })
  );
}
