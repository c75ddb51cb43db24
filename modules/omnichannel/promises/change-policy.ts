import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { locationsById } from '../../base/api.ts';
import { changedTerms, said, type PickupTerms } from './domain/terms.ts';
import { policyChanged } from './events.ts';
import type {
  changeCapacityEndpoint,
  changeChainPolicyEndpoint,
  changeShopPolicyEndpoint,
  copyPolicyEndpoint,
} from './policy-contracts.ts';
import { insertPolicies, lockPolicies, type WrittenPolicy } from './sql/policies.ts';

type Reply = ReplyOf<typeof changeChainPolicyEndpoint>;

interface Change {
  readonly knownVersion: number;
  readonly validFrom?: string;
  readonly note?: string;
}

export function changeChainPolicy(
  tx: Tx,
  input: InputOf<typeof changeChainPolicyEndpoint>,
): Promise<Reply> {
  return changeOne(tx, null, input, () => input.terms);
}

export async function changeShopPolicy(
  tx: Tx,
  input: InputOf<typeof changeShopPolicyEndpoint>,
): Promise<Reply> {
  await demandShops(tx, [input.locationId]);
  return changeOne(tx, input.locationId, input, () => input.terms);
}

/** A shop decides about itself how much it prepares; everything else of its policy stays. */
export async function changeCapacity(
  tx: Tx,
  input: InputOf<typeof changeCapacityEndpoint>,
): Promise<Reply> {
  await demandShops(tx, [input.locationId]);
  const { capacity, preparers } = input;
  return changeOne(tx, input.locationId, input, (before) => {
    const { capacity: _, preparers: __, ...others } = before;
    return {
      ...others,
      ...(capacity === null ? {} : { capacity }),
      ...(preparers === null ? {} : { preparers }),
    };
  });
}

/** What one shop does differently becomes what others do differently, each as a version of its own. */
export async function copyPolicy(
  tx: Tx,
  input: InputOf<typeof copyPolicyEndpoint>,
): Promise<ReplyOf<typeof copyPolicyEndpoint>> {
  const { fromLocationId } = input;
  const targets = input.toLocationIds.filter((id) => id !== fromLocationId);
  const names = await demandShops(tx, [fromLocationId, ...targets]);
  const before = await lockPolicies(tx, [fromLocationId, ...targets]);
  const terms = before.get(fromLocationId)?.terms ?? {};
  const note = `↗ ${names.get(fromLocationId)!}`;
  const written = targets.map((id) =>
    nextVersion(tx, id, before.get(id), terms, { ...input, note }),
  );
  await write(tx, before, written);
  return { changed: written.map(replyOf) };
}

async function changeOne(
  tx: Tx,
  locationId: string | null,
  change: Change,
  termsAfter: (before: Partial<PickupTerms>) => Partial<PickupTerms>,
): Promise<Reply> {
  const before = await lockPolicies(tx, [locationId]);
  const last = before.get(locationId);
  const current = last?.version ?? 0;
  if (current !== change.knownVersion) {
    throw new Refusal(staleRevision, { current, expected: change.knownVersion });
  }
  const next = nextVersion(tx, locationId, last, termsAfter(last?.terms ?? {}), change);
  await write(tx, before, [next]);
  return replyOf(next);
}

type NextPolicy = Omit<WrittenPolicy, 'changedAt' | 'changedBy'>;

function nextVersion(
  { now }: Tx,
  locationId: string | null,
  last: WrittenPolicy | undefined,
  terms: Partial<PickupTerms>,
  { validFrom, note }: Omit<Change, 'knownVersion'>,
): NextPolicy {
  const from = validFrom === undefined ? now : new Date(validFrom);
  return {
    locationId,
    version: (last?.version ?? 0) + 1,
    terms,
    validFrom: from > now ? from : now,
    note: note ?? null,
  };
}

async function write(
  tx: Tx,
  before: ReadonlyMap<string | null, WrittenPolicy>,
  policies: readonly NextPolicy[],
): Promise<void> {
  await insertPolicies(tx, policies);
  for (const { locationId, version, validFrom, terms } of policies) {
    const old = said(locationId, before.get(locationId)?.terms);
    const now = said(locationId, terms);
    const changed = changedTerms(old, now).map((term) => ({
      term,
      before: old[term] ?? null,
      after: now[term] ?? null,
    }));
    tx.record(policyChanged({ locationId, version, validFrom: validFrom.toISOString(), changed }));
  }
}

async function demandShops(
  tx: Tx,
  locationIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const known = await locationsById(tx, locationIds);
  if (locationIds.some((id) => !known.has(id))) {
    throw new Refusal(notFound, { what: { it: 'il negozio', en: 'the shop' } });
  }
  return new Map([...known].map(([id, { name }]) => [id, name]));
}

function replyOf({ locationId, version, validFrom }: NextPolicy): Reply {
  return { locationId, version, validFrom: validFrom.toISOString() };
}
