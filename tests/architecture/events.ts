import { placeOf } from './place.ts';
import { walk, type Source, type SyntaxNode } from './source.ts';

export const EVENT_TYPE = /^[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*\.v[1-9]\d*$/;

/** An exported function of an `events` file that makes one type of event, and where it stands. */
export interface Builder {
  readonly type: string;
  readonly name: string;
  readonly path: string;
}

/** The functions of `events` files that name the type they make: `orderPlaced(…)`. */
export function buildersIn(source: Source): Builder[] {
  if (placeOf(source.path).part !== 'events') return [];
  const found: Builder[] = [];
  walk(source.program, (node) => {
    const id = node['id'] as SyntaxNode | null | undefined;
    if (node.type !== 'FunctionDeclaration' && node.type !== 'VariableDeclarator') return;
    if (id?.type !== 'Identifier' || !source.exports.includes(String(id['name']))) return;
    for (const type of madeIn(node))
      found.push({ type, name: String(id['name']), path: source.path });
  });
  return found;
}

/** Types given to a member `type` or to a function: not those in annotations, lists and comparisons. */
export function madeIn(node: unknown): Set<string> {
  const types = new Set<string>();
  const take = (value: unknown): void => {
    const { type, ...members } = value as SyntaxNode;
    if (type === 'ConditionalExpression') {
      take(members['consequent']);
      take(members['alternate']);
    }
    const literal = members['value'];
    if (type === 'Literal' && typeof literal === 'string' && EVENT_TYPE.test(literal))
      types.add(literal);
  };
  walk(node, (inner) => {
    const callee = inner['callee'] as SyntaxNode | undefined;
    if (inner.type === 'Property' && (inner['key'] as SyntaxNode)['name'] === 'type')
      take(inner['value']);
    if (inner.type === 'CallExpression' && callee?.type === 'Identifier')
      (inner['arguments'] as unknown[]).forEach(take);
  });
  return types;
}

/** What a file audits by its own name, beside its events: `action: 'base.file-uploaded'`, `audit(tx, '…')`. */
export function actsIn(source: Source): Set<string> {
  const acts = new Set<string>();
  const take = (value: unknown): void => {
    const { type, value: text } = value as SyntaxNode & { readonly value?: unknown };
    if (type === 'Literal' && typeof text === 'string' && /^[a-z-]+\.[a-z-]+$/.test(text))
      acts.add(text);
  };
  walk(source.program, (node) => {
    const callee = node['callee'] as SyntaxNode | undefined;
    if (node.type === 'Property' && (node['key'] as SyntaxNode)['name'] === 'action') {
      take(node['value']);
    }
    if (node.type === 'CallExpression' && callee?.['name'] === 'audit') {
      (node['arguments'] as unknown[]).forEach(take);
    }
  });
  return acts;
}

/** Every identifier a file uses, so that a builder nobody calls can be told. */
export function identifiersOf(source: Source): Set<string> {
  const names = new Set<string>();
  walk(source.program, (node) => {
    if (node.type === 'Identifier') names.add(String(node['name']));
  });
  return names;
}

/** Events a module announces and never records, or records and never announces. */
export function eventViolations(
  manifest: { readonly id: string; readonly publishes: readonly string[] },
  sources: readonly Source[],
): string[] {
  const own = sources.filter(({ path }) => placeOf(path).module === manifest.id);
  const builders = own.flatMap(buildersIn);
  const verbs = own.filter(({ path }) => !['events', 'live', 'ui'].includes(placeOf(path).part));
  const used = new Set(verbs.flatMap((source) => [...identifiersOf(source)]));
  // Made through a function of a whole family: `orderChanged('omnichannel.order-taken.v1', …)`.
  const madeByVerbs = verbs.flatMap((source) =>
    [...madeIn(source.program)].map((type) => ({ type, path: source.path })),
  );
  const made = new Set([...builders, ...madeByVerbs].map(({ type }) => type));
  return [
    ...manifest.publishes
      .filter((type) => !made.has(type))
      .map((type) => `${type} is announced by ${manifest.id} and recorded nowhere`),
    ...[...builders, ...madeByVerbs]
      .filter(({ type }) => !manifest.publishes.includes(type))
      .map(({ type, path }) => `${path}: ${type} is not announced in the manifest`),
    ...builders
      .filter(({ name }) => !used.has(name))
      .map(({ name, path, type }) => `${path}: nobody records ${name} (${type})`),
    ...manifest.publishes
      .filter((type) => !EVENT_TYPE.test(type) || !type.startsWith(`${manifest.id}.`))
      .map((type) => `${type} is no event type of ${manifest.id}`),
  ];
}
