/** What a file is in the house: which module, and which piece of a room's furniture. */
export interface Place {
  /** `store-system`; null outside modules. */
  readonly module: string | null;
  readonly part: Part;
}

const PARTS = [
  'domain',
  'sql',
  'commands',
  'queries',
  'contracts',
  'events',
  'live',
  'routes',
  'ui',
  'api',
  'manifest',
  'problems',
  'reactions',
  'screens',
] as const;

/** `verb` is any other file of a module: a verb in a file of its own name, or a piece of one. */
export type Part = (typeof PARTS)[number] | 'verb';

/** Reads it from the path: the first folder or file below the module that has the name of a part. */
export function placeOf(path: string): Place {
  const [root, module, ...below] = path.split('/');
  if (root !== 'modules' || !module || below.length === 0) return { module: null, part: 'verb' };
  for (const segment of below) {
    const name = segment.replace(/\.tsx?$/, '');
    const part = PARTS.find((known) => known === name || name.endsWith(`-${known}`));
    if (part) return { module, part };
  }
  return { module, part: 'verb' };
}
