import type { Acts } from '../modules/manifest.ts';

/** What happens in the core, as the audit tells it to whoever reads it. */
export const CORE_ACTS: Acts = {
  'core.session-ended.v1': { it: 'Accesso chiuso', en: 'Session ended' },
  'core.account-changed.v1': { it: 'Persona cambiata', en: 'Person changed' },
  'core.device-changed.v1': { it: 'Dispositivo cambiato', en: 'Device changed' },
  'core.api-key-changed.v1': {
    it: 'Chiave per programmi cambiata',
    en: 'Key of a program changed',
  },
  'core.webhook-endpoint-changed.v1': {
    it: 'Avviso ad altri programmi cambiato',
    en: 'Webhook changed',
  },
  'core.webhook-given-up.v1': {
    it: 'Avviso ad altri programmi abbandonato',
    en: 'Webhook given up',
  },
  'core.logged-in': { it: 'Accesso', en: 'Logged in' },
  'core.log-in-refused': { it: 'Accesso rifiutato', en: 'Log-in refused' },
  'core.pin-refused': { it: 'PIN rifiutato', en: 'PIN refused' },
  'core.event-retried': { it: 'Evento riprovato', en: 'Event tried again' },
  'core.mail-retried': { it: 'Messaggio rispedito', en: 'Message sent again' },
  'core.event-discarded': { it: 'Evento scartato', en: 'Event discarded' },
};
