import { start } from '../../server/main.ts';
import { servedScreens } from '../support/screens.ts';

/** The server under measure, in a process of its own; only the limits on requests are lifted. */
const server = await start({
  env: process.env,
  screens: servedScreens,
  http: { limits: { perMinute: 1_000_000_000, publicPerMinute: 1_000_000_000 } },
});
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
