import { startEmbedded } from '../../../server/db/embedded/embedded.ts';

/** `embedded-process.ts FOLDER`: runs the embedded database, prints its address, stops on SIGTERM. */
const database = await startEmbedded({ dataFolder: process.argv[2] ?? '' });
process.stdout.write(`${JSON.stringify({ url: database.url })}\n`);
const alive = setInterval(() => undefined, 60_000);
process.once('SIGTERM', () => {
  void database.stop().then(() => clearInterval(alive));
});
