import { placeOf } from './place.ts';
import { lineOf, walk, type Source, type SyntaxNode } from './source.ts';

/** Members that bring in the clock, chance or the process. */
const IMPURE_MEMBERS = /^(Date\.now|Math\.random|performance\.now|crypto\.\w+)$/;
const IMPURE_GLOBALS = /^(process|console|fetch|setTimeout|setInterval|setImmediate|globalThis)$/;

/** Where a domain file asks the world instead of its arguments; one sentence for each place. */
export function impurities(source: Source): string[] {
  if (placeOf(source.path).part !== 'domain') return [];
  const found: string[] = [];
  const at = (node: SyntaxNode, what: string): void =>
    void found.push(`${source.path}:${lineOf(source.text, node.start)}: ${what} in a domain file`);
  walk(source.program, (node) => {
    const callee = node['callee'] as SyntaxNode | undefined;
    const isDate = callee?.type === 'Identifier' && callee['name'] === 'Date';
    if (isDate && node.type === 'CallExpression') at(node, 'Date()');
    if (isDate && node.type === 'NewExpression' && (node['arguments'] as unknown[]).length === 0)
      at(node, 'new Date()');
    if (node.type !== 'MemberExpression') return;
    const name = source.text.slice(node.start, node.end);
    const root = node['object'] as SyntaxNode;
    if (IMPURE_MEMBERS.test(name)) at(node, name);
    else if (root.type === 'Identifier' && IMPURE_GLOBALS.test(String(root['name'])))
      at(node, name);
  });
  walk(source.program, (node) => {
    const callee = node['callee'] as SyntaxNode | undefined;
    if (node.type !== 'CallExpression' || callee?.type !== 'Identifier') return;
    if (IMPURE_GLOBALS.test(String(callee['name']))) at(node, `${String(callee['name'])}()`);
  });
  return found;
}
