import type { InputOf } from '../../../../server/http/contract.ts';
import type { createLocation } from '../contracts.ts';
import type { FullLocation } from './StoreTabFrame.tsx';

export type Particulars = Omit<InputOf<typeof createLocation>, 'id'>;

/** The particulars as they are written in the fields: every text as text, also numbers. */
export interface ParticularsDraft {
  readonly values: Particulars;
  readonly latitude: string;
  readonly longitude: string;
}

export const NEW_STORE: Particulars = {
  companyId: '',
  kind: 'store',
  type: 'street',
  name: '',
  gln: null,
  street: '',
  postalCode: '',
  city: '',
  province: '',
  region: 'Lombardia',
  country: 'IT',
  zone: 'Europe/Rome',
  latitude: null,
  longitude: null,
  phone: null,
  email: null,
  active: true,
};

export function particularsOf(store: FullLocation): Particulars {
  const {
    id: _id,
    week: _week,
    exceptions: _exceptions,
    pickupEnabled: _pickup,
    pickupCapacity: _capacity,
    version: _version,
    ...particulars
  } = store;
  return particulars;
}

export function draftOf(store: FullLocation): ParticularsDraft {
  return draftOfParticulars(particularsOf(store));
}

export function draftOfParticulars(values: Particulars): ParticularsDraft {
  return {
    values,
    latitude: writtenNumber(values.latitude),
    longitude: writtenNumber(values.longitude),
  };
}

/** What the fields say, or null when a number in them is none. */
export function readDraft({ values, latitude, longitude }: ParticularsDraft): Particulars | null {
  const [north, east] = [readNumber(latitude), readNumber(longitude)];
  if (north === undefined || east === undefined) return null;
  return { ...values, latitude: north, longitude: east };
}

export function isComplete({ name, street, city, postalCode, province, companyId }: Particulars) {
  return [name, street, city, postalCode, province, companyId].every((text) => text.trim() !== '');
}

function writtenNumber(value: number | null): string {
  return value === null ? '' : String(value).replace('.', ',');
}

/** Undefined when it is no number. */
function readNumber(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text.trim().replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
}
