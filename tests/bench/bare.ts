import type { AddressInfo } from 'node:net';
import express from 'express';

/** The least that Express can do with a JSON body: the physical limit of the road to us. */
const app = express();
app.use(express.json());
app.post('/', (request, response) => {
  response.json({ received: Object.keys(request.body as object).length });
});
const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
process.once('SIGTERM', () => process.exit(0));
