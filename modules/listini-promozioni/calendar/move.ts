import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Read, Tx } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { selectPlaces, type Place } from '../goods/sql/places.ts';
import { isPromotedAt } from '../price-history/domain/sold-at.ts';
import { checkChange, checkVersion } from '../price-history/queries.ts';
import { selectChangeSet } from '../price-lists/sql/change-sets.ts';
import { refuseFlaws, rewrite } from '../promotions/commands.ts';
import type { Definition } from '../promotions/domain/definition.ts';
import {
  selectPromotion,
  selectPromotions,
  selectVersion,
  type PromotionRow,
  type VersionRow,
} from '../promotions/sql/promotions.ts';
import { conflictOf, itemsOfPromotions, type Promoted } from './conflicts.ts';
import type { movePromotion, tryMove } from './move-contracts.ts';

type Tried = ReplyOf<typeof tryMove>;
interface Span {
  readonly from: string | null;
  readonly to: string | null;
}

const MOST_OTHERS = 2_000;
const MOST_CASES = 5;

/** What other dates would bring; nothing is written. */
export async function tried(read: Read, asked: InputOf<typeof tryMove>): Promise<Tried> {
  return asked.kind === 'promotion'
    ? triedPromotion(read, asked.id, asked)
    : triedChange(read, asked.id, asked);
}

async function triedPromotion(read: Read, promotionId: string, span: Span): Promise<Tried> {
  const { found, version } = await versionToMove(read, promotionId);
  const definition = dated(version.definition, span);
  refuseFlaws(read, definition);
  const { general, refused, refusedCount, ban, worstCase } = await checkVersion(read, found, {
    ...version,
    definition,
  });
  return {
    ...(await collisions(read, { found, present: version.definition, moved: definition })),
    general,
    refused: refused.slice(0, MOST_CASES),
    refusedCount,
    ban,
    worstCase: worstCase.slice(0, MOST_CASES),
    becomes: found.state === 'draft' ? 'draft' : 'next-version',
  };
}

async function collisions(
  read: Read,
  {
    found,
    present,
    moved,
  }: {
    readonly found: PromotionRow;
    readonly present: Definition;
    readonly moved: Definition;
  },
): Promise<Pick<Tried, 'conflicts' | 'settled'>> {
  const places = (await selectPlaces(read, null)).filter(({ active }) => active);
  const rows = await selectPromotions(
    read,
    { states: ['draft', 'running', 'paused'], search: null, campaignId: null, before: null },
    MOST_OTHERS,
  );
  const itemsOf = itemsOfPromotions(read);
  const before = promotedOf(found.id, present, places);
  const after = promotedOf(found.id, moved, places);
  const conflicts: Tried['conflicts'] = [];
  const settled: Tried['settled'] = [];
  for (const { id: otherId, shown } of rows) {
    if (otherId === found.id) continue;
    const other = promotedOf(otherId, shown.definition, places);
    const { name } = shown.definition.texts;
    const known = await conflictOf(before, other, itemsOf);
    const conflict = await conflictOf(after, other, itemsOf);
    if (conflict) {
      const { from, to, items, combines } = conflict;
      conflicts.push({
        otherId,
        name,
        places: conflict.places,
        from,
        to,
        items,
        combines,
        known: known !== null,
      });
    } else if (known) settled.push({ otherId, name });
  }
  return { conflicts, settled };
}

async function triedChange(read: Read, changeSetId: string, { from, to }: Span): Promise<Tried> {
  const change = await selectChangeSet(read, changeSetId);
  if (!change) throw new Refusal(notFound, { what: changeSetId });
  const moved = { ...change, validFrom: from ?? change.validFrom, validTo: to };
  const law = change.announced ? await checkChange(read, moved) : { refused: [], refusedCount: 0 };
  return {
    conflicts: [],
    settled: [],
    general: change.announced,
    refused: law.refused.slice(0, MOST_CASES),
    refusedCount: law.refusedCount,
    ban: [],
    worstCase: [],
    becomes: 'draft',
  };
}

export function promotedOf(id: string, definition: Definition, places: readonly Place[]): Promoted {
  return {
    id,
    from: definition.when.from ?? null,
    to: definition.when.to ?? null,
    places: places
      .filter((place) => isPromotedAt(definition.where, place))
      .map(({ placeId }) => placeId),
    definition,
  };
}

async function versionToMove(
  read: Read,
  promotionId: string,
): Promise<{ readonly found: PromotionRow; readonly version: VersionRow }> {
  const found = await selectPromotion(read, promotionId);
  if (!found) throw new Refusal(notFound, { what: promotionId });
  const number = found.openNumber ?? found.approvedNumber ?? found.latestNumber;
  return { found, version: (await selectVersion(read, promotionId, number))! };
}

function dated(definition: Definition, { from, to }: Span): Definition {
  const { from: _from, to: _to, ...days } = definition.when;
  return {
    ...definition,
    when: { ...days, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) },
  };
}

/** Writes other dates into the draft, or begins the next version with them. */
export async function move(
  tx: Tx,
  { promotionId, from, to, expectedVersion }: InputOf<typeof movePromotion>,
): Promise<ReplyOf<typeof movePromotion>> {
  const { version } = await versionToMove(tx, promotionId);
  const { definition, saleKind, announced, banOverride, note } = version;
  const {
    id,
    openNumber,
    openState,
    version: next,
  } = await rewrite(tx, {
    promotionId,
    expectedVersion,
    definition: dated(definition, { from, to }) as never,
    ...templateOf(version, { from, to }),
    saleKind,
    announced,
    banOverride,
    note,
  });
  return { id, openNumber, openState, version: next };
}

/** What the builder holds has dates of its own: it must open with the new ones. */
function templateOf(
  { template }: VersionRow,
  { from, to }: Span,
): { template?: { id: string; [field: string]: unknown } } {
  if (template === null || !('id' in template) || typeof template.id !== 'string') return {};
  const { id, ...fields } = template as { id: string; draft?: unknown };
  if (typeof fields.draft !== 'object' || fields.draft === null)
    return { template: { id, ...fields } };
  return {
    template: { id, ...fields, draft: { ...fields.draft, from: from ?? '', to: to ?? '' } },
  };
}
