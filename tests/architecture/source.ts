import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync, type Comment, type Program } from 'oxc-parser';

/** One import, export-from, `import()` or `import('…')` type of a file. */
export interface Import {
  /** The importing file, from the root of the repository. */
  readonly from: string;
  /** A file from the root of the repository, or the name of a package or Node built-in. */
  readonly to: string;
  readonly typeOnly: boolean;
}

/** A file of code, parsed: what the architecture tests look at instead of its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly imports: readonly Import[];
  /** The names others can import. */
  readonly exports: readonly string[];
  /** String literals and the fixed parts of templates, where SQL and event types stand. */
  readonly strings: readonly string[];
}

/** What every node of the syntax tree has, and the little of the rest that the rules read. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

const ROOT = join(import.meta.dirname, '../..');
const CODE = /\.tsx?$/;

/** Every file of code under the folders, parsed; the order is that of their paths. */
export function sourcesUnder(folders: readonly string[]): Source[] {
  return folders
    .flatMap(filesUnder)
    .filter((path) => CODE.test(path))
    .toSorted()
    .map(readSource);
}

/** Every file under a folder, by its path from the root of the repository. */
export function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}

export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function readSource(path: string): Source {
  return sourceOf(path, textOf(path));
}

/** Parses a text as if it stood at `path`: also how the tests plant violations. */
export function sourceOf(path: string, text: string): Source {
  const { program, module, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  const imports: Import[] = [];
  const add = (request: string, typeOnly: boolean): void =>
    void imports.push({ from: path, to: resolve(path, request), typeOnly });
  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every(({ isType }) => isType));
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries)
      if (moduleRequest) add(moduleRequest.value, isType);
  }
  const strings: string[] = [];
  walk(program, (node) => {
    if (node.type === 'Literal' && typeof node['value'] === 'string') strings.push(node['value']);
    if (node.type === 'TemplateElement') strings.push((node['value'] as { raw: string }).raw);
    if (node.type === 'ImportExpression' || node.type === 'TSImportType') {
      const source = node['source'] as SyntaxNode;
      if (typeof source['value'] === 'string') add(source['value'], node.type === 'TSImportType');
    }
  });
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ exportName }) => (exportName.name === null ? [] : [exportName.name])),
  );
  return { path, text, program, comments, imports, exports, strings };
}

function resolve(from: string, request: string): string {
  if (request.startsWith('/')) return request.slice(1);
  return request.startsWith('.') ? posix.join(posix.dirname(from), request) : request;
}

/** Visits every node of a syntax tree, each before its children. */
export function walk(node: unknown, visit: (node: SyntaxNode) => void): void {
  if (Array.isArray(node)) {
    for (const child of node) walk(child, visit);
  } else if (typeof node === 'object' && node !== null) {
    if ('type' in node && typeof node.type === 'string') visit(node as SyntaxNode);
    for (const child of Object.values(node)) {
      if (typeof child === 'object' && child !== null) walk(child, visit);
    }
  }
}

/** The line, counted from one, on which a place in the text stands. */
export function lineOf(text: string, place: number): number {
  return text.slice(0, place).split('\n').length;
}
