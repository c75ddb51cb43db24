import type { ModuleManifest } from '../../server/modules/manifest.ts';
import { placeOf } from './place.ts';
import { walk, type Source, type SyntaxNode } from './source.ts';

/** What the database holds and whose it is: tables from the manifests, those of the core from where they are made. */
export interface Ownership {
  /** Table or view → module id, or `core`. */
  readonly owners: ReadonlyMap<string, string>;
  /** Views that other modules may read. */
  readonly published: ReadonlySet<string>;
  /** The beginnings of names that are ours: `core`, `base`, `ss`, … */
  readonly prefixes: ReadonlySet<string>;
}

const CREATED =
  /\bcreate\s+(?:or\s+replace\s+)?(?:unlogged\s+)?(table|view|materialized\s+view)\s+(?:if\s+not\s+exists\s+)?(\w+)(\s+partition\s+of)?/gi;
const DROPPED = /\bdrop\s+(?:table|view|materialized\s+view)\s+(?:if\s+exists\s+)?([\w\s,]+)/gi;
/** A name in the place where SQL expects a table. */
const USED =
  /\b(?:from|join|into|update|table|only|references|truncate)\s+(?:only\s+|if\s+(?:not\s+)?exists\s+)?(\w+)/gi;

export interface Created {
  readonly name: string;
  readonly kind: 'table' | 'view' | 'partition';
  readonly module: string;
  readonly path: string;
}

/** `20261122T0200_base_catalogue.ts` → `base`; null when the name is not well-formed. */
export function ownerOfMigration(path: string): string | null {
  return (
    /^migrations\/\d{8}T\d{4}_([a-z]+(?:-[a-z]+)*)_[a-z0-9]+(?:[-_][a-z0-9]+)*\.ts$/.exec(
      path,
    )?.[1] ?? null
  );
}

/** Every table, partition and view that is made and not taken away again. */
export function createdIn(sources: readonly Source[]): Created[] {
  const created = new Map<string, Created>();
  for (const source of sources) {
    // The table that remembers which migrations ran cannot be made by one of them.
    const module = source.path.startsWith('server/')
      ? 'core'
      : (ownerOfMigration(source.path) ?? '?');
    const up = withoutDown(source);
    for (const [, dropped] of up.matchAll(DROPPED))
      for (const name of dropped!.split(/[\s,]+/)) created.delete(name);
    for (const [, kind, name, partition] of up.matchAll(CREATED)) {
      const isView = kind!.toLowerCase() !== 'table';
      created.set(name!, {
        name: name!,
        kind: partition ? 'partition' : isView ? 'view' : 'table',
        module,
        path: source.path,
      });
    }
  }
  return [...created.values()];
}

/** The text without the function that takes the migration back. */
function withoutDown({ text, program }: Source): string {
  let up = text;
  walk(program, ({ type, start, end, id }) => {
    if (type === 'FunctionDeclaration' && (id as SyntaxNode | null)?.['name'] === 'down')
      up = text.slice(0, start) + text.slice(end);
  });
  return up;
}

export function ownership(
  manifests: readonly ModuleManifest[],
  created: readonly Created[],
): Ownership {
  const owners = new Map<string, string>();
  for (const { name, module, kind } of created)
    if (module === 'core' || kind === 'partition') owners.set(name, module);
  for (const { id, tables, views = [] } of manifests)
    for (const name of [...tables, ...views]) owners.set(name, id);
  return {
    owners,
    published: new Set(manifests.flatMap(({ views = [] }) => views)),
    prefixes: new Set([...owners.keys()].map((name) => name.split('_')[0]!)),
  };
}

/** Programs put core, modules and seeds together: they may name what is anybody's. */
const COMPOSITION = /^server\/(main\.ts|bin\/)/;

/** Where code names a table that is not its to name; one sentence for each. */
export function tableViolations(
  source: Source,
  { owners, published, prefixes }: Ownership,
): string[] {
  if (COMPOSITION.test(source.path)) return [];
  const { module, part } = placeOf(source.path);
  const here = module ?? 'core';
  const said = new Set<string>();
  for (const text of source.strings) {
    for (const [name] of text.matchAll(/\b[a-z]+_[a-z0-9_]+\b/g)) {
      const owner = owners.get(name);
      if (!owner) continue;
      if (owner !== here && !(published.has(name) && part === 'sql'))
        said.add(`${source.path}: ${name} belongs to ${owner}`);
      else if (module && part !== 'sql' && part !== 'manifest')
        said.add(`${source.path}: ${name} is named outside sql`);
    }
    for (const [, name] of text.matchAll(USED)) {
      if (prefixes.has(name!.split('_')[0]!) && name!.includes('_') && !owners.has(name!))
        said.add(`${source.path}: ${name} is no table of any manifest`);
    }
  }
  return [...said];
}
