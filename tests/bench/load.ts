import { Agent, request } from 'node:http';

/** One request, made anew each time: other items, another key. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Measure {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers that were not what the row measures. */
  readonly others: number;
}

/**
 * A closed loop: `clients` connections, each sending its next request when the last one is answered.
 * The first second warms up and is not counted.
 */
export async function closedLoop(
  url: string,
  clients: number,
  seconds: number,
  next: (nth: number) => Call,
  expected = 201,
): Promise<Measure> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const { hostname, port } = new URL(url);
  const latencies: number[] = [];
  let nth = 0;
  let others = 0;
  const began = performance.now();
  const warm = began + 1_000;
  const end = warm + seconds * 1_000;
  const client = async (): Promise<void> => {
    for (;;) {
      const sent = performance.now();
      if (sent >= end) return;
      const status = await send(agent, hostname, port, next((nth += 1)));
      const answered = performance.now();
      if (sent < warm || answered > end) continue;
      if (status === expected) latencies.push(answered - sent);
      else others += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
  return { ...summary(latencies), perSecond: latencies.length / seconds, others };
}

export function summary(latencies: readonly number[]): { p50: number; p99: number } {
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

function send(agent: Agent, hostname: string, port: string, call: Call): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { agent, hostname, port, method: call.method, path: call.path, headers: call.headers },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    outgoing.once('error', reject);
    outgoing.end(call.body);
  });
}
