import { fixedId } from './random.ts';
import type { LocationSeed } from './locations.ts';

export interface PersonSeed {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly role: string;
  /** Null = everywhere. */
  readonly locationId: string | null;
}

/** Every demo person has this password and this PIN: demo log-ins exist only on loopback. */
export const DEMO_PASSWORD = 'bottega-di-prova';
export const DEMO_PIN = '271828';

// oxfmt-ignore
const FIRST = [
  'Noemi', 'Luca', 'Marta', 'Davide', 'Chiara', 'Andrea', 'Sara', 'Pietro', 'Elena', 'Matteo',
  'Giada', 'Tommaso', 'Alice', 'Filippo', 'Irene', 'Simone', 'Laura', 'Stefano', 'Anna',
  'Riccardo', 'Silvia', 'Paolo', 'Beatrice', 'Nicola', 'Francesca', 'Edoardo', 'Valentina',
  'Giorgio', 'Camilla', 'Emanuele', 'Rosa', 'Vincenzo', 'Carmela', 'Antonio', 'Lucia', 'Michele',
] as const;
// oxfmt-ignore
const LAST = [
  'Ferri', 'Pozzi', 'Sala', 'Riva', 'Costa', 'Longo', 'Greco', 'Monti', 'Serra', 'Bassi', 'Villa',
  'Marini', 'Farina', 'Rota', 'Colombo', 'Gallo', 'Fontana', 'Leone', 'Vitale', 'Parisi',
  'Martini', 'Bruni', 'Testa', 'Pagani', 'Donati', 'Silvestri', 'Ruggeri', 'Bellini', 'Grassi',
  'Neri', 'Esposito', 'Russo', 'Palumbo', 'De Luca', 'Amato', 'Fiore',
] as const;

function person(
  number: number,
  displayName: string,
  role: string,
  locationId: string | null,
): PersonSeed {
  const login = `${displayName
    .toLowerCase()
    .replace(/ /g, '.')
    .replace(/[^a-z.]/g, '')}@lungarno.example`;
  return { id: fixedId(7, number), login, displayName, role, locationId };
}

/** A manager and two or three clerks a store, the warehouse, and the head office. Noemi Ferri is the clerk of the pictures. */
export function demoPeople(locations: readonly LocationSeed[]): PersonSeed[] {
  const people: PersonSeed[] = [
    person(1, 'Giulia Conti', 'web-store-manager', null),
    person(2, 'Marco Bianchi', 'merchandiser', null),
    person(3, 'Federica Rossi', 'merchandiser', null),
    person(4, 'Paola Ricci', 'administrator', null),
    person(5, 'Bruno Galli', 'auditor', null),
    person(6, 'Omar Diallo', 'warehouse-worker', 'PC01'),
    person(7, 'Ivan Moretti', 'warehouse-worker', 'PC01'),
  ];
  const stores = locations.filter(({ kind }) => kind === 'store');
  let next = 0;
  for (const [place, store] of stores.entries()) {
    const clerks = store.weight > 1 ? 3 : 2;
    for (let one = 0; one <= clerks; one += 1) {
      const name = `${FIRST[next % FIRST.length]} ${LAST[(next + Math.floor(next / FIRST.length) * 5) % LAST.length]}`;
      people.push(
        person(100 + place * 10 + one, name, one === clerks ? 'store-manager' : 'clerk', store.id),
      );
      next += 1;
    }
  }
  return people;
}
