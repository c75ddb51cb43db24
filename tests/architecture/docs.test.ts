import { expect } from 'chai';
import { MODULES } from '../../modules/registry.ts';
import type { Endpoint } from '../../server/http/contract.ts';
import { mountedBy } from '../support/mounted.ts';
import { drift, namedIn } from './docs.ts';
import { filesUnder, textOf } from './source.ts';

describe('architecture: the README of a module tells what is there', () => {
  const prefixes = new Set(MODULES.flatMap(({ tables }) => tables.map((t) => t.split('_')[0]!)));
  const all = {
    tables: new Set(MODULES.flatMap(({ tables, views = [] }) => [...tables, ...views])),
    events: new Set(MODULES.flatMap(({ publishes }) => publishes)),
    permissions: new Set(
      MODULES.flatMap(({ permissions, checks = [] }) => [
        ...Object.keys(permissions),
        ...checks.map(({ name }) => name),
      ]),
    ),
    endpoints: new Set(MODULES.flatMap(endpointsOf)),
  };

  function endpointsOf(manifest: (typeof MODULES)[number]): string[] {
    return mountedBy(manifest).endpoints.map(({ method, path }) => `${method} ${path}`);
  }

  for (const manifest of MODULES) {
    const readme = () => namedIn(textOf(`modules/${manifest.id}/README.md`), prefixes);

    it(`${manifest.id}: exactly its tables and views`, () => {
      const own = [...manifest.tables, ...(manifest.views ?? [])];
      expect(drift(readme().tables, own, all.tables)).to.deep.equal([]);
    });

    it(`${manifest.id}: exactly its events`, () => {
      expect(drift(readme().events, manifest.publishes, all.events)).to.deep.equal([]);
    });

    it(`${manifest.id}: the events it reacts to are somebody’s`, () => {
      const { reactsTo } = mountedBy(manifest);
      expect(reactsTo.filter((type) => !all.events.has(type))).to.deep.equal([]);
    });

    it(`${manifest.id}: exactly its permissions`, () => {
      const own = Object.keys(manifest.permissions);
      expect(drift(readme().permissions, own, all.permissions)).to.deep.equal([]);
    });

    it(`${manifest.id}: exactly its endpoints`, () => {
      expect(drift(readme().endpoints, endpointsOf(manifest), all.endpoints)).to.deep.equal([]);
    });
  }

  it('mounts every endpoint that is declared', async () => {
    // By address: an imported file and the registry's may be two copies of one contract.
    const mounted = all.endpoints;
    const files = filesUnder('modules').filter((path) => /contracts(\/[\w-]+)?\.ts$/.test(path));
    expect(files.length, 'the walk found the contracts').to.be.greaterThan(3);
    const declared: string[] = [];
    const forgotten: string[] = [];
    for (const path of files) {
      const exported = (await import(`../../${path}`)) as Record<string, unknown>;
      for (const [name, value] of Object.entries(exported)) {
        if (typeof value !== 'object' || value === null || !('access' in value)) continue;
        declared.push(name);
        const { method, path: address } = value as unknown as Endpoint;
        if (!mounted.has(`${method} ${address}`)) forgotten.push(`${path}: ${name}`);
      }
    }
    expect(declared.length, 'contracts declare endpoints').to.be.greaterThan(10);
    expect(forgotten).to.deep.equal([]);
  });
});

describe('architecture: the test of READMEs', () => {
  const text =
    'Owns `ss_stock_level`; tells `till.opened.v1`; `till.drawer.open` may `POST /api/till/open`.\n' +
    '```\n`ss_in_a_block`\n```\n`npm test` and `core_outbox` are none of them.';

  it('reads names by their form, outside blocks of code', () => {
    const { tables, events, permissions, endpoints } = namedIn(text, new Set(['ss']));
    expect([...tables]).to.deep.equal(['ss_stock_level']);
    expect([...events]).to.deep.equal(['till.opened.v1']);
    expect([...permissions]).to.deep.equal(['till.drawer.open']);
    expect([...endpoints]).to.deep.equal(['POST /api/till/open']);
  });

  it('tells what is missing and what does not exist', () => {
    expect(drift(new Set(['a', 'x']), ['a', 'b'], new Set(['a', 'b']))).to.deep.equal([
      'b is missing',
      'x does not exist',
    ]);
  });
});
