import { expect } from 'chai';
import { RULES, violations } from './boundaries.ts';
import { sourceOf, sourcesUnder, textOf } from './source.ts';

describe('architecture: who may import what', () => {
  const sources = sourcesUnder(['server', 'modules', 'migrations', 'seeds']);

  it('keeps every boundary', () => {
    const imports = sources.flatMap((source) => source.imports);
    expect(sources.length, 'the walk found the code').to.be.greaterThan(100);
    expect(imports.length, 'the parser found the imports').to.be.greaterThan(300);
    expect(
      imports.filter(({ from, to }) => from.startsWith('modules/') && to.startsWith('server/'))
        .length,
      'paths were resolved',
    ).to.be.greaterThan(30);
    expect(violations(imports)).to.deep.equal([]);
  });

  const planted: readonly [from: string, source: string, rule: string][] = [
    [
      'modules/omnichannel/orders/commands.ts',
      "import { hold } from '../../store-system/holds/sql.ts';",
      'a module is entered by its api.ts only',
    ],
    [
      'modules/omnichannel/orders/place-order.ts',
      "export { hold } from '../../store-system/holds/commands.ts';",
      'a module is entered by its api.ts only',
    ],
    [
      'modules/omnichannel/orders/place-order.ts',
      "const { hold } = await import('../../store-system/holds/commands.ts');",
      'a module is entered by its api.ts only',
    ],
    [
      'modules/omnichannel/orders/place-order.ts',
      "type Hold = import('../../store-system/holds/domain.ts').Hold;",
      'a module is entered by its api.ts only',
    ],
    [
      'modules/omnichannel/pickup/ui/PickList.tsx',
      "import { availability } from '../../../store-system/api.ts';",
      'a module is entered by its api.ts only',
    ],
    [
      'seeds/demo/stock.ts',
      "import { post } from '../../modules/store-system/stock/post-change.ts';",
      'a module is entered by its api.ts only',
    ],
    [
      'server/http/mount.ts',
      "import { base } from '../../modules/base/api.ts';",
      'the core knows no module',
    ],
    ['server/http/mount.ts', "import '../../modules/registry.ts';", 'the core knows no module'],
    [
      'server/main.ts',
      "import { base } from '../modules/base/manifest.ts';",
      'the composition root knows the registry',
    ],
    ['modules/base/x/domain.ts', "import type { Knex } from 'knex';", 'the domain is pure'],
    ['modules/base/x/domain/y.ts', "import { z } from '../sql.ts';", 'the domain is pure'],
    ['modules/base/x/domain/y.ts', "import { z } from 'node:crypto';", 'the domain is pure'],
    ['modules/base/x/queries.ts', "import type { Knex } from 'knex';", 'SQL lives in sql'],
    [
      'modules/base/x/find-item.ts',
      "import { openDatabase } from '../../../server/db/database.ts';",
      'SQL lives in sql',
    ],
    ['modules/base/x/sql/items.ts', "import { a } from '../queries.ts';", 'sql knows no verb'],
    ['modules/base/x/routes.ts', "import { a } from './sql.ts';", 'routes only hang up'],
    ['modules/base/x/commands.ts', "import type { Request } from 'express';", 'the web stays'],
    ['modules/base/x/ui/List.tsx', "import { a } from '../sql.ts';", 'the UI talks HTTP'],
    ['modules/base/x/ui/List.tsx', "import { a } from '../queries.ts';", 'the UI talks HTTP'],
    ['modules/base/x/ui/List.tsx', "import { readFile } from 'node:fs';", 'the UI talks HTTP'],
    [
      'server/ui/shell/Shell.tsx',
      "import { mayI } from '../../auth/actor.ts';",
      'the UI talks HTTP',
    ],
    [
      'modules/base/x/contracts.ts',
      "import { a } from './commands.ts';",
      'what the browser reads too',
    ],
    [
      'modules/base/x/live.ts',
      "import { a } from '../../../server/events/feed.ts';",
      'what the browser reads too',
    ],
    [
      'server/kernel/money.ts',
      "import { a } from '../http/contract.ts';",
      'the kernel stands on nothing',
    ],
    [
      'migrations/20270101T0000_base_x.ts',
      "import { a } from '../modules/base/api.ts';",
      'migrations are frozen',
    ],
    [
      'modules/base/x/commands.ts',
      "import { a } from '../../../tests/support/clock.ts';",
      'tests stay out of the product',
    ],
  ];
  for (const [from, source, rule] of planted) {
    it(`would catch ${from}: ${source}`, () => {
      expect(violations(sourceOf(from, source).imports).join('\n')).to.include(rule);
    });
  }

  it('has a planted violation for every rule, and explains every rule to newcomers', () => {
    const explained = textOf('modules/README.md');
    for (const { says } of RULES) {
      expect(planted.filter(([, , rule]) => says.startsWith(rule)).length, says).to.be.at.least(1);
      expect(explained, 'modules/README.md').to.include(says);
    }
  });

  const allowed: readonly [from: string, source: string][] = [
    ['modules/omnichannel/orders/commands.ts', "import { h } from '../../store-system/api.ts';"],
    ['modules/base/x/domain/y.ts', "import assert from 'node:assert/strict'; import './z.ts';"],
    ['modules/base/x/sql.ts', "import type { Tx } from '../../../server/db/transaction.ts';"],
    ['modules/base/x/routes.ts', "import type { Request } from 'express';"],
    [
      'modules/omnichannel/pickup/ui/PickList.tsx',
      "import { findItemEndpoint } from '../../../base/catalogue/contracts.ts';",
    ],
    ['server/main.ts', "import { MODULES } from '../modules/registry.ts';"],
  ];
  for (const [from, source] of allowed) {
    it(`lets pass ${from}: ${source}`, () => {
      expect(violations(sourceOf(from, source).imports)).to.deep.equal([]);
    });
  }
});
