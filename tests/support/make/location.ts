import type { Knex } from 'knex';
import { newId } from '../../../server/kernel/ids.ts';
import type { Location } from '../../../modules/base/locations/domain/location.ts';
import {
  writtenMinute,
  type Schedule,
  type Span,
} from '../../../modules/base/locations/domain/opening-hours.ts';
import { nextNumber } from './sequence.ts';

/** A span of opening: `span('09:30', '13:00')`. */
export function span(opens: string, closes: string): Span {
  const minute = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return { opensMinute: minute(opens), closesMinute: minute(closes) };
}

/** Monday to Saturday the same hours, Sunday closed: 10–19:30 unless told. */
export function makeSchedule(
  given: Partial<Schedule> & { readonly spans?: readonly Span[] } = {},
): Schedule {
  const { spans = [span('10:00', '19:30')], ...rest } = given;
  return {
    zone: 'Europe/Rome',
    week: [spans, spans, spans, spans, spans, spans, []],
    exceptions: {},
    ...rest,
  };
}

/** The chain itself, unless told that it is a franchisee. Gives back its id. */
export async function makeCompany(
  db: Knex,
  given: {
    readonly id?: string;
    readonly legalName?: string;
    readonly role?: 'chain' | 'franchisee';
  } = {},
): Promise<string> {
  const id = given.id ?? newId();
  const number = nextNumber();
  await db('base_company').insert({
    id,
    legal_name: given.legalName ?? `Lungarno ${number} S.p.A.`,
    vat_number: String(10_000_000_000 + number),
    role: given.role ?? 'chain',
  });
  return id;
}

/** A shop in the street in Milan, open 10–19:30 from Monday to Saturday, that does pickups. Gives back its id. */
export async function makeLocation(db: Knex, given: Partial<Location> = {}): Promise<string> {
  const number = nextNumber();
  const id = given.id ?? `T${number}X`;
  const schedule = given.schedule ?? makeSchedule();
  const kind = given.kind ?? 'store';
  await db('base_location').insert({
    id,
    company_id: given.companyId ?? (await someCompany(db)),
    kind,
    type: given.type ?? (kind === 'warehouse' ? 'warehouse' : 'street'),
    name: given.name ?? `Negozio ${id}`,
    gln: given.gln ?? null,
    street: given.street ?? 'Via Torino 14',
    postal_code: given.postalCode ?? '20123',
    city: given.city ?? 'Milano',
    province: given.province ?? 'MI',
    region: given.region ?? 'Lombardia',
    country: given.country ?? 'IT',
    zone: schedule.zone,
    latitude: given.latitude ?? 45.4627,
    longitude: given.longitude ?? 9.1859,
    phone: given.phone ?? null,
    email: given.email ?? null,
    pickup_enabled: given.pickupEnabled ?? kind === 'store',
    pickup_capacity: given.pickupCapacity ?? null,
    active: given.active ?? true,
  });
  const hours = schedule.week.flatMap((spans, place) =>
    spans.map(({ opensMinute, closesMinute }) => ({
      location_id: id,
      weekday: place + 1,
      opens: writtenMinute(opensMinute),
      closes: writtenMinute(closesMinute),
    })),
  );
  if (hours.length > 0) await db('base_location_hours').insert(hours);
  for (const [day, spans] of Object.entries(schedule.exceptions)) {
    await db('base_location_exception').insert({
      location_id: id,
      day,
      name: 'Eccezione',
      spans: JSON.stringify(
        spans.map(({ opensMinute, closesMinute }) => [
          writtenMinute(opensMinute),
          writtenMinute(closesMinute),
        ]),
      ),
    });
  }
  return id;
}

async function someCompany(db: Knex): Promise<string> {
  const known = await db('base_company').select<{ id: string }[]>('id').orderBy('id').first();
  return (known as { id: string } | undefined)?.id ?? makeCompany(db);
}
