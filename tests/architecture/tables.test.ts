import { expect } from 'chai';
import { MODULES } from '../../modules/registry.ts';
import { filesUnder, sourceOf, sourcesUnder } from './source.ts';
import { createdIn, ownerOfMigration, ownership, tableViolations } from './tables.ts';

describe('architecture: every table has one owner', () => {
  const migrations = sourcesUnder(['migrations']);
  const created = createdIn([...migrations, ...sourcesUnder(['server'])]);
  const owned = ownership(MODULES, created);

  it('has a well-formed name and a module of its own for every migration', () => {
    const files = filesUnder('migrations');
    expect(files.length, 'the walk found the migrations').to.be.greaterThan(3);
    const known = new Set(['core', ...MODULES.map(({ id }) => id)]);
    expect(files.filter((path) => !known.has(ownerOfMigration(path) ?? ''))).to.deep.equal([]);
  });

  for (const { id, tables, views = [] } of MODULES) {
    it(`${id}: its migrations make the tables and views of its manifest, and no others`, () => {
      const made = created.filter(({ module }) => module === id);
      const names = (kind: string): string[] =>
        made.filter((entry) => entry.kind === kind).map(({ name }) => name);
      expect(names('table')).to.have.members([...tables]);
      expect(names('view')).to.include.members([...views]);
    });
  }

  it('gives the tables of a module one prefix that no other module has', () => {
    const prefixes = MODULES.filter(({ tables }) => tables.length > 0).map(({ id, tables }) => ({
      id,
      prefixes: [...new Set(tables.map((name) => name.split('_')[0]!))],
    }));
    for (const { id, prefixes: own } of prefixes) expect(own, id).to.have.lengthOf(1);
    const all = ['core', ...prefixes.flatMap((module) => module.prefixes)];
    expect(all).to.deep.equal([...new Set(all)]);
  });

  it('names no table that belongs to somebody else', () => {
    const sources = sourcesUnder(['server', 'modules']);
    const found = sources.flatMap((source) => tableViolations(source, owned));
    expect(sources.length, 'the walk found the code').to.be.greaterThan(100);
    const naming = sources.filter(({ strings }) =>
      strings.some((text) => [...owned.owners.keys()].some((name) => text.includes(name))),
    );
    expect(naming.length, 'the walk found SQL').to.be.greaterThan(10);
    expect(found).to.deep.equal([]);
  });
});

describe('architecture: the test of table ownership', () => {
  const small = {
    owners: new Map([
      ['base_item', 'base'],
      ['base_item_for_reports', 'base'],
      ['ss_stock_level', 'store-system'],
      ['core_outbox', 'core'],
    ]),
    published: new Set(['base_item_for_reports']),
    prefixes: new Set(['base', 'ss', 'core']),
  };
  const found = (path: string, text: string): string =>
    tableViolations(sourceOf(path, text), small).join('\n');

  it('catches SQL on the table of another module, and a table that no manifest has', () => {
    const path = 'modules/store-system/stock/sql.ts';
    expect(found(path, 'export const s = `select * from base_item`;')).to.include(
      'belongs to base',
    );
    expect(found(path, "export const s = 'base_item';")).to.include('belongs to base');
    expect(found(path, "export const s = 'select 1 from core_outbox';")).to.include('core');
    expect(found(path, "export const s = 'delete from ss_stok_level';")).to.include('no table');
    expect(found('server/db/x.ts', "export const s = 'from ss_stock_level';")).to.include(
      'belongs to store-system',
    );
    expect(
      found('modules/store-system/stock/find.ts', "export const s = 'from ss_stock_level';"),
    ).to.include('outside sql');
  });

  it('lets pass a module’s own tables, published views, names of constraints and comments', () => {
    const path = 'modules/store-system/stock/sql.ts';
    expect(found(path, 'export const s = `update ss_stock_level set x = 1`;')).to.equal('');
    expect(found(path, "export const s = 'from base_item_for_reports';")).to.equal('');
    expect(found(path, "export const s = 'ss_stock_level_held_check';")).to.equal('');
    expect(found(path, '// from base_item\nexport const s = 1;')).to.equal('');
  });

  it('reads what migrations make, without what is taken away again', () => {
    const migration = sourceOf(
      'migrations/20270101T0000_base_x.ts',
      'export const up = `create table base_a (x int); create table base_a_1 partition of base_a;' +
        ' create table if not exists base_b ();' +
        ' create or replace view base_v as select 1`; export async function down() { return `drop table base_v`; }',
    );
    const later = sourceOf(
      'migrations/20270102T0000_base_y.ts',
      "export const up = 'drop table base_b';",
    );
    expect(createdIn([migration, later]).map(({ name, kind }) => `${kind} ${name}`)).to.deep.equal([
      'table base_a',
      'partition base_a_1',
      'view base_v',
    ]);
  });

  it('knows a well-formed name of a migration', () => {
    expect(ownerOfMigration('migrations/20261122T0300_store-system_stock-holds.ts')).to.equal(
      'store-system',
    );
    for (const name of ['2026_base_x.ts', '20261122T0300_base.ts', '20261122T0300_Base_x.ts'])
      expect(ownerOfMigration(`migrations/${name}`), name).to.equal(null);
  });
});
