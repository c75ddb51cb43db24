import { accountById, listAccounts, type Account } from '../../../server/auth/accounts.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import {
  authorityFor,
  limitAt,
  roleToAsk,
  type Asked,
  type Authority,
  type ApprovalPolicy,
} from './domain.ts';
import { beyondOwnLimit, ownRequest } from './problems.ts';
import type { Approval, NamedPerson } from './sql/approvals.ts';
import { delegationsTo } from './sql/delegations.ts';
import { readApprovalPolicy } from './sql/policy.ts';

/** The roles whose people decide: what the manifest gives the permission to, and who can be handed it. */
export const DECIDING_ROLES = ['store-manager', 'web-store-manager'] as const;

const MOST_PEOPLE = 1_000;

/** What the actor may decide now: by their own roles, and in the place of others. */
export async function authoritiesOf(read: Read): Promise<Authority[]> {
  if (read.actor.kind !== 'person') return [];
  const { assignments } = await accountById(read, read.actor.id);
  const own = assignments.map((given): Authority => ({ ...given, from: null, approvalId: null }));
  const handedOver: Authority[] = [];
  for (const { fromId, approvalId } of await delegationsTo(read, read.actor.id)) {
    const from = await accountById(read, fromId);
    // Whoever has left, or decides no more, has nothing to hand over.
    if (!from.active) continue;
    handedOver.push(...from.assignments.map((given) => ({ ...given, from: fromId, approvalId })));
  }
  return [...own, ...handedOver].filter(({ role }) => decides(role));
}

/** The authority by which the actor may answer, or the refusal that says why not. */
export async function demandAuthority(
  read: Read,
  policy: ApprovalPolicy,
  approval: Approval,
): Promise<Authority> {
  const authorities = await authoritiesOf(read);
  const asked = askedOf(approval);
  const authority = authorityFor(policy.ladder, authorities, read.actor.id, asked);
  if (authority) return authority;
  if (approval.requestedBy === read.actor.id) throw new Refusal(ownRequest, {});
  const limitMinor = limitAt(policy.ladder, authorities, approval.locationId);
  const { role, amountMinor } = approval;
  throw new Refusal(beyondOwnLimit, { role, amountMinor, limitMinor });
}

/**
 * Which role agrees to something about so much money there, at least as high as the rule says, and whether
 * the actor does: by their own role, or in the place of somebody who handed their decisions over.
 */
export async function whoAgrees(
  read: Read,
  atLeast: string,
  { locationId, amountMinor }: { readonly locationId: string; readonly amountMinor: number },
): Promise<{ readonly role: string; readonly isMine: boolean }> {
  const { policy } = await readApprovalPolicy(read);
  const role = roleToAsk(policy.ladder, atLeast, amountMinor) ?? atLeast;
  // Nobody asked: what is agreed to is done at once, by whoever agrees.
  const asked: Asked = { approvalId: '', requestedBy: '', role, locationId, amountMinor };
  const authorities = await authoritiesOf(read);
  const own = authorityFor(policy.ladder, authorities, read.actor.id, asked);
  return { role, isMine: own !== null };
}

export function askedOf(approval: Approval): Asked {
  const { approvalId, role, locationId, amountMinor, requestedBy } = approval;
  return { approvalId, role, locationId, amountMinor, requestedBy };
}

/**
 * Up to which amount the actor gives money back in a location without asking anybody: null = any amount.
 * By their own roles only; a program has no limit of its own and may give nothing.
 */
export async function ownLimitAt(read: Read, locationId: string): Promise<number | null> {
  if (read.actor.kind !== 'person') return 0;
  const { policy } = await readApprovalPolicy(read);
  const { assignments } = await accountById(read, read.actor.id);
  return limitAt(policy.ladder, assignments, locationId);
}

/** To whom the actor could hand decisions over: everybody who decides somewhere, by name. */
export async function peopleWhoDecide(
  read: Read,
  except: readonly string[],
): Promise<NamedPerson[]> {
  const accounts = await listAccounts(read, { search: null, after: null, limit: MOST_PEOPLE });
  return accounts
    .filter((account) => !except.includes(account.id) && isDecider(account))
    .map(({ id, name }) => ({ id, name }));
}

/** Somebody who works here and decides somewhere; null otherwise. */
export async function deciderById(read: Read, personId: string): Promise<NamedPerson | null> {
  const account = await accountById(read, personId).catch((error: unknown) => {
    if (error instanceof Refusal) return null;
    throw error;
  });
  return account && isDecider(account) ? { id: account.id, name: account.name } : null;
}

function isDecider({ active, assignments }: Account): boolean {
  return active && assignments.some(({ role }) => decides(role));
}

function decides(role: string): boolean {
  return (DECIDING_ROLES as readonly string[]).includes(role);
}
