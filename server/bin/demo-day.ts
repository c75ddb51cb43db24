import { parseArgs } from 'node:util';
import { playTradingDay } from '../../seeds/demo/trading-day.ts';
import { runCommand } from './failure.ts';

/**
 * `npm run demo:day -- --speed 60 --minutes 10 --url http://localhost:3000`: plays a trading day
 * against a running server, so that its screens move. Ends by itself, or with Ctrl-C.
 */
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      speed: { type: 'string', default: '30' },
      minutes: { type: 'string', default: '10' },
      url: { type: 'string', default: `http://localhost:${process.env['PORT'] ?? 3000}` },
    },
  });
  const speed = Number(values.speed);
  const minutes = Number(values.minutes);
  if (!(speed > 0 && speed <= 3_600) || !(minutes > 0 && minutes <= 24 * 60)) {
    throw new Error('--speed da 1 a 3600, --minutes da 1 a 1440 (speed 1–3600, minutes 1–1440)');
  }
  const ending = AbortSignal.timeout(minutes * 60_000);
  const stopped = new AbortController();
  process.once('SIGINT', () => stopped.abort());
  await playTradingDay({
    url: values.url,
    speed,
    signal: AbortSignal.any([ending, stopped.signal]),
    tell: (line) => console.log(line),
  });
});
