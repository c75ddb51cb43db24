import { expect } from 'chai';
import {
  changeLocation,
  createLocation,
  holidaysOfYear,
  keepHours,
  listLocations,
  readLocation,
} from '../../../modules/base/locations/contracts.ts';
import {
  changeCompany,
  createCompany,
  listCompanies,
} from '../../../modules/base/companies/contracts.ts';
import {
  changeReasonCode,
  createReasonCode,
  listReasonCodes,
} from '../../../modules/base/reason-codes/contracts.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { makeCompany, makeLocation } from '../../support/make/location.ts';

const open = (opens: string, closes: string) => ({ opens, closes });
const HOURS = {
  week: [
    [],
    ...Array.from({ length: 5 }, () => [open('09:30', '13:00'), open('15:30', '19:30')]),
    [],
  ],
  exceptions: [
    { day: '2999-12-24', name: 'Vigilia', spans: [open('09:30', '17:00')] },
    { day: '2999-12-25', name: 'Natale', spans: [] },
  ],
  pickupEnabled: true,
  pickupCapacity: 25,
};

describe('locations', () => {
  const server = useServer({ modules: ['base'] });
  let administrator: Caller;
  let manager: Caller;
  let clerk: Caller;
  let here: string;
  let particulars: Omit<Parameters<typeof create>[0], 'id'>;

  const create = (input: Parameters<typeof server.call<typeof createLocation>>[1]) =>
    server.call(createLocation, input, { as: administrator });

  before(async () => {
    const { db } = server.database;
    const companyId = await makeCompany(db);
    here = await makeLocation(db, { companyId });
    administrator = await server.person('administrator', null);
    manager = await server.person('store-manager', here);
    clerk = await server.person('clerk', here);
    particulars = {
      companyId,
      kind: 'store',
      type: 'outlet',
      name: 'Noventa',
      gln: null,
      street: 'Via Marco Polo 1',
      postalCode: '30020',
      city: 'Noventa di Piave',
      province: 'VE',
      region: 'veneto',
      country: 'IT',
      zone: 'Europe/Rome',
      latitude: 45.66,
      longitude: 12.53,
      phone: '0421 123456',
      email: null,
      active: true,
    };
  });

  it('are opened by an administrator, closed until somebody gives them hours', async () => {
    const made = await create({ id: 'VE01', ...particulars });
    expect(made).to.deep.equal({ id: 'VE01', version: 1 });
    const location = await server.call(readLocation, { locationId: 'VE01' }, { as: clerk });
    expect(location).to.include({ region: 'Veneto', phone: '+390421123456', pickupEnabled: false });
    expect(location.week).to.deep.equal([[], [], [], [], [], [], []]);
    const { locations } = await server.call(listLocations, {}, { as: clerk });
    expect(locations.find(({ id }) => id === 'VE01')).to.include({ openNow: false, opensAt: null });
  });

  it('keep the hours, holidays and pickup capacity that their manager sets', async () => {
    const before = await server.call(readLocation, { locationId: here }, { as: manager });
    const kept = await server.call(
      keepHours,
      { locationId: here, expectedVersion: before.version, ...HOURS },
      { as: manager },
    );
    expect(kept).to.deep.equal({ id: here, version: before.version + 1 });
    const after = await server.call(readLocation, { locationId: here }, { as: clerk });
    expect(after).to.deep.equal({ ...before, ...HOURS, version: kept.version });
  });

  it('refuse the second of two managers who changed the same hours, and say where they stand', async () => {
    const { version } = await server.call(readLocation, { locationId: here }, { as: manager });
    const set = () =>
      server.call(
        keepHours,
        { locationId: here, expectedVersion: version, ...HOURS },
        { as: manager },
      );
    const outcomes = await Promise.allSettled([set(), set()]);
    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const refusal = await server.refusalOf(
      keepHours,
      { locationId: here, expectedVersion: version, ...HOURS },
      { as: manager },
    );
    expect(refusal.problem).to.include({ status: 412, current: version + 1, expected: version });
  });

  it('refuse hours that overlap or run backwards, at the day that has them', async () => {
    const { version } = await server.call(readLocation, { locationId: here }, { as: manager });
    const week = HOURS.week.with(2, [open('09:00', '13:00'), open('12:59', '19:00')]);
    const overlap = await server.refusalOf(
      keepHours,
      { locationId: here, expectedVersion: version, ...HOURS, week },
      { as: manager },
    );
    expect(overlap.problem).to.have.deep.property('errors', [
      { pointer: '/week/2', detail: 'Due orari si sovrappongono.' },
    ]);
  });

  it('let nobody but their own manager and administrators set hours', async () => {
    const elsewhere = await server.person('store-manager', 'ZZ99');
    for (const as of [clerk, elsewhere]) {
      const refusal = await server.refusalOf(
        keepHours,
        { locationId: here, expectedVersion: 1, ...HOURS },
        { as },
      );
      expect(refusal.problem.status).to.be.oneOf([403, 404]);
    }
  });

  it('have a code and a GLN that no other location has, also when two are opened at once', async () => {
    const outcomes = await Promise.allSettled([
      create({ id: 'VE02', ...particulars }),
      create({ id: 'VE02', ...particulars }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.lengthOf(1);
    const refusal = await server.refusalOf(
      createLocation,
      { id: 'VE02', ...particulars },
      { as: administrator },
    );
    expect(refusal.problem).to.include({ status: 409, type: '/problems/already-there' });
  });

  it('refuse what a form could not know: check digits, zones, regions, phones, half a place', async () => {
    const wrong = [
      [{ companyId: newId() }, '/companyId'],
      [{ gln: '8032089000010' }, '/gln'],
      [{ zone: 'Europe/Lungarno' }, '/zone'],
      [{ region: 'Padania' }, '/region'],
      [{ phone: '12' }, '/phone'],
      [{ longitude: null }, '/longitude'],
      [{ type: 'warehouse' }, '/type'],
    ] as const;
    for (const [change, pointer] of wrong) {
      const refusal = await server.refusalOf(
        createLocation,
        { id: 'VE03', ...particulars, ...change },
        { as: administrator },
      );
      expect(refusal.problem, pointer).to.have.nested.property('errors[0].pointer', pointer);
    }
  });

  it('are changed as a whole, and the change names what it was', async () => {
    await create({ id: 'VE04', ...particulars });
    const changed = await server.call(
      changeLocation,
      { locationId: 'VE04', expectedVersion: 1, ...particulars, name: 'Noventa Outlet' },
      { as: administrator },
    );
    expect(changed.version).to.equal(2);
    const { rows } = await server.database.db.raw<{ rows: { payload: object }[] }>(
      `select payload from core_outbox where type = 'base.location-changed.v1' and stream = 'location:VE04'
      order by position`,
    );
    expect(rows.map(({ payload }) => payload)).to.deep.equal([
      { locationId: 'VE04', version: 1, what: 'created' },
      { locationId: 'VE04', version: 2, what: 'particulars' },
    ]);
    const missing = await server.refusalOf(
      changeLocation,
      { locationId: 'VE99', expectedVersion: 1, ...particulars },
      { as: administrator },
    );
    expect(missing.problem.status).to.equal(404);
  });

  it('are offered the holidays of the year', async () => {
    const { holidays } = await server.call(holidaysOfYear, { year: 2026 }, { as: manager });
    expect(holidays).to.have.lengthOf(13);
  });
});

describe('companies and reason codes', () => {
  const server = useServer({ modules: ['base'] });
  let administrator: Caller;
  let clerk: Caller;

  before(async () => {
    administrator = await server.person('administrator', null);
    clerk = await server.person('clerk', await makeLocation(server.database.db));
  });

  it('register a franchisee once, under a VAT number that is right', async () => {
    const given = {
      legalName: 'Affiliata S.r.l.',
      vatNumber: 'IT 12345678903',
      role: 'franchisee',
    } as const;
    const made = await server.call(createCompany, given, { as: administrator });
    const again = await server.refusalOf(createCompany, given, { as: administrator });
    expect(again.problem).to.include({ status: 409, type: '/problems/already-there' });
    const wrong = { ...given, vatNumber: '12345678901' };
    const refusal = await server.refusalOf(createCompany, wrong, { as: administrator });
    expect(refusal.problem).to.have.nested.property('errors[0].pointer', '/vatNumber');
    const renamed = await server.call(
      changeCompany,
      { companyId: made.id, expectedVersion: 1, ...given, legalName: 'Affiliata Due S.r.l.' },
      { as: administrator },
    );
    expect(renamed.version).to.equal(2);
    const { companies } = await server.call(listCompanies, {}, { as: clerk });
    expect(companies.find(({ id }) => id === made.id)).to.deep.equal({
      id: made.id,
      legalName: 'Affiliata Due S.r.l.',
      vatNumber: '12345678903',
      role: 'franchisee',
      version: 2,
    });
  });

  it('list reasons in their order, and retire one without losing it', async () => {
    const reason = (code: string, place: number) => ({
      kind: 'adjustment',
      code,
      titleIt: code,
      titleEn: code,
      place,
      active: true,
    });
    await server.call(createReasonCode, reason('theft', 20), { as: administrator });
    await server.call(createReasonCode, reason('damaged', 10), { as: administrator });
    await server.call(
      changeReasonCode,
      { ...reason('theft', 30), active: false, expectedVersion: 1 },
      { as: administrator },
    );
    const { reasonCodes } = await server.call(
      listReasonCodes,
      { kind: 'adjustment' },
      { as: clerk },
    );
    expect(reasonCodes.map(({ code, active, version }) => [code, active, version])).to.deep.equal([
      ['damaged', true, 1],
      ['theft', false, 2],
    ]);
    const refusal = await server.refusalOf(createReasonCode, reason('other', 1), { as: clerk });
    expect(refusal.problem.status).to.equal(403);
  });
});
