import { plainProblem, problemType } from '../kernel/refusal.ts';

/** The same words whether the person exists or not. */
export const wrongPassword = plainProblem(
  'wrong-password',
  422,
  { it: 'Nome o password non corretti', en: 'Wrong name or password' },
  {
    it: 'Controlla le maiuscole e riprova. Dopo alcuni tentativi l’accesso si ferma per un po’.',
    en: 'Check the capitals and try again. After some attempts logging in stops for a while.',
  },
);

export const wrongPin = problemType<{ readonly attemptsLeft: number }>('wrong-pin', 422, {
  it: {
    title: 'PIN non corretto',
    detail: ({ attemptsLeft }) =>
      attemptsLeft === 1
        ? 'Ancora un tentativo, poi il PIN si blocca per 15 minuti su questo dispositivo.'
        : `Ancora ${attemptsLeft} tentativi, poi il PIN si blocca per 15 minuti su questo dispositivo.`,
  },
  en: {
    title: 'Wrong PIN',
    detail: ({ attemptsLeft }) =>
      attemptsLeft === 1
        ? 'One more attempt, then the PIN is locked for 15 minutes on this device.'
        : `${attemptsLeft} more attempts, then the PIN is locked for 15 minutes on this device.`,
  },
});

export const deviceNotEnrolled = plainProblem(
  'device-not-enrolled',
  422,
  { it: 'Dispositivo non registrato', en: 'Device not enrolled' },
  {
    it: 'Il PIN funziona solo sui dispositivi registrati. Accedi con la password.',
    en: 'A PIN works on enrolled devices only. Log in with your password.',
  },
);

export const enrolmentCodeUnknown = plainProblem(
  'enrolment-code-unknown',
  422,
  { it: 'Codice di registrazione non valido', en: 'Enrolment code not valid' },
  {
    it: 'Il codice vale una volta sola e per un’ora. Chiedine un altro all’amministratore.',
    en: 'The code works once and for one hour. Ask the administrator for another one.',
  },
);

export const pinTooSimple = plainProblem(
  'pin-too-simple',
  422,
  { it: 'PIN troppo semplice', en: 'PIN too simple' },
  {
    it: 'Evita cifre tutte uguali o in fila, come 111111 o 123456.',
    en: 'Avoid digits that are all the same or in a row, such as 111111 or 123456.',
  },
);

export const loginTaken = plainProblem(
  'login-taken',
  409,
  { it: 'Nome di accesso già usato', en: 'Log-in name already in use' },
  { it: 'Scegline un altro.', en: 'Choose another one.' },
);

export const roleUnknown = problemType<{ readonly role: string }>('role-unknown', 422, {
  it: { title: 'Ruolo inesistente', detail: ({ role }) => `Il ruolo ${role} non esiste.` },
  en: { title: 'No such role', detail: ({ role }) => `There is no role ${role}.` },
});

export const scopeUnknown = problemType<{ readonly scope: string }>('scope-unknown', 422, {
  it: { title: 'Ambito inesistente', detail: ({ scope }) => `L’ambito ${scope} non esiste.` },
  en: { title: 'No such scope', detail: ({ scope }) => `There is no scope ${scope}.` },
});

export const lastAdministrator = plainProblem(
  'last-administrator',
  409,
  { it: 'È l’ultimo amministratore', en: 'This is the last administrator' },
  {
    it: 'Prima dai a un’altra persona il ruolo di amministratore.',
    en: 'First make another person an administrator.',
  },
);

export const alreadyRevoked = plainProblem('already-revoked', 409, {
  it: 'Già revocato',
  en: 'Already revoked',
});

export const AUTH_PROBLEMS = [
  wrongPassword,
  wrongPin,
  deviceNotEnrolled,
  enrolmentCodeUnknown,
  pinTooSimple,
  loginTaken,
  roleUnknown,
  scopeUnknown,
  lastAdministrator,
  alreadyRevoked,
] as const;
