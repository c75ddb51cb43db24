import type { ModuleManifest } from '../modules/manifest.ts';
import { forgetOldKeys } from '../http/idempotency.ts';
import { AUTH_EVENTS } from './events.ts';
import { forgetOldGuesses } from './guesses.ts';
import { AUTH_PROBLEMS } from './problems.ts';
import { forgetOldSessions } from './sessions.ts';

const ADMINISTRATOR = ['administrator'];
const READERS = ['administrator', 'auditor'];

/** What may be done to the house itself. The roles are brought by a module; the core only names them. */
export const CORE_PERMISSIONS: ModuleManifest['permissions'] = {
  'core.account.read': {
    title: { it: 'Vedere le persone e i loro ruoli', en: 'See people and their roles' },
    roles: READERS,
  },
  'core.account.manage': {
    title: { it: 'Gestire persone e ruoli', en: 'Manage people and roles' },
    roles: ADMINISTRATOR,
  },
  'core.device.read': {
    title: { it: 'Vedere i dispositivi', en: 'See devices' },
    roles: READERS,
  },
  'core.device.manage': {
    title: { it: 'Registrare e revocare dispositivi', en: 'Enrol and revoke devices' },
    roles: ADMINISTRATOR,
  },
  'core.api-key.read': {
    title: { it: 'Vedere le chiavi API', en: 'See API keys' },
    roles: READERS,
  },
  'core.api-key.manage': {
    title: { it: 'Creare e revocare chiavi API', en: 'Make and revoke API keys' },
    roles: ADMINISTRATOR,
  },
  'core.audit.read': {
    title: { it: 'Leggere il registro delle operazioni', en: 'Read the audit' },
    roles: READERS,
  },
  'core.operations.read': {
    title: { it: 'Vedere lo stato del sistema', en: 'See the state of the system' },
    roles: READERS,
  },
};

/** The part of the core that stands in every installation: who is who. */
export function coreManifest(start: ModuleManifest['start']): ModuleManifest {
  return {
    id: 'core',
    title: { it: 'Sistema', en: 'System' },
    requires: [],
    tables: [
      'core_account',
      'core_assignment',
      'core_role_permission',
      'core_device',
      'core_session',
      'core_api_key',
      'core_guess',
      'core_idempotency',
    ],
    permissions: CORE_PERMISSIONS,
    publishes: AUTH_EVENTS,
    problems: AUTH_PROBLEMS,
    rooms: [{ prefix: 'user', permission: 'person', subject: 'person' }],
    start: (context) => {
      const { sweeps } = context;
      sweeps.every('core.idempotency-keys', 60, 1_000, (tx) => forgetOldKeys(tx.sql, 1_000));
      sweeps.every('core.sessions', 300, 1_000, (tx) => forgetOldSessions(tx.sql, 1_000));
      sweeps.every('core.guesses', 300, 1_000, (tx) => forgetOldGuesses(tx.sql, 1_000));
      start(context);
    },
  };
}
