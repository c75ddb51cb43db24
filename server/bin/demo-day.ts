import { parseArgs } from 'node:util';
import { playTradingDay } from '../../seeds/demo/trading-day.ts';
import { ConfigError } from '../config.ts';
import { runCommand } from './failure.ts';

const USAGE = `npm run demo:day -- [--speed 30] [--minutes 10] [--url http://localhost:3000]

  --speed    1–3600   quante volte più in fretta del vero (times faster than life)
  --minutes  1–1440   per quanti minuti (for how many minutes)
  --url               il server che gira (the running server)`;

/**
 * Plays a trading day against a running server, so that its screens move. Ends by itself, or with Ctrl-C.
 */
await runCommand(async () => {
  const { help, speed, minutes, url } = options();
  if (help) {
    console.log(USAGE);
    return;
  }
  const ending = AbortSignal.timeout(minutes * 60_000);
  const stopped = new AbortController();
  process.once('SIGINT', () => stopped.abort());
  await playTradingDay({
    url,
    speed,
    signal: AbortSignal.any([ending, stopped.signal]),
    tell: (line) => console.log(line),
  });
});

function options() {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean', default: false },
        speed: { type: 'string', default: '30' },
        minutes: { type: 'string', default: '10' },
        url: { type: 'string', default: `http://localhost:${process.env['PORT'] ?? 3000}` },
      },
    });
    const { help, url } = values;
    const speed = Number(values.speed);
    const minutes = Number(values.minutes);
    if (speed >= 1 && speed <= 3_600 && minutes >= 1 && minutes <= 24 * 60 && URL.canParse(url)) {
      return { help, speed, minutes, url };
    }
  } catch (error) {
    // An option that nobody knows: what Node says of it is for programmers.
    if (!(error instanceof TypeError)) throw error;
  }
  throw new ConfigError([USAGE]);
}
