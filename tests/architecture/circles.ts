import type { Import } from './source.ts';

/**
 * Files that import each other in a loop, also for a type only: whoever wants to understand one of them has
 * to understand all. Each circle with the imports that tie it, `a → b`.
 */
export function circles(imports: readonly Import[]): string[][] {
  const to = new Map<string, string[]>();
  for (const { from, to: target } of imports) {
    to.set(from, [...(to.get(from) ?? []), target]);
  }
  return tied(to).map((files) =>
    files
      .flatMap((file) =>
        to
          .get(file)!
          .filter((other) => files.includes(other))
          .map((other) => `${file} → ${other}`),
      )
      .toSorted(),
  );
}

/** The strongly connected components of more than one file, after Tarjan (1972). */
function tied(to: ReadonlyMap<string, readonly string[]>): string[][] {
  const found = new Map<string, { readonly nth: number; low: number; open: boolean }>();
  const open: string[] = [];
  const components: string[][] = [];
  const visit = (file: string): { readonly nth: number; low: number; open: boolean } => {
    const mark = { nth: found.size, low: found.size, open: true };
    found.set(file, mark);
    open.push(file);
    for (const other of to.get(file) ?? []) {
      const seen = found.get(other);
      if (!seen) mark.low = Math.min(mark.low, visit(other).low);
      else if (seen.open) mark.low = Math.min(mark.low, seen.nth);
    }
    if (mark.low === mark.nth) {
      const component = open.splice(open.indexOf(file));
      for (const member of component) found.get(member)!.open = false;
      if (component.length > 1) components.push(component.toSorted());
    }
    return mark;
  };
  for (const file of to.keys()) if (!found.has(file)) visit(file);
  return components;
}
