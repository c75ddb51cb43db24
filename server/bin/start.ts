import type { Server as HttpServer } from 'node:http';
import type { Express } from 'express';
import { buildScreens } from '../ui/build.ts';
import { builtScreens } from '../http/screens.ts';
import { start, type RunningServer, type StartStep } from '../main.ts';
import { failureText } from './failure.ts';
import { seedWhatIsMissing } from './seeding.ts';
import { welcome } from './welcome.ts';

/** `npm start`: everything, with nothing but Node. */
const began = performance.now();

const STEPS: Readonly<Partial<Record<StartStep, string>>> = {
  initialising: 'Preparo il database (making the database)…',
  restarting: 'PostgreSQL si è fermato: lo riavvio (PostgreSQL stopped: starting it again)…',
};

/** Beside the database: the first start builds the screens while it seeds. */
function screens(building: Promise<string>): (app: Express, server: HttpServer) => Promise<void> {
  return async (app) => builtScreens(await building)(app);
}

function quietAtTheTerminal(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return process.stdout.isTTY ? { LOG_LEVEL: 'warn', ...env } : env;
}

try {
  const building = buildScreens({
    onBuild: () => console.log('Costruisco le schermate (building the screens)…'),
  });
  // Waited for below; a failure before that must not end the process without a word.
  building.catch(() => undefined);
  const server = await start({
    env: quietAtTheTerminal(process.env),
    onStep: (step) => STEPS[step] && console.log(STEPS[step]),
    prepare: async (database, config) => void (await seedWhatIsMissing(database, config)),
    screens: screens(building),
  });
  stopOnSignal(server);
  console.log(welcome(server.config, server.url, (performance.now() - began) / 1000));
} catch (error) {
  console.error(failureText(error));
  process.exit(1);
}

/** The first signal stops in good order, a second one at once. */
function stopOnSignal(server: RunningServer): void {
  let stopping = false;
  const stop = (code: number) => (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    server.stop().then(
      () => process.exit(code),
      (error: unknown) => {
        console.error(failureText(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop(0));
  process.on('SIGINT', stop(0));
  process.on('uncaughtException', (error) => {
    server.log.fatal({ err: error }, 'unexpected: stopping');
    stop(1)();
  });
}
