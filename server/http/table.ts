/** What was found for a request line. */
export type Match<R> =
  | { readonly route: R; readonly params: Readonly<Record<string, string>> }
  | 'undecodable'
  | { readonly allowed: readonly string[] };

interface Pattern<R> {
  readonly parts: readonly string[];
  readonly byMethod: Map<string, R>;
}

const NONE: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Which endpoint a method and path mean. A few hundred endpoints tried one after another would cost
 * more than some of them do; here a path without parameters is one look-up.
 */
export class RouteTable<R> {
  private readonly literal = new Map<string, Map<string, R>>();
  private readonly bySize = new Map<number, Pattern<R>[]>();

  /** Throws when another endpoint already answers the same requests. */
  add(method: string, path: string, route: R): void {
    const byMethod = path.includes('/:') ? this.pattern(path) : this.exact(path);
    if (byMethod.has(method)) throw new Error(`${method} ${path} is registered twice`);
    byMethod.set(method, route);
  }

  /** `path` without the query string. HEAD is answered as GET; Node leaves the body out. */
  find(method: string, path: string): Match<R> {
    const asked = method === 'HEAD' ? 'GET' : method;
    const exact = this.literal.get(path);
    const route = exact?.get(asked);
    if (route) return { route, params: NONE };
    const parts = path.split('/');
    const allowed = exact ? [...exact.keys()] : [];
    for (const pattern of this.bySize.get(parts.length) ?? []) {
      if (!fits(pattern.parts, parts)) continue;
      const found = pattern.byMethod.get(asked);
      if (!found) {
        allowed.push(...pattern.byMethod.keys());
        continue;
      }
      const params = paramsOf(pattern.parts, parts);
      return params ? { route: found, params } : 'undecodable';
    }
    return { allowed };
  }

  private exact(path: string): Map<string, R> {
    let byMethod = this.literal.get(path);
    if (!byMethod) {
      byMethod = new Map<string, R>();
      this.literal.set(path, byMethod);
    }
    return byMethod;
  }

  private pattern(path: string): Map<string, R> {
    const parts = path.split('/');
    const sameSize = this.bySize.get(parts.length) ?? [];
    const shape = shapeOf(parts);
    let pattern = sameSize.find((known) => shapeOf(known.parts) === shape);
    if (!pattern) {
      pattern = { parts, byMethod: new Map() };
      // Words before parameters: `/orders/by-code/:code` is not an order called "by-code".
      sameSize.push(pattern);
      sameSize.sort((a, b) => (shapeOf(a.parts) < shapeOf(b.parts) ? 1 : -1));
      this.bySize.set(parts.length, sameSize);
    }
    if (pattern.parts.join('/') !== path) {
      throw new Error(`${path} and ${pattern.parts.join('/')} name the same parameter differently`);
    }
    return pattern.byMethod;
  }
}

/** Words stand above parameters in the order of shapes: `w` sorts after `:`. */
function shapeOf(parts: readonly string[]): string {
  return parts.map((part) => (part.startsWith(':') ? ':' : `w${part}`)).join('/');
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  return pattern.every((part, place) =>
    part.startsWith(':') ? parts[place] !== '' : part === parts[place],
  );
}

function paramsOf(
  pattern: readonly string[],
  parts: readonly string[],
): Record<string, string> | null {
  const params: Record<string, string> = {};
  try {
    pattern.forEach((part, place) => {
      if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(parts[place]!);
    });
  } catch {
    return null;
  }
  return params;
}
