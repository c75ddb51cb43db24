import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { notFound, staleRevision } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { locationsById } from '../../base/api.ts';
import { changedTerms, rebased, said, type PickupTerms } from './domain/terms.ts';
import { policyChanged } from './events.ts';
import type {
  changeCapacityEndpoint,
  changeChainPolicyEndpoint,
  changeShopPolicyEndpoint,
  copyPolicyEndpoint,
} from './policy-contracts.ts';
import {
  insertPolicies,
  lockPolicies,
  type PolicyCourse,
  type WrittenPolicy,
} from './sql/policies.ts';

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
  const policies = await lockPolicies(tx, [fromLocationId, ...targets]);
  const terms = heldAt(policies.get(fromLocationId), beginOf(tx, input))?.terms ?? {};
  const note = `↗ ${names.get(fromLocationId)!}`;
  const written = targets.map((id) =>
    nextVersions(tx, id, policies.get(id), () => terms, { ...input, note }),
  );
  await write(tx, written.flat());
  return { changed: written.map(replyOf) };
}

async function changeOne(
  tx: Tx,
  locationId: string | null,
  change: Change,
  termsAfter: (before: Partial<PickupTerms>) => Partial<PickupTerms>,
): Promise<Reply> {
  const policy = (await lockPolicies(tx, [locationId])).get(locationId);
  const current = policy?.last ?? 0;
  if (current !== change.knownVersion) {
    throw new Refusal(staleRevision, { current, expected: change.knownVersion });
  }
  const next = nextVersions(tx, locationId, policy, termsAfter, change);
  await write(tx, next);
  return replyOf(next);
}

interface NextVersion extends Omit<WrittenPolicy, 'changedAt' | 'changedBy'> {
  /** What would have held then. */
  readonly before: Partial<PickupTerms>;
}

/** The version that was asked for, and those to come once more with the same change: it outlasts them. */
function nextVersions(
  tx: Tx,
  locationId: string | null,
  policy: PolicyCourse | undefined,
  termsAfter: (before: Partial<PickupTerms>) => Partial<PickupTerms>,
  change: Omit<Change, 'knownVersion'>,
): readonly [NextVersion, ...NextVersion[]] {
  const begin = beginOf(tx, change);
  const before = said(locationId, heldAt(policy, begin)?.terms);
  const terms = termsAfter(before);
  const version = (policy?.last ?? 0) + 1;
  const note = change.note ?? null;
  const later = (policy?.course ?? [])
    .filter(({ validFrom }) => validFrom > begin)
    .map((old) => ({ validFrom: old.validFrom, before: said(locationId, old.terms) }))
    .map((old) => ({ ...old, terms: rebased(before, said(locationId, terms), old.before) }))
    .filter((next) => changedTerms(next.before, next.terms).length > 0);
  return [
    { locationId, version, terms, validFrom: begin, note, before },
    ...later.map((next, place) => ({ ...next, locationId, version: version + 1 + place, note })),
  ];
}

/** From when on a change holds: never in the past. */
function beginOf({ now }: Tx, { validFrom }: Pick<Change, 'validFrom'>): Date {
  const from = validFrom === undefined ? now : new Date(validFrom);
  return from > now ? from : now;
}

function heldAt(policy: PolicyCourse | undefined, at: Date): WrittenPolicy | undefined {
  return policy?.course.filter(({ validFrom }) => validFrom <= at).at(-1);
}

async function write(tx: Tx, versions: readonly NextVersion[]): Promise<void> {
  await insertPolicies(tx, versions);
  for (const { locationId, version, validFrom, before, terms } of versions) {
    const now = said(locationId, terms);
    const changed = changedTerms(before, now).map((term) => ({
      term,
      before: before[term] ?? null,
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

/** Whoever changes it next has seen all that was written. */
function replyOf(versions: readonly [NextVersion, ...NextVersion[]]): Reply {
  const [{ locationId, validFrom }] = versions;
  return { locationId, version: versions.at(-1)!.version, validFrom: validFrom.toISOString() };
}
