import { prepared } from '../../../../server/db/prepared.ts';
import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { ApprovalPolicy } from '../domain.ts';

export interface ApprovalPolicyVersion {
  readonly version: number;
  readonly policy: ApprovalPolicy;
  readonly validFrom: Date;
  readonly actorId: string;
  readonly note: string | null;
}

const COLUMNS = `version, policy, valid_from as "validFrom", actor_id as "actorId", note`;

/** The version that holds now: the newest that has begun. */
export async function readApprovalPolicy(read: Read): Promise<ApprovalPolicyVersion> {
  const rows = await prepared<ApprovalPolicyVersion>(
    read.sql,
    `select ${COLUMNS} from oc_approval_policy where valid_from <= :now
     order by version desc limit 1`,
    { now: read.now },
  );
  if (!rows[0]) throw new Error('oc_approval_policy has no version that holds');
  return rows[0];
}

/** One version, also of the past: a request is decided by the rules it was made under. */
export async function readPolicyVersion(
  read: Read,
  version: number,
): Promise<ApprovalPolicyVersion> {
  const { rows } = await read.sql.raw<{ rows: ApprovalPolicyVersion[] }>(
    `select ${COLUMNS} from oc_approval_policy where version = :version`,
    { version },
  );
  return rows[0]!;
}

/** The next version, if the one the author looked at is still the newest; null when it is not. */
export async function insertApprovalPolicy(
  tx: Tx,
  basedOn: number,
  policy: ApprovalPolicy,
  note: string | null,
): Promise<ApprovalPolicyVersion | null> {
  const { rows } = await tx.sql.raw<{ rows: ApprovalPolicyVersion[] }>(
    `
    insert into oc_approval_policy (version, policy, valid_from, actor_id, note)
    select :basedOn::integer + 1, :policy::jsonb, :now, :actorId, :note
    where :basedOn::integer = (select max(version) from oc_approval_policy)
    on conflict do nothing
    returning ${COLUMNS}`,
    { basedOn, policy: JSON.stringify(policy), note, now: tx.now, actorId: tx.actor.id },
  );
  return rows[0] ?? null;
}
