import { may } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { locationsById } from '../../base/api.ts';
import { readPolicies, readSalesChannels } from '../orders/sql/policies.ts';
import { changedTerms, said, termsOf } from './domain/terms.ts';
import type { policiesEndpoint, policyHistoryEndpoint, Policy } from './policy-contracts.ts';
import { selectPolicies, selectPolicyVersions, type WrittenPolicy } from './sql/policies.ts';

const READ = 'omnichannel.policy.read';
const WRITE = 'omnichannel.policy.write';

/** How sure the finder calls a count in each shop: by the thresholds of its policy. */
export async function thresholdsOfShops(read: Read) {
  const policies = await readPolicies(read);
  return (locationId: string) => policies.pickup(locationId).confidence;
}

/** The policy of the chain and of the shops one may see, as they are in force, with what is to come. */
export async function readAllPolicies(read: Read): Promise<ReplyOf<typeof policiesEndpoint>> {
  const { inForce, upcoming, last } = await selectPolicies(read);
  const policies = await readPolicies(read);
  const now = new Map(inForce.map((policy) => [policy.locationId, policy]));
  const next = new Map(upcoming.map((policy) => [policy.locationId, policy]));
  const chain = now.get(null)!;
  const shops = [...(await locationsById(read, null)).values()].filter(
    ({ id, active, kind }) => active && kind === 'store' && may(read.actor, READ, id),
  );
  const policyOf = (locationId: string | null, name: string | null): Policy => {
    const written = now.get(locationId);
    const soon = next.get(locationId);
    const pause = locationId === null ? null : policies.paused(locationId);
    return {
      locationId,
      name,
      ...writtenOf(written ?? { ...chain, note: null }),
      version: last.get(locationId) ?? 0,
      own: { ...written?.terms } as Policy['own'],
      inForce: termsOf(chain.terms, locationId === null ? {} : written?.terms) as Policy['inForce'],
      upcoming: soon ? { ...writtenOf(soon), own: { ...soon.terms } as Policy['own'] } : null,
      editable: editable(read, locationId),
      paused: pause && { reason: pause.reason, until: pause.until },
    };
  };
  return {
    chain: policyOf(null, null),
    shops: shops
      .sort((a, b) => a.name.localeCompare(b.name, 'it'))
      .map(({ id, name }) => policyOf(id, name)),
    salesChannels: await readSalesChannels(read),
  };
}

function editable({ actor }: Read, locationId: string | null): Policy['editable'] {
  if (actor.kind === 'system' || actor.grants.get(WRITE) === 'everywhere') return 'all';
  if (locationId === null) return 'none';
  if (may(actor, WRITE, locationId)) return 'all';
  return may(actor, 'omnichannel.capacity.write', locationId) ? 'capacity' : 'none';
}

function writtenOf({ version, validFrom, changedAt, changedBy, note }: WrittenPolicy) {
  return {
    version,
    validFrom: validFrom.toISOString(),
    changedAt: changedAt.toISOString(),
    changedBy,
    note,
  };
}

/** Every version of a policy beside what would have held in its place. */
export async function readPolicyHistory(
  read: Read,
  { locationId }: InputOf<typeof policyHistoryEndpoint>,
): Promise<ReplyOf<typeof policyHistoryEndpoint>> {
  const versions = await selectPolicyVersions(read, locationId ?? null);
  return {
    versions: versions.map((policy, place) => {
      const before = said(policy.locationId, heldBefore(policy, versions.slice(place + 1))?.terms);
      const after = said(policy.locationId, policy.terms);
      return {
        ...writtenOf(policy),
        changed: changedTerms(before, after).map((term) => ({
          term,
          before: before[term] ?? null,
          after: after[term] ?? null,
        })),
      };
    }),
  };
}

/** `older`: newest first. Of those that begin at one time the newest holds. */
function heldBefore(
  { validFrom }: WrittenPolicy,
  older: readonly WrittenPolicy[],
): WrittenPolicy | undefined {
  const [first, ...others] = older.filter((policy) => policy.validFrom <= validFrom);
  return others.reduce(
    (held, policy) => (policy.validFrom > held!.validFrom ? policy : held),
    first,
  );
}
