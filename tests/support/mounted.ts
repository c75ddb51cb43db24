import type { Endpoint } from '../../server/http/contract.ts';
import type { ModuleContext, ModuleManifest } from '../../server/modules/manifest.ts';

/** What a module hangs up when it starts. */
export interface Mounted {
  readonly endpoints: readonly Endpoint[];
  /** Event types its reactions listen to. */
  readonly reactsTo: readonly string[];
}

/**
 * Starts a module with a context that only takes notes: no database, no network. `start` does no
 * I/O of its own, and one that did would fail here.
 */
export function mountedBy(manifest: ModuleManifest): Mounted {
  const endpoints: Endpoint[] = [];
  const reactsTo: string[] = [];
  const note = (endpoint: Endpoint): void => void endpoints.push(endpoint);
  const context = {
    routes: { query: note, view: note, command: note, batched: note, raw: note },
    reactions: { on: (_name: string, types: readonly string[]) => void reactsTo.push(...types) },
    sweeps: { every: () => undefined },
    jobs: { define: () => undefined, enqueue: () => Promise.reject(new Error('not started')) },
    db: {},
    // Demo data too: what a module does only with it counts.
    config: { demo: true },
    log: { child: () => context.log, info: () => undefined },
    keyring: { hash: () => '' },
  };
  manifest.start(context as unknown as ModuleContext);
  return { endpoints, reactsTo };
}
