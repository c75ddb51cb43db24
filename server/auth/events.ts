import type { DomainEvent } from '../events/event.ts';

/** What everybody who remembers rights must hear of: other server processes, and the person's screens. */

export type SessionEnded = DomainEvent<
  'core.session-ended.v1',
  { readonly sessionId: string; readonly accountId: string }
>;
export type AccountChanged = DomainEvent<
  'core.account-changed.v1',
  { readonly accountId: string; readonly what: string }
>;
export type DeviceChanged = DomainEvent<
  'core.device-changed.v1',
  { readonly deviceId: string; readonly what: string }
>;
export type ApiKeyChanged = DomainEvent<
  'core.api-key-changed.v1',
  { readonly keyId: string; readonly what: string }
>;

export const AUTH_EVENTS = [
  'core.session-ended.v1',
  'core.account-changed.v1',
  'core.device-changed.v1',
  'core.api-key-changed.v1',
] as const;

export function sessionEnded(sessionId: string, accountId: string): SessionEnded {
  return {
    type: 'core.session-ended.v1',
    stream: `account:${accountId}`,
    rooms: [`user:${accountId}`],
    locationId: null,
    payload: { sessionId, accountId },
  };
}

/** `what` is in the audit: `created`, `assigned`, `pin-reset`. Never what a secret was. */
export function accountChanged(accountId: string, what: string): AccountChanged {
  return {
    type: 'core.account-changed.v1',
    stream: `account:${accountId}`,
    rooms: [`user:${accountId}`],
    locationId: null,
    payload: { accountId, what },
  };
}

export function deviceChanged(deviceId: string, locationId: string, what: string): DeviceChanged {
  return {
    type: 'core.device-changed.v1',
    stream: `device:${deviceId}`,
    rooms: [],
    locationId,
    payload: { deviceId, what },
  };
}

export function apiKeyChanged(keyId: string, what: string): ApiKeyChanged {
  return {
    type: 'core.api-key-changed.v1',
    stream: `api-key:${keyId}`,
    rooms: [],
    locationId: null,
    payload: { keyId, what },
  };
}
