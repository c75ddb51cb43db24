import { expect } from 'chai';
import { MODULES } from '../../modules/registry.ts';
import { AUTH_EVENTS } from '../../server/auth/events.ts';
import type { ModuleManifest } from '../../server/modules/manifest.ts';
import { startOrder } from '../../server/modules/start-order.ts';
import { CORE_ACTS } from '../../server/operations/acts.ts';
import { WEBHOOK_EVENTS } from '../../server/webhooks/events.ts';
import { actsIn, eventViolations, EVENT_TYPE } from './events.ts';
import { requirementViolations } from './modules.ts';
import { placeOf } from './place.ts';
import { filesUnder, sourceOf, sourcesUnder } from './source.ts';

describe('architecture: modules say what they are', () => {
  const sources = sourcesUnder(['modules']);
  const imports = sources.flatMap((source) => source.imports);

  it('lists every module in the registry', () => {
    const folders = new Set(filesUnder('modules').flatMap((path) => placeOf(path).module ?? []));
    expect(MODULES.map(({ id }) => id)).to.have.members([...folders]);
    expect(sources.length, 'the walk found the code').to.be.greaterThan(50);
  });

  it('starts every module after those it requires, in no circle', () => {
    expect(startOrder(MODULES, null)).to.have.lengthOf(MODULES.length);
  });

  for (const manifest of MODULES) {
    it(`${manifest.id}: requires the modules it imports, neither more nor fewer`, () => {
      expect(requirementViolations(manifest, imports)).to.deep.equal([]);
    });

    it(`${manifest.id}: records every event it announces, and announces every one it records`, () => {
      expect(eventViolations(manifest, sources)).to.deep.equal([]);
    });

    it(`${manifest.id}: has words for everything that stands in the audit, and for nothing else`, () => {
      const own = sources.filter(({ path }) => placeOf(path).module === manifest.id);
      const audited = [...manifest.publishes, ...own.flatMap((source) => [...actsIn(source)])];
      expect(Object.keys(manifest.acts ?? {})).to.have.members([...new Set(audited)]);
    });

    it(`${manifest.id}: names its permissions, reconcile checks and live rooms in its own words`, () => {
      const permissions = Object.keys(manifest.permissions);
      const form = new RegExp(`^${manifest.id}\\.[a-z-]+\\.[a-z-]+$`);
      expect(permissions.filter((name) => !form.test(name))).to.deep.equal([]);
      for (const { name } of manifest.checks ?? [])
        expect(name).to.match(new RegExp(`^${manifest.id}\\.[a-z-]+$`));
    });
  }

  it('listens only to events that somebody announces', () => {
    const announced = new Set(MODULES.flatMap(({ publishes }) => publishes));
    const named = sources.flatMap(({ path, strings }) =>
      strings.filter((text) => EVENT_TYPE.test(text)).map((type) => ({ path, type })),
    );
    expect(named.length, 'the walk found event types').to.be.greaterThan(5);
    const unknown = named.filter(({ type }) => !announced.has(type));
    expect([...new Set(unknown.map(({ path, type }) => `${path}: ${type}`))]).to.deep.equal([]);
  });

  it('has words for everything the core audits, and for nothing else', () => {
    const core = sourcesUnder(['server']).flatMap((source) => [...actsIn(source)]);
    const audited = new Set([...AUTH_EVENTS, ...WEBHOOK_EVENTS, ...core]);
    expect(Object.keys(CORE_ACTS)).to.have.members([...audited]);
  });

  it('gives each live room and each problem one owner', () => {
    const rooms = MODULES.flatMap(({ rooms: own = [] }) => own.map(({ prefix }) => prefix));
    expect(rooms).to.deep.equal([...new Set(rooms)]);
    const slugs = MODULES.flatMap(({ problems }) => problems.map(({ slug }) => slug));
    expect(slugs).to.deep.equal([...new Set(slugs)]);
  });

  it('gives permissions only to roles that a module brings', () => {
    const roles = new Set(MODULES.flatMap(({ roles: own = {} }) => Object.keys(own)));
    const given = MODULES.flatMap(({ permissions }) =>
      Object.values(permissions).flatMap((permission) => permission.roles),
    );
    expect(given.filter((role) => !roles.has(role))).to.deep.equal([]);
  });
});

describe('architecture: the tests of manifests', () => {
  const till: Pick<ModuleManifest, 'id' | 'requires' | 'publishes'> = {
    id: 'till',
    requires: ['base'],
    publishes: ['till.receipt-printed.v1'],
  };
  const EVENTS = `export function receiptPrinted() { return { type: 'till.receipt-printed.v1' }; }`;

  it('catch a module that imports what it does not require, and the reverse', () => {
    const of = (text: string) => sourceOf('modules/till/x/print.ts', text).imports;
    expect(requirementViolations(till, of("import { a } from '../../base/api.ts';"))).to.deep.equal(
      [],
    );
    expect(
      requirementViolations(till, of("import { a } from '../../stock/api.ts';")),
    ).to.deep.equal([
      'till imports stock and does not require it',
      'till requires base and imports nothing of it',
    ]);
  });

  it('catch an event that is announced and never built, built and never recorded, or not announced', () => {
    const events = sourceOf('modules/till/x/events.ts', EVENTS);
    const command = sourceOf(
      'modules/till/x/print.ts',
      'export const f = (tx) => tx.record(receiptPrinted());',
    );
    expect(eventViolations(till, [events, command])).to.deep.equal([]);
    expect(eventViolations(till, [command])).to.deep.equal([
      'till.receipt-printed.v1 is announced by till and recorded nowhere',
    ]);
    expect(eventViolations(till, [events])).to.deep.equal([
      'modules/till/x/events.ts: nobody records receiptPrinted (till.receipt-printed.v1)',
    ]);
    expect(eventViolations({ ...till, publishes: [] }, [events, command])).to.deep.equal([
      'modules/till/x/events.ts: till.receipt-printed.v1 is not announced in the manifest',
    ]);
  });

  it('see an event that is made through the function of a whole family', () => {
    const events = sourceOf(
      'modules/till/x/events.ts',
      'export function tillChanged(type, payload) { return { type, payload }; }',
    );
    const live = sourceOf(
      'modules/till/x/live.ts',
      "export const f = (e) => e.type === 'till.receipt-printed.v1' && g(['till.receipt-printed.v1']);",
    );
    const command = sourceOf(
      'modules/till/x/print.ts',
      "export const f = (tx) => tx.record(tillChanged('till.receipt-printed.v1', {}));",
    );
    expect(eventViolations(till, [events, live, command])).to.deep.equal([]);
    expect(eventViolations(till, [events, live])).to.have.lengthOf(1);
  });
});
