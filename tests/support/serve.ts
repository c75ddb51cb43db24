import { start } from '../../server/main.ts';

/**
 * A server process without screens and seeds, for tests that kill it: configured by its environment,
 * prints one line of JSON when it listens, stops on SIGTERM.
 */
try {
  const server = await start({ env: process.env });
  process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
