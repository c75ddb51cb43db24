import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { PROJECT_FOLDER } from '../config.ts';
import { whenParentEnds } from './parent.ts';

/**
 * `npm run dev`: the server starts again at each change of its code, in good order; the screens change
 * in the browser without being loaded again.
 */
const tsx = createRequire(import.meta.url).resolve('tsx/cli');
const child = spawn(
  process.execPath,
  [
    tsx,
    'watch',
    '--clear-screen=false',
    '--exclude=dist/**',
    '--exclude=.bottega/**',
    'server/bin/start.ts',
    '--dev',
  ],
  { cwd: PROJECT_FOLDER, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
whenParentEnds(() => child.kill('SIGTERM'));
child.once('exit', (code) => process.exit(code ?? 0));
