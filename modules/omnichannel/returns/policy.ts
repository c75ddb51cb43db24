import type { Read, Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { staleRevision } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { belowLaw, type ReturnTerms } from './domain/policy.ts';
import { writtenReturnNumber } from './domain/return.ts';
import { tryTerms, type Tried } from './domain/trial.ts';
import type {
  discardReturnPolicyEndpoint,
  draftReturnPolicyEndpoint,
  publishReturnPolicyEndpoint,
  ReturnPolicyView,
  tryReturnPolicyEndpoint,
} from './policy-contracts.ts';
import { policyBelowLaw, policyDraftMissing } from './problems.ts';
import { selectReturns } from './sql/files.ts';
import {
  deleteDraft,
  publishDraft,
  saveDraft,
  selectDraft,
  selectPolicy,
  selectPolicyHistory,
} from './sql/policy.ts';
import { returnPolicyPublished } from './policy-events.ts';

const MOST_TRIED = 5_000;
const MOST_SHOWN = 200;
const DAY = 86_400_000;

/** The rules in force, what is being prepared, and what was before. */
export async function readReturnPolicy(read: Read): Promise<ReturnPolicyView> {
  const policy = await selectPolicy(read);
  const draft = await selectDraft(read);
  const history = await selectPolicyHistory(read);
  return {
    version: policy.version,
    terms: copied(policy.terms),
    publishedAt: policy.publishedAt.toISOString(),
    publishedBy: policy.publishedBy,
    note: policy.note,
    draft: draft && {
      terms: copied(draft.terms),
      changedAt: draft.changedAt.toISOString(),
      changedBy: draft.changedBy,
      revision: draft.revision,
      note: draft.note,
    },
    history: history.map(({ version, publishedAt, publishedBy, note }) => ({
      version,
      publishedAt: publishedAt.toISOString(),
      publishedBy,
      note,
    })),
  };
}

/** Writes the next rules without putting them in force; somebody else's newer draft is not overwritten. */
export async function draftReturnPolicy(
  tx: Tx,
  { terms, note, revision }: InputOf<typeof draftReturnPolicyEndpoint>,
): Promise<ReturnPolicyView> {
  demandLawful(terms);
  if (!(await saveDraft(tx, { terms, note: note ?? null, revision }))) {
    const current = (await selectDraft(tx))?.revision ?? 0;
    throw new Refusal(staleRevision, { current, expected: revision });
  }
  audit(tx, 'omnichannel.return-policy-drafted');
  return readReturnPolicy(tx);
}

/** Throws the draft away; not what somebody else has written into it since it was looked at. */
export async function discardReturnPolicy(
  tx: Tx,
  { revision }: InputOf<typeof discardReturnPolicyEndpoint>,
): Promise<ReturnPolicyView> {
  const draft = await selectDraft(tx);
  if (!draft) throw new Refusal(policyDraftMissing, {});
  if (!(await deleteDraft(tx, revision))) {
    throw new Refusal(staleRevision, { current: draft.revision, expected: revision });
  }
  audit(tx, 'omnichannel.return-policy-draft-discarded');
  return readReturnPolicy(tx);
}

/** Puts the draft in force, exactly as it was looked at. */
export async function publishReturnPolicy(
  tx: Tx,
  { revision }: InputOf<typeof publishReturnPolicyEndpoint>,
): Promise<ReturnPolicyView> {
  const draft = await selectDraft(tx);
  if (!draft) throw new Refusal(policyDraftMissing, {});
  demandLawful(draft.terms);
  const version = await publishDraft(tx, revision);
  if (version === null) {
    throw new Refusal(staleRevision, { current: draft.revision, expected: revision });
  }
  tx.record(returnPolicyPublished(version, draft.terms));
  return readReturnPolicy(tx);
}

/** What these terms would have decided about the files of the last days, and why where they differ. */
export async function tryReturnPolicy(
  read: Read,
  { terms, days }: InputOf<typeof tryReturnPolicyEndpoint>,
): Promise<ReplyOf<typeof tryReturnPolicyEndpoint>> {
  const files = await selectReturns(read, {
    locationIds: null,
    openedSince: new Date(read.now.getTime() - days * DAY),
    limit: MOST_TRIED,
  });
  // What has not come yet was not judged.
  const judged = files.filter(({ goods }) => goods !== 'announced' && goods !== 'not-taken');
  const tried = judged.map((file) => ({ file, tried: tryTerms(terms, file.facts) }));
  const differences = tried.filter(({ file, tried: after }) => differs(file.judged, after));
  const weight = { allowed: 0, 'needs-approval': 1, refused: 2 } as const;
  const stricter = differences.filter(
    ({ file, tried: { verdict } }) => weight[verdict.verdict] >= weight[file.judged.verdict],
  ).length;
  return {
    tried: judged.length,
    same: judged.length - differences.length,
    differences: differences.slice(0, MOST_SHOWN).map(({ file, tried: { verdict } }) => ({
      returnId: file.returnId,
      number: writtenReturnNumber(file.year, file.number),
      openedAt: file.openedAt.toISOString(),
      totalMinor: file.totalMinor,
      before: file.judged.verdict,
      after: verdict.verdict,
      by: verdict.by,
      why: verdict.because.map(({ says }) => ({ ...says })),
    })),
    counts: { stricter, looser: differences.length - stricter },
  };
}

function differs(
  before: { readonly verdict: string; readonly by: string | null },
  { verdict }: Tried,
): boolean {
  return before.verdict !== verdict.verdict || before.by !== verdict.by;
}

function demandLawful(terms: ReturnTerms): void {
  const term = belowLaw(terms);
  if (term !== null) throw new Refusal(policyBelowLaw, { term });
}

function audit(tx: Tx, action: string): void {
  tx.audit({ action, subject: 'return-policy', locationId: null });
}

/** Terms as the contract writes them: the same, without the marks that keep them from being changed. */
function copied(terms: ReturnTerms): ReturnPolicyView['terms'] {
  return structuredClone(terms) as ReturnPolicyView['terms'];
}
