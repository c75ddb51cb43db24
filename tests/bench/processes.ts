import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Measured {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a script of this folder and waits until it says where it listens. */
export async function startProcess(
  script: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--import=tsx', file], {
    env: {
      PATH: process.env['PATH'] ?? '',
      TZ: 'UTC',
      PORT: '0',
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const follow = (): void => void child.kill('SIGKILL');
  process.once('exit', follow);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.off('exit', follow);
      resolve();
    });
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const line = /^\{"url":"(.+)"\}$/m.exec(output);
      if (line) resolve(line[1]!);
    });
    void exited.then(() => reject(new Error(`${script} ended: ${output}`)));
  });
  return {
    url,
    pid: child.pid!,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
