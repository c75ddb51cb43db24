import { plainProblem, problemType } from '../kernel/refusal.ts';
import type { Text } from '../kernel/text.ts';
import type { AddressFault } from './address.ts';

const FAULTS: Readonly<Record<AddressFault, Text>> = {
  'not-an-address': {
    it: 'Scrivi un indirizzo completo, come https://negozio.example/webhook.',
    en: 'Write a whole address, such as https://shop.example/webhook.',
  },
  'not-https': {
    it: 'L’indirizzo deve cominciare con https://.',
    en: 'The address must begin with https://.',
  },
  'has-credentials': {
    it: 'L’indirizzo non può contenere nome e password: chi siamo lo dice la firma.',
    en: 'The address must not hold a name and password: the signature says who we are.',
  },
  'other-port': {
    it: 'L’indirizzo non può avere una porta: usiamo quella di https.',
    en: 'The address must not name a port: we use the one of https.',
  },
  private: {
    it: 'È un indirizzo interno: da qui non si chiama.',
    en: 'It is an address inside the house: it is not called from here.',
  },
};

export const addressNotAllowed = problemType<{ readonly fault: AddressFault }>(
  'webhook-address-not-allowed',
  422,
  {
    it: { title: 'Indirizzo non ammesso', detail: ({ fault }) => FAULTS[fault].it },
    en: { title: 'Address not allowed', detail: ({ fault }) => FAULTS[fault].en },
  },
);

export const eventTypeUnknown = problemType<{ readonly type: string }>('event-type-unknown', 422, {
  it: { title: 'Evento sconosciuto', detail: ({ type }) => `Non c’è un evento «${type}».` },
  en: { title: 'Unknown event', detail: ({ type }) => `There is no event “${type}”.` },
});

export const secretChanging = problemType<{ readonly until: string }>('secret-changing', 409, {
  it: {
    title: 'C’è già un cambio in corso',
    detail: ({ until }) =>
      `La chiave di prima firma ancora fino al ${until}: poi se ne può fare un’altra.`,
  },
  en: {
    title: 'A change is under way',
    detail: ({ until }) => `The former secret still signs until ${until}: then make another one.`,
  },
});

export const endpointStopped = plainProblem(
  'webhook-endpoint-stopped',
  409,
  { it: 'L’indirizzo è fermo', en: 'The endpoint is stopped' },
  { it: 'Riattivalo, poi riprova.', en: 'Start it again, then retry.' },
);

export const WEBHOOK_PROBLEMS = [
  addressNotAllowed,
  eventTypeUnknown,
  secretChanging,
  endpointStopped,
];
