import { spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { hasProcess } from '../../server/db/embedded/process.ts';

/** A server in a process of its own, for tests of stopping, killing, and several side by side. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** SIGTERM; the exit code, once it has ended. */
  stop(): Promise<number | null>;
  /** SIGKILL; settles when it is gone. */
  kill(): Promise<void>;
  /** What it has written so far: log lines and complaints. */
  output(): string;
}

const SCRIPT = new URL('serve.ts', import.meta.url);

/** Secrets for servers that share a database: all of one test must have the same. */
export function sharedSecrets(): { BOTTEGA_SECRET: string; BOTTEGA_SIGNING_KEY: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    BOTTEGA_SECRET: randomBytes(32).toString('base64url'),
    BOTTEGA_SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  };
}

/**
 * Starts a server with nothing in its environment but what is given, on a free port unless one is
 * given, and waits until it listens. Fails with what it wrote when it ends instead.
 */
export async function startServerProcess(
  env: Readonly<Record<string, string>>,
  /** Another script that serves: one with a planted fault. */
  script: URL = SCRIPT,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import=tsx', fileURLToPath(script)], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', LOG_LEVEL: 'warn', TZ: 'UTC', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test run that fails half-way neither waits for its servers nor leaves them behind.
  child.unref();
  (child.stdout as Socket).unref();
  (child.stderr as Socket).unref();
  const follow = (): void => void child.kill('SIGKILL');
  process.once('exit', follow);
  let output = '';
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      process.off('exit', follow);
      resolve(code);
    });
  });
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const line = /^\{"url":"(.+)"\}$/m.exec(output);
      if (line) resolve(line[1]!);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void exited.then((code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
  return {
    url,
    pid: child.pid!,
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
    async kill() {
      if (hasProcess(child.pid!)) child.kill('SIGKILL');
      await exited;
    },
    output: () => output,
  };
}
