import { placeOf } from './place.ts';
import type { Import } from './source.ts';

/** Where `requires` of a manifest and what the module really imports differ. */
export function requirementViolations(
  manifest: { readonly id: string; readonly requires: readonly string[] },
  imports: readonly Import[],
): string[] {
  const imported = new Set(
    imports
      .filter(({ from }) => placeOf(from).module === manifest.id)
      .map(({ to }) => placeOf(to).module)
      .filter((module) => module !== null && module !== manifest.id),
  );
  return [
    ...[...imported]
      .filter((module) => !manifest.requires.includes(module!))
      .map((module) => `${manifest.id} imports ${module} and does not require it`),
    ...manifest.requires
      .filter((module) => !imported.has(module))
      .map((module) => `${manifest.id} requires ${module} and imports nothing of it`),
  ];
}
