import type { AppOptions } from '../app.ts';
import { buildScreens } from '../ui/build.ts';
import { builtScreens } from '../http/screens.ts';
import { start, type RunningServer, type StartStep } from '../main.ts';
import { failureText } from './failure.ts';
import { whenParentEnds } from './parent.ts';
import { seedWhatIsMissing } from './seeding.ts';
import { welcome } from './welcome.ts';

/** `npm start`: everything, with nothing but Node. What a first start takes its time for: */
const STEPS: Readonly<Partial<Record<StartStep, string>>> = {
  initialising: 'Preparo il database (making the database)…',
  restarting: 'PostgreSQL si è fermato: lo riavvio (PostgreSQL stopped: starting it again)…',
};

const seconds = (milliseconds: number): string =>
  `${(milliseconds / 1000).toFixed(1).replace('.', ',')} s`;

/** `npm run dev`: the screens come from their sources. */
const developing = process.argv.includes('--dev');

/** The first start builds the screens beside the database and the seed. */
function screens(): NonNullable<AppOptions['screens']> {
  if (developing) {
    return async (app, server) => {
      const { developedScreens } = await import('./dev-screens.ts');
      await developedScreens(app, server);
    };
  }
  const building = buildScreens({
    onBuild: () => console.log('Costruisco le schermate (building the screens)…'),
  });
  // Waited for when the server opens; a failure before that must not end the process without a word.
  building.catch(() => undefined);
  return async (app) => builtScreens(await building)(app);
}

function quietAtTheTerminal(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return process.stdout.isTTY ? { LOG_LEVEL: 'warn', ...env } : env;
}

let running: RunningServer | undefined;
let stopping = false;
let hasDemo = false;

/** The first signal stops in good order, a second one at once. One that comes while starting, too. */
function stop(code: number): void {
  if (stopping || !running) process.exit(running ? 1 : 130);
  stopping = true;
  running.stop().then(
    () => process.exit(code),
    (error: unknown) => {
      console.error(failureText(error));
      process.exit(1);
    },
  );
}
process.on('SIGTERM', () => stop(0));
process.on('SIGINT', () => stop(0));
// A signal to the whole group reaches us as well: that is not a second one.
whenParentEnds(() => !stopping && stop(0));

try {
  running = await start({
    env: quietAtTheTerminal(process.env),
    onStep: (step) => STEPS[step] && console.log(STEPS[step]),
    prepare: async (database, config, keyring) => {
      ({ hasDemo } = await seedWhatIsMissing(database, config, keyring));
    },
    screens: screens(),
    http: { scripts: developing ? 'development' : 'strict' },
  });
  const { config, url, log } = running;
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'unexpected: stopping');
    stop(1);
  });
  const administrator = await running.app.firstAdministrator();
  console.log(welcome({ config, url, administrator, hasDemo, after: seconds(performance.now()) }));
} catch (error) {
  console.error(failureText(error));
  process.exit(1);
}
