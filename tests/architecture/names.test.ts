import { existsSync, readdirSync } from 'node:fs';
import { expect } from 'chai';
import { KINDS } from '../../server/bin/quality/plan.ts';
import { bareSuppressions, emptyNames, isBarrel, machinePaths, retailNouns } from './names.ts';
import { filesUnder, sourceOf, sourcesUnder, textOf } from './source.ts';

const FOLDERS = ['server', 'modules', 'migrations', 'seeds', 'tests'];
const PLANTED_HERE = /^tests\/architecture\//;

describe('architecture: names, silenced checkers, stray files', () => {
  const sources = sourcesUnder(FOLDERS);

  it('gives no file and nothing exported a name that says nothing', () => {
    expect(sources.length, 'the walk found the code').to.be.greaterThan(100);
    expect(
      sources.reduce((sum, { exports }) => sum + exports.length, 0),
      'the parser found the exports',
    ).to.be.greaterThan(200);
    expect(sources.flatMap(emptyNames)).to.deep.equal([]);
  });

  it('silences a checker only with a reason on the same line', () => {
    expect(sources.flatMap(({ comments }) => comments).length).to.be.greaterThan(200);
    expect(sources.flatMap(bareSuppressions)).to.deep.equal([]);
  });

  it('passes on what others wrote only in the door of a module', () => {
    expect(sources.filter(isBarrel).map(({ path }) => path)).to.deep.equal([]);
  });

  it('speaks of no retail noun in the core', () => {
    // The kit shows items and scans codes, and the programs print log-ins of the demo: both know shops.
    const core = sources.filter(
      ({ path }) => path.startsWith('server/') && !/^server\/(ui|bin)\//.test(path),
    );
    expect(core.length, 'the walk found the core').to.be.greaterThan(50);
    expect(core.flatMap(retailNouns)).to.deep.equal([]);
  });

  it('names no folder of anybody’s machine', () => {
    const top = readdirSync('.').filter((name) => /\.(json|md)$|^\.ci$/.test(name));
    const files = [...FOLDERS.flatMap(filesUnder), ...top.filter((name) => name !== '.ci')].filter(
      (path) => !PLANTED_HERE.test(path) && /\.(tsx?|json|md|css|html|svg|ya?ml)$/.test(path),
    );
    expect(files.length, 'the walk found the files').to.be.greaterThan(100);
    expect(files.flatMap((path) => machinePaths(path, textOf(path)))).to.deep.equal([]);
  });

  it('keeps every test where the test run finds it', () => {
    const known = [...KINDS, 'bench', 'conformance', 'support'];
    expect(readdirSync('tests').filter((name) => !known.includes(name as never))).to.deep.equal([]);
    const strays = sources.filter(
      ({ path, text }) =>
        path.startsWith('tests/') &&
        !path.endsWith('.test.ts') &&
        /^\s*(it|describe)\(/m.test(text),
    );
    expect(strays.map(({ path }) => path)).to.deep.equal([]);
    const kinds = KINDS.filter((kind) => existsSync(`tests/${kind}`));
    expect(kinds, 'every kind has its folder').to.deep.equal([...KINDS]);
  });
});

describe('architecture: the tests of names', () => {
  const said = (path: string, text: string): string[] => emptyNames(sourceOf(path, text));

  it('catch empty names of files and of what they export', () => {
    expect(said('server/x/stock-manager.ts', '')).to.have.lengthOf(1);
    expect(said('server/x/utils.ts', '')).to.have.lengthOf(1);
    expect(said('server/x/types.ts', '')).to.have.lengthOf(1);
    expect(said('server/x/a.ts', 'export function handleOrder() {}')).to.have.lengthOf(1);
    expect(said('server/x/a.ts', 'export const processLine = 1;')).to.have.lengthOf(1);
    expect(said('server/x/a.ts', 'export class StockInfo {}')).to.have.lengthOf(1);
    expect(said('server/x/a.ts', 'export interface OrderHelper {}')).to.have.lengthOf(1);
  });

  it('let pass the same letters in words that mean something', () => {
    expect(
      said(
        'server/db/process.ts',
        'export const problemHandler = 1; export interface ProcessIdentity {}',
      ),
    ).to.deep.equal([]);
    expect(said('server/x/database.ts', 'export const dataFolder = 1;')).to.deep.equal([]);
    expect(said('server/x/a.ts', 'export const information = 1, inProcess = 2;')).to.deep.equal([]);
  });

  it('catch a noun of the trade in names and texts, and let comments speak freely', () => {
    const nouns = (text: string): string[] => retailNouns(sourceOf('server/x/a.ts', text));
    expect(nouns('const stockLevel = 1;')).to.deep.equal(['server/x/a.ts: stockLevel']);
    expect(nouns("const a = 'omnichannel.order.read';")).to.have.lengthOf(1);
    expect(nouns('// a room such as stock:MI01\nconst cartesian = [];')).to.deep.equal([]);
  });

  it('catch a silenced checker without a reason', () => {
    const bare = (text: string): string[] => bareSuppressions(sourceOf('server/x/a.ts', text));
    expect(bare('// oxlint-disable-next-line no-console')).to.have.lengthOf(1);
    expect(bare('/* eslint-disable */')).to.have.lengthOf(1);
    expect(bare('// @ts-expect-error')).to.have.lengthOf(1);
    expect(bare('// @ts-ignore -- the types of it are wrong')).to.have.lengthOf(1);
    expect(bare('// oxlint-disable-next-line no-console -- printed by a program')).to.deep.equal(
      [],
    );
  });

  it('catch a barrel, and let pass a file that also says something', () => {
    const barrel = (path: string, text: string): boolean => isBarrel(sourceOf(path, text));
    expect(barrel('modules/base/x/a.ts', "export * from './b.ts';")).to.equal(true);
    expect(barrel('modules/base/x/a.ts', "export { b } from './b.ts';")).to.equal(true);
    expect(barrel('modules/base/api.ts', "export { b } from './b.ts';")).to.equal(false);
    expect(barrel('modules/base/x/a.ts', "export * from './b.ts'; const a = 1;")).to.equal(false);
  });

  it('catch a path of somebody’s machine, and let pass those of a URL', () => {
    expect(machinePaths('a.ts', "x\nconst home = '/home/anna/shop';")).to.deep.equal([
      'a.ts:2: /home/anna',
    ]);
    expect(machinePaths('a.ts', "'/Users/anna'")).to.have.lengthOf(1);
    expect(machinePaths('a.ts', "'https://shop.example/home/page'")).to.deep.equal([]);
    expect(machinePaths('a.ts', "'/api/core/home/today'")).to.deep.equal([]);
  });
});
