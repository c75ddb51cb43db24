type Bindings = readonly unknown[] | Readonly<Record<string, unknown>>;

export interface PlacedStatement {
  readonly text: string;
  readonly values: unknown[];
}

interface Template {
  readonly text: string;
  /** Which binding stands at `$1`, `$2`, …; for a list of bindings they stand in their own order. */
  readonly names: readonly string[];
}

const templates = new Map<string, Template>();
/** Texts are constants of the program. Should somebody put values into them, memory does not fill up. */
const MOST_TEMPLATES = 5_000;

/**
 * A statement with `:name` or `?` as PostgreSQL takes it, with `$1`. A name that has no binding is part
 * of the text: `'10:30'`. The same name twice is two parameters, because each has the type of its place.
 */
export function placed(text: string, bindings?: Bindings): PlacedStatement {
  if (bindings === undefined) return { text, values: [] };
  const listed = Array.isArray(bindings);
  let template = templates.get(text);
  if (!template) {
    template = listed ? ofList(text) : ofNames(text, bindings as Readonly<Record<string, unknown>>);
    if (templates.size >= MOST_TEMPLATES) templates.clear();
    templates.set(text, template);
  }
  if (listed) {
    if (template.names.length !== bindings.length) {
      throw new Error(`${template.names.length} bindings, not ${bindings.length}: ${text}`);
    }
    return { text: template.text, values: [...(bindings as readonly unknown[])] };
  }
  const given = bindings as Readonly<Record<string, unknown>>;
  const values = template.names.map((name) => {
    const value = given[name];
    if (value === undefined) throw new Error(`:${name} is not bound: ${text}`);
    return value;
  });
  return { text: template.text, values };
}

function ofNames(text: string, bindings: Readonly<Record<string, unknown>>): Template {
  const names: string[] = [];
  // Not the type behind a cast: `::text`.
  const numbered = text.replace(/(?<!:):(\w+)/g, (found, name: string) =>
    Object.hasOwn(bindings, name) ? `$${names.push(name)}` : found,
  );
  return { text: numbered, names };
}

function ofList(text: string): Template {
  const names: string[] = [];
  const numbered = text.replace(/\?/g, () => `$${names.push('?')}`);
  return { text: numbered, names };
}
