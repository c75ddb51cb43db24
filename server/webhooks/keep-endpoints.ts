import { newId } from '../kernel/ids.ts';
import { notFound, staleRevision } from '../kernel/problems.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Read, Tx } from '../db/transaction.ts';
import type { InputOf, ReplyOf } from '../http/contract.ts';
import { addressFault, type AddressRules } from './address.ts';
import type {
  changeEndpointEndpoint,
  createEndpointEndpoint,
  listEndpointsEndpoint,
  newSecretEndpoint,
  runEndpointEndpoint,
  WebhookEndpoint,
} from './contracts.ts';
import { endpointChanged } from './events.ts';
import { addressNotAllowed, eventTypeUnknown, secretChanging } from './problems.ts';
import type { PublicEvents } from './public-events.ts';
import { FORMER_SECRET_HOURS } from './schedule.ts';
import type { SigningSecrets } from './sign.ts';
import {
  insertEndpoint,
  lockEndpoint,
  selectEndpoint,
  selectEndpoints,
  updateEndpoint,
  type EndpointRow,
} from './sql/endpoints.ts';
import { dropLanes, hurryLanes, waitingByEndpoint } from './sql/lanes.ts';
import { recentCounts } from './sql/log.ts';

const ENDPOINT = { it: 'questo indirizzo', en: 'this endpoint' };

/** What entering and changing endpoints needs to know. */
export interface EndpointKeeping {
  readonly rules: AddressRules;
  readonly secrets: SigningSecrets;
  readonly sources: readonly PublicEvents[];
}

export async function listEndpoints(
  read: Read,
  { rules, sources }: EndpointKeeping,
): Promise<ReplyOf<typeof listEndpointsEndpoint>> {
  return {
    items: await shown(read, await selectEndpoints(read)),
    types: sources.flatMap(({ types }) =>
      Object.entries(types).map(([type, { title, example }]) => ({
        type,
        title,
        example: { ...example },
      })),
    ),
    privateAllowed: rules.privateAllowed,
  };
}

async function shown(read: Read, rows: readonly EndpointRow[]): Promise<WebhookEndpoint[]> {
  const waiting = await waitingByEndpoint(read);
  const counts = await recentCounts(read);
  return rows.map(({ secretNumber: _number, state, ...row }) => ({
    ...row,
    types: [...row.types],
    channels: row.channels && [...row.channels],
    // Removed ones are not read.
    state: state === 'removed' ? 'disabled' : state,
    failingSince: row.failingSince?.toISOString() ?? null,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    formerSecretUntil: row.formerSecretUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    waiting: waiting.get(row.id)?.waiting ?? 0,
    waitingSince: waiting.get(row.id)?.since.toISOString() ?? null,
    deliveredToday: counts.get(row.id)?.delivered ?? 0,
    givenUpToday: counts.get(row.id)?.givenUp ?? 0,
  }));
}

export async function createEndpoint(
  tx: Tx,
  keeping: EndpointKeeping,
  input: InputOf<typeof createEndpointEndpoint>,
): Promise<ReplyOf<typeof createEndpointEndpoint>> {
  demandSound(keeping, input);
  const id = newId();
  await insertEndpoint(tx, { id, ...input });
  tx.record(endpointChanged(id, 'created'));
  return { endpoint: await readEndpoint(tx, id), secret: keeping.secrets.of(id, 1) };
}

export async function changeEndpoint(
  tx: Tx,
  keeping: EndpointKeeping,
  { endpointId, expectedVersion, ...wishes }: InputOf<typeof changeEndpointEndpoint>,
): Promise<WebhookEndpoint> {
  const before = await demandEndpoint(tx, endpointId);
  if (before.version !== expectedVersion) {
    throw new Refusal(staleRevision, { current: before.version, expected: expectedVersion });
  }
  demandSound(keeping, wishes);
  await updateEndpoint(tx, { ...before, ...wishes });
  tx.record(endpointChanged(endpointId, 'changed'));
  return readEndpoint(tx, endpointId);
}

/** Pauses, starts or removes. Started again, it gets what waits at once. */
export async function runEndpoint(
  tx: Tx,
  { endpointId, state }: InputOf<typeof runEndpointEndpoint>,
): Promise<ReplyOf<typeof runEndpointEndpoint>> {
  const before = await demandEndpoint(tx, endpointId);
  if (before.state === state) return { state };
  await updateEndpoint(tx, { ...before, state, stoppedBecause: null, failingSince: null });
  if (state === 'active') await hurryLanes(tx, endpointId);
  if (state === 'removed') await dropLanes(tx, endpointId);
  tx.record(endpointChanged(endpointId, state === 'active' ? 'started' : state));
  return { state };
}

export async function makeSecret(
  tx: Tx,
  { secrets }: EndpointKeeping,
  { endpointId }: InputOf<typeof newSecretEndpoint>,
): Promise<ReplyOf<typeof newSecretEndpoint>> {
  const before = await demandEndpoint(tx, endpointId);
  if (before.formerSecretUntil && before.formerSecretUntil > tx.now) {
    // A third one would cut off a receiver that still checks with the first.
    throw new Refusal(secretChanging, { until: before.formerSecretUntil.toISOString() });
  }
  const secretNumber = before.secretNumber + 1;
  const formerSecretUntil = new Date(tx.now.getTime() + FORMER_SECRET_HOURS * 3_600_000);
  await updateEndpoint(tx, { ...before, secretNumber, formerSecretUntil });
  tx.record(endpointChanged(endpointId, 'secret-made'));
  return {
    endpoint: await readEndpoint(tx, endpointId),
    secret: secrets.of(endpointId, secretNumber),
  };
}

/** The endpoint, locked. */
export async function demandEndpoint(tx: Tx, id: string): Promise<EndpointRow> {
  const endpoint = await lockEndpoint(tx, id);
  if (!endpoint) throw new Refusal(notFound, { what: ENDPOINT });
  return endpoint;
}

export async function readEndpoint(read: Read, id: string): Promise<WebhookEndpoint> {
  const endpoint = await selectEndpoint(read, id);
  if (!endpoint) throw new Refusal(notFound, { what: ENDPOINT });
  return (await shown(read, [endpoint]))[0]!;
}

function demandSound(
  { rules, sources }: EndpointKeeping,
  { url, types }: Pick<EndpointRow, 'url' | 'types'>,
): void {
  const fault = addressFault(url, rules);
  if (fault !== null) throw new Refusal(addressNotAllowed, { fault });
  const unknown = types.find(
    (type) => type !== '*' && !sources.some((source) => type in source.types),
  );
  if (unknown !== undefined) throw new Refusal(eventTypeUnknown, { type: unknown });
}
