import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Keyring } from '../auth/keyring.ts';
import type { Config } from '../config.ts';
import type { ModuleManifest, Reactions } from '../modules/manifest.ts';
import * as contracts from './contracts.ts';
import { Courier, type CourierOptions } from './courier.ts';
import { WEBHOOK_EVENTS } from './events.ts';
import {
  changeEndpoint,
  createEndpoint,
  listEndpoints,
  makeSecret,
  runEndpoint,
  type EndpointKeeping,
} from './keep-endpoints.ts';
import { WEBHOOK_PROBLEMS } from './problems.ts';
import type { PublicEvents } from './public-events.ts';
import { publish } from './publish.ts';
import { listDeliveries, ping, readDelivery, replay } from './replay.ts';
import { createSender } from './send.ts';
import { signingSecrets } from './sign.ts';
import { forgetMessages } from './sql/messages.ts';

export interface WebhooksOptions {
  readonly db: Knex;
  readonly config: Config;
  readonly log: Logger;
  readonly keyring: Keyring;
  /** The modules, with what they tell the outside. */
  readonly modules: readonly Pick<ModuleManifest, 'publicEvents'>[];
  readonly timing?: WebhookTiming;
}

/** Shorter pauses than in life: for tests. */
export type WebhookTiming = Pick<CourierOptions, 'pauses' | 'leaseSeconds'> & {
  readonly timeoutMilliseconds?: number;
};

export interface Webhooks {
  readonly manifest: ModuleManifest;
  start(): void;
  stop(): Promise<void>;
}

const KEPT_DAYS = 30;
const FORGET_BATCH = 500;
const SUBSCRIBER = 'core.webhooks';

/** Tells the outside what happens: from the feed to a message, from a message to whoever wants it. */
export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { db, config, log, keyring, modules, timing = {} } = options;
  const { timeoutMilliseconds, ...pace } = timing;
  const rules = { privateAllowed: config.webhooksToPrivate };
  const secrets = signingSecrets(keyring);
  const sources = modules.flatMap(({ publicEvents }) => publicEvents ?? []);
  const keeping: EndpointKeeping = { rules, secrets, sources };
  const sender = createSender({
    rules,
    ...(timeoutMilliseconds === undefined ? {} : { timeoutMilliseconds }),
  });
  const courier = new Courier({ db, log, secrets, sender, ...pace });
  return {
    manifest: {
      id: 'core-webhooks',
      title: { it: 'Integrazioni', en: 'Integrations' },
      requires: [],
      tables: [
        'core_webhook_endpoint',
        'core_webhook_message',
        'core_webhook_delivery',
        'core_webhook_attempt',
        'core_webhook_lane',
      ],
      permissions: {
        'core.webhook.read': {
          title: {
            it: 'Vedere gli avvisi ad altri programmi',
            en: 'See what other programs are told',
          },
          roles: ['administrator', 'auditor'],
        },
        'core.webhook.manage': {
          title: {
            it: 'Gestire gli avvisi ad altri programmi',
            en: 'Manage what other programs are told',
          },
          roles: ['administrator'],
        },
      },
      publishes: WEBHOOK_EVENTS,
      problems: WEBHOOK_PROBLEMS,
      start({ routes, reactions, sweeps }) {
        routes.query(contracts.listEndpointsEndpoint, (read) => listEndpoints(read, keeping));
        routes.command(contracts.createEndpointEndpoint, (tx, input) =>
          createEndpoint(tx, keeping, input),
        );
        routes.command(contracts.changeEndpointEndpoint, (tx, input) =>
          changeEndpoint(tx, keeping, input),
        );
        routes.command(contracts.runEndpointEndpoint, runEndpoint);
        routes.command(contracts.newSecretEndpoint, (tx, input) => makeSecret(tx, keeping, input));
        routes.command(contracts.pingEndpoint, ping);
        routes.command(contracts.replayEndpoint, replay);
        routes.query(contracts.listDeliveriesEndpoint, listDeliveries);
        routes.query(contracts.readDeliveryEndpoint, readDelivery);
        publishWhatHappens(reactions, sources);
        sweeps.every('core.webhook-messages', 300, FORGET_BATCH, (tx) =>
          forgetMessages(tx, new Date(tx.now.getTime() - KEPT_DAYS * 86_400_000), FORGET_BATCH),
        );
      },
    },
    start: () => courier.start(),
    stop: () => courier.stop(),
  };
}

function publishWhatHappens(reactions: Reactions, sources: readonly PublicEvents[]): void {
  const types = [...new Set(sources.flatMap(({ from }) => from))];
  if (types.length === 0) return;
  reactions.on(SUBSCRIBER, types, (tx, event) => publish(tx, sources, [event]), {
    together: (tx, events) => publish(tx, sources, events),
  });
}
