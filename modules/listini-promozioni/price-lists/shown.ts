import type { ChangeSetReply } from './change-contracts.ts';
import type { PriceListReply } from './contracts.ts';
import { phaseOf } from './domain/life.ts';
import type { ChangeSet } from './sql/change-sets.ts';
import type { PriceListRow } from './sql/lists.ts';

/** A list as the API shows it. */
export function shownList(list: PriceListRow, wallNow: string): PriceListReply {
  const { nameIt, nameEn, createdAt, begins: _begins, ...rest } = list;
  return {
    ...rest,
    name: { it: nameIt, en: nameEn },
    phase: phaseOfList(list, wallNow),
    terms: list.terms as PriceListReply['terms'],
    createdAt: createdAt.toISOString(),
  };
}

function phaseOfList({ terms, begins }: PriceListRow, wallNow: string): PriceListReply['phase'] {
  if (begins === null || terms === null) return 'draft';
  const from = terms.from !== undefined && terms.from > begins ? terms.from : begins;
  if (wallNow < from) return 'scheduled';
  return terms.to !== undefined && wallNow >= terms.to ? 'ended' : 'active';
}

/** A change set as the API shows it. */
export function shownChangeSet(
  change: ChangeSet & { readonly rowCount: number },
  list: Pick<PriceListRow, 'code' | 'nameIt' | 'nameEn'>,
  wallNow: string,
): ChangeSetReply {
  return {
    id: change.id,
    listId: change.listId,
    listCode: list.code,
    listName: { it: list.nameIt, en: list.nameEn },
    title: change.title,
    phase: phaseOf(change, wallNow),
    validFrom: change.validFrom,
    validTo: change.validTo,
    atOnce: change.atOnce,
    terms: change.terms as ChangeSetReply['terms'],
    announced: change.announced,
    campaignId: change.campaignId,
    note: change.note,
    rowCount: change.rowCount,
    undoesId: change.undoesId,
    undoneById: change.undoneById,
    createdBy: change.createdBy,
    createdAt: change.createdAt.toISOString(),
    submittedBy: change.submittedBy,
    submittedAt: change.submittedAt?.toISOString() ?? null,
    decidedBy: change.decidedBy,
    decidedAt: change.decidedAt?.toISOString() ?? null,
    decisionNote: change.decisionNote,
    publishedVersion: change.publishedVersion,
    touchedByName: change.touchedByName,
    touchedAt: change.touchedAt.toISOString(),
    version: change.version,
  };
}
