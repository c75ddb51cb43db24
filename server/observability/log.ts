import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config.ts';

/**
 * Structured logs, one JSON object a line on standard output. What is secret or a customer's is
 * cut out wherever it may stand: a log is read by more people than a database.
 */
export function createLog(
  config: Pick<Config, 'logLevel'>,
  destination?: DestinationStream,
): Logger {
  const settings = {
    level: config.logLevel,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRET.flatMap(wherever), censor: '[redacted]' },
  };
  return destination ? pino(settings, destination) : pino(settings);
}

const SECRET = [
  'password',
  'pin',
  'token',
  'secret',
  'cookie',
  '["set-cookie"]',
  'authorization',
  'apiKey',
  'smtpUrl',
  'databaseUrl',
  'email',
  'phone',
];

/** At the top and up to two levels deep: request headers, error causes, payloads. */
function wherever(name: string): string[] {
  const tail = name.startsWith('[') ? name : `.${name}`;
  return [name, `*${tail}`, `*.*${tail}`];
}
