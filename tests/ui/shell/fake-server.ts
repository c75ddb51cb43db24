import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { Server as Sockets } from 'socket.io';
import { builtScreens } from '../../../server/http/screens.ts';
import { pageHeaders } from '../../../server/http/security.ts';
import { LIVE_PATH } from '../../../server/live/protocol.ts';
import { buildScreens } from '../../../server/ui/build.ts';

const NOEMI = '0190a5b0-0000-7000-8000-000000000001';
const LUCA = '0190a5b0-0000-7000-8000-000000000002';

export const PASSWORD = 'una password lunga';
export const PIN = '418273';
export const ENROLMENT_CODE = 'ENR-1234';

interface FakePerson {
  readonly id: string;
  readonly login: string;
  readonly name: string;
}

const PEOPLE: readonly FakePerson[] = [
  { id: NOEMI, login: 'noemi@lungarno.example', name: 'Noemi Ferri' },
  { id: LUCA, login: 'luca@lungarno.example', name: 'Luca Pace' },
];

interface FakeState {
  person: FakePerson | null;
  enrolled: boolean;
  language: string;
}

export interface FakeServer {
  readonly url: string;
  /** Who is logged in; null ends the session behind the page's back. */
  become(login: string | null): void;
  /** The name of who is logged in. */
  person(): string | null;
  /** Makes this an enrolled device. */
  enrol(): void;
  /** Nobody answers any more, until `comeBack`. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

/** The built screens over answers made up here: the shell is tested without a database. */
export async function startFakeServer(): Promise<FakeServer> {
  const folder = await buildScreens({ gallery: true });
  const state: FakeState = { person: null, enrolled: false, language: 'it' };
  const app = express();
  app.use(pageHeaders({ secure: false, scripts: 'strict' }));
  mountApi(app, state);
  builtScreens(folder)(app);
  let running = await listen(app, 0);
  const { port } = running.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    become(login) {
      state.person = PEOPLE.find((person) => person.login === login) ?? null;
    },
    person: () => state.person?.name ?? null,
    enrol() {
      state.enrolled = true;
    },
    goAway: () => running.close(),
    async comeBack() {
      running = await listen(app, port);
    },
    stop: () => running.close(),
  };
}

async function listen(
  app: Express,
  port: number,
): Promise<{ server: Server; close: () => Promise<void> }> {
  const server = createServer(app);
  const sockets = new Sockets(server, { path: LIVE_PATH, serveClient: false });
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    server,
    close: async () => {
      server.closeAllConnections();
      await sockets.close();
    },
  };
}

const DEVICE = {
  id: '0190a5b0-0000-7000-8000-0000000000d1',
  name: 'Milano Torino 14 · cassa 2',
  locationId: 'MI01',
};

function mountApi(app: Express, state: FakeState): void {
  const people = PEOPLE.map(({ id, name }) => ({ id, name }));
  const me = () => meOf(state.person!, state);
  const api = express.Router();
  api.use(express.json());
  api.get('/core/devices/current', (_request, response) => {
    response.json({ device: state.enrolled ? DEVICE : null, people: state.enrolled ? people : [] });
  });
  api.post('/core/sessions', (request, response) => {
    const { login, password } = request.body as { login: string; password: string };
    const person = PEOPLE.find((one) => one.login === login);
    if (!person || password !== PASSWORD) {
      return void problem(response, 422, 'wrong-password', 'Nome o password non corretti');
    }
    state.person = person;
    response.status(201).json(me());
  });
  api.post('/core/sessions/pin', (request, response) => {
    const { accountId, pin } = request.body as { accountId: string; pin: string };
    const person = PEOPLE.find(({ id }) => id === accountId);
    if (!person || pin !== PIN) return void problem(response, 422, 'wrong-pin', 'PIN non corretto');
    state.person = person;
    response.status(201).json(me());
  });
  api.delete('/core/sessions/current', (_request, response) => {
    state.person = null;
    response.json({});
  });
  api.post('/core/devices/current', (request, response) => {
    if ((request.body as { code: string }).code !== ENROLMENT_CODE) {
      return void problem(response, 422, 'enrolment-code-unknown', 'Codice non valido');
    }
    state.enrolled = true;
    response.status(201).json({ device: DEVICE, people });
  });
  api.use((_request, response, next) => {
    if (state.person) return next();
    problem(response, 401, 'unauthenticated', 'Accesso richiesto');
  });
  api.get('/core/me', (_request, response) => void response.json(me()));
  api.put('/core/me/pin', (request, response) => {
    const { password } = request.body as { password: string };
    if (password === PASSWORD) return void response.json({});
    problem(response, 422, 'wrong-password', 'Nome o password non corretti');
  });
  api.put('/core/me/language', (request, response) => {
    state.language = (request.body as { language: string }).language;
    response.json(me());
  });
  api.use((_request, response) => problem(response, 404, 'not-found', 'Non trovato'));
  app.use('/api', api);
}

function problem(response: express.Response, status: number, slug: string, title: string): void {
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `/problems/${slug}`,
        title,
        status,
        instance: 'urn:request:7F3K-92QD',
      }),
    );
}

function meOf(person: FakePerson, { enrolled, language }: FakeState): object {
  return {
    person: {
      id: person.id,
      login: person.login,
      name: person.name,
      language,
      role: { it: 'Commessa', en: 'Clerk' },
      hasPin: true,
    },
    roles: [{ role: 'clerk', title: { it: 'Commessa', en: 'Clerk' }, locationId: 'MI01' }],
    permissions: {},
    locationIds: ['MI01'],
    locationId: 'MI01',
    device: enrolled ? DEVICE : null,
    people: [],
    modules: [],
  };
}
