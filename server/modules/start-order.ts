import type { ModuleManifest } from './manifest.ts';

/**
 * The chosen modules, each after those it requires. Throws a sentence that names what is missing,
 * unknown or circular: it is read by whoever set `MODULES`.
 */
export function startOrder(
  all: readonly ModuleManifest[],
  chosen: readonly string[] | null,
): ModuleManifest[] {
  const known = new Map(all.map((manifest) => [manifest.id, manifest]));
  const wanted = chosen ?? all.map(({ id }) => id);
  const unknown = wanted.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new Error(
      `MODULES: sconosciuti ${unknown.join(', ')} (unknown). Esistono: ${[...known.keys()].join(', ')}`,
    );
  }
  const missing = wanted.flatMap((id) =>
    known
      .get(id)!
      .requires.filter((need) => !wanted.includes(need))
      .map((need) => `${id} → ${need}`),
  );
  if (missing.length > 0) throw new Error(`MODULES: manca (missing) ${missing.join(', ')}`);
  const ordered: ModuleManifest[] = [];
  const visiting = new Set<string>();
  const visit = (id: string): void => {
    const manifest = known.get(id)!;
    if (ordered.includes(manifest)) return;
    if (visiting.has(id))
      throw new Error(`modules require each other in a circle: ${[...visiting, id].join(' → ')}`);
    visiting.add(id);
    manifest.requires.forEach(visit);
    visiting.delete(id);
    ordered.push(manifest);
  };
  wanted.forEach(visit);
  return ordered;
}
