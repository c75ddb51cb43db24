import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { isZone } from '../../../server/kernel/time.ts';
import { isGln } from '../catalogue/domain/gtin.ts';
import { everyCompany } from '../companies/queries.ts';
import { readPhone } from '../customers/domain/phone.ts';
import { refuseMember, refuseStale } from '../problems.ts';
import type { changeLocation, createLocation, keepHours } from './contracts.ts';
import { flawOfSpans, readMinute, type Span } from './domain/opening-hours.ts';
import { readRegion } from './domain/regions.ts';
import { locationChanged } from './events.ts';
import {
  exceptionsSince,
  insertLocation,
  selectLocationVersion,
  updateHours,
  updateParticulars,
  type LocationParticulars,
} from './sql/locations.ts';

/** Opens a shop or a warehouse. It has no hours yet, so nothing is promised there until it has. */
export async function openLocation(
  tx: Tx,
  { id, ...particulars }: InputOf<typeof createLocation>,
): Promise<ReplyOf<typeof createLocation>> {
  await insertLocation(tx, id, await checked(tx, particulars));
  tx.record(locationChanged({ locationId: id, version: 1, what: 'created' }));
  return { id, version: 1 };
}

/** Writes a location’s particulars anew; its hours and what it promises stay. */
export async function rewriteLocation(
  tx: Tx,
  { locationId, expectedVersion, ...particulars }: InputOf<typeof changeLocation>,
): Promise<ReplyOf<typeof changeLocation>> {
  const written = await updateParticulars(
    tx,
    locationId,
    await checked(tx, particulars),
    expectedVersion,
  );
  const version = written ?? (await stale(tx, locationId, expectedVersion));
  tx.record(locationChanged({ locationId, version, what: 'particulars' }));
  return { id: locationId, version };
}

/** Sets the whole week and every day that differs. Promises already made keep their deadlines. */
export async function setHours(
  tx: Tx,
  { locationId, expectedVersion, week, exceptions, ...pickup }: InputOf<typeof keepHours>,
): Promise<ReplyOf<typeof keepHours>> {
  week.forEach((spans, place) => refuseFlaw(tx, `/week/${place}`, spans));
  const since = exceptionsSince(tx.now);
  const seen = new Set<string>();
  exceptions.forEach(({ day, spans }, place) => {
    refuseFlaw(tx, `/exceptions/${place}/spans`, spans);
    if (seen.has(day)) {
      refuseMember(tx.actor, `/exceptions/${place}/day`, {
        it: 'Lo stesso giorno compare due volte.',
        en: 'The same day stands twice.',
      });
    }
    seen.add(day);
  });
  const written = await updateHours(
    tx,
    locationId,
    {
      ...pickup,
      hours: week.flatMap((spans, place) => spans.map((span) => ({ weekday: place + 1, ...span }))),
      exceptions: exceptions
        // Days gone by come back from the form as they went out: they are history, not a change.
        .filter(({ day }) => day >= since)
        .map(({ day, name, spans }) => ({
          day,
          name,
          spans: spans.map(({ opens, closes }) => [opens, closes] as const),
        })),
    },
    expectedVersion,
  );
  const version = written ?? (await stale(tx, locationId, expectedVersion));
  tx.record(locationChanged({ locationId, version, what: 'hours' }));
  return { id: locationId, version };
}

/** The particulars with a region and a phone number as we write them, or a refusal that names the member. */
async function checked(tx: Tx, given: LocationParticulars): Promise<LocationParticulars> {
  const { companies } = await everyCompany(tx);
  if (!companies.some(({ id }) => id === given.companyId)) {
    refuseMember(tx.actor, '/companyId', {
      it: 'Questa azienda non è registrata.',
      en: 'This company is not registered.',
    });
  }
  if (given.gln !== null && !isGln(given.gln)) {
    refuseMember(tx.actor, '/gln', {
      it: 'Il GLN non è valido: controlla le 13 cifre.',
      en: 'The GLN is not valid: check its 13 digits.',
    });
  }
  if (!isZone(given.zone)) {
    refuseMember(tx.actor, '/zone', { it: 'Fuso orario sconosciuto.', en: 'Unknown time zone.' });
  }
  if ((given.kind === 'warehouse') !== (given.type === 'warehouse')) {
    refuseMember(tx.actor, '/type', {
      it: 'Il tipo non va bene per un negozio o per un magazzino come questo.',
      en: 'This type does not fit a store or a warehouse like this one.',
    });
  }
  if ((given.latitude === null) !== (given.longitude === null)) {
    refuseMember(tx.actor, '/longitude', {
      it: 'Indica sia la latitudine sia la longitudine, o nessuna delle due.',
      en: 'Give both latitude and longitude, or neither.',
    });
  }
  const region = given.country === 'IT' ? readRegion(given.region) : given.region;
  if (region === null) {
    refuseMember(tx.actor, '/region', {
      it: 'Non è una regione italiana.',
      en: 'Not a region of Italy.',
    });
  }
  const phone = given.phone === null ? null : readPhone(given.phone);
  if (given.phone !== null && phone === null) {
    refuseMember(tx.actor, '/phone', {
      it: 'Non è un numero di telefono.',
      en: 'Not a phone number.',
    });
  }
  return { ...given, region, phone };
}

function refuseFlaw(
  tx: Tx,
  pointer: string,
  written: readonly { opens: string; closes: string }[],
): void {
  const spans: Span[] = written.map(({ opens, closes }) => ({
    opensMinute: readMinute(opens)!,
    closesMinute: readMinute(closes)!,
  }));
  const flaw = flawOfSpans(spans);
  if (flaw === null) return;
  refuseMember(
    tx.actor,
    pointer,
    flaw === 'overlapping'
      ? { it: 'Due orari si sovrappongono.', en: 'Two spans overlap.' }
      : { it: 'La chiusura viene prima dell’apertura.', en: 'It closes before it opens.' },
  );
}

async function stale(tx: Tx, locationId: string, expected: number): Promise<never> {
  const current = await selectLocationVersion(tx, locationId);
  return refuseStale(current, expected, locationId);
}
