import type { Read, Tx } from '../../../../server/db/transaction.ts';
import { constraintMeans } from '../../../../server/db/errors.ts';
import { promotionExists } from '../../problems.ts';
import type { Definition } from '../domain/definition.ts';
import type { SaleKind } from '../domain/life.ts';

constraintMeans('lp_promotion_code_once', promotionExists, { by: 'code' });

export interface PromotionRow {
  readonly id: string;
  readonly code: string;
  readonly state: 'draft' | 'running' | 'paused' | 'stopped' | 'discarded';
  readonly campaignId: string | null;
  readonly pauseReason: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly version: number;
  /** The version prices are told with, also while it is paused; null before the first approval. */
  readonly approvedNumber: number | null;
  readonly openNumber: number | null;
  readonly openState: 'draft' | 'submitted' | null;
  readonly latestNumber: number;
}

export interface VersionRow {
  readonly promotionId: string;
  readonly number: number;
  readonly state: 'draft' | 'submitted' | 'approved' | 'superseded';
  readonly definition: Definition;
  readonly template: object | null;
  readonly saleKind: SaleKind;
  readonly announced: boolean;
  readonly banOverride: string | null;
  readonly note: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly submittedBy: string | null;
  readonly submittedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string | null;
}

const COLUMNS = `
  promotion.id, promotion.code, promotion.state, promotion.campaign_id as "campaignId",
  promotion.pause_reason as "pauseReason", promotion.created_by as "createdBy",
  promotion.created_at as "createdAt", promotion.version,
  (select max(number) from lp_promotion_version v
    where v.promotion_id = promotion.id and v.state = 'approved') as "approvedNumber",
  opened.number as "openNumber", opened.state as "openState",
  (select max(number) from lp_promotion_version v
    where v.promotion_id = promotion.id) as "latestNumber"`;

const FROM = `
  from lp_promotion promotion
  left join lp_promotion_version opened on opened.promotion_id = promotion.id
    and opened.state in ('draft', 'submitted')`;

export async function selectPromotion(read: Read, id: string): Promise<PromotionRow | null> {
  const { rows } = await read.sql.raw<{ rows: PromotionRow[] }>(
    `select ${COLUMNS} ${FROM} where promotion.id = :id`,
    { id },
  );
  return rows[0] ?? null;
}

export async function lockPromotion(tx: Tx, id: string): Promise<PromotionRow | null> {
  await tx.sql.raw(`select from lp_promotion where id = :id for update`, { id });
  return selectPromotion(tx, id);
}

/** Newest first. */
export async function selectPromotions(
  read: Read,
  asked: {
    readonly states: readonly string[] | null;
    readonly search: string | null;
    readonly campaignId: string | null;
    readonly before: { readonly createdAt: string; readonly id: string } | null;
  },
  limit: number,
): Promise<(PromotionRow & { readonly createdMark: string; readonly shown: VersionRow })[]> {
  const { rows } = await read.sql.raw<{
    rows: (PromotionRow & { createdMark: string; shown: VersionRow })[];
  }>(
    `select ${COLUMNS}, promotion.created_at::text as "createdMark",
      (select to_jsonb(v) from (${VERSION_SELECT}
        where promotion_id = promotion.id order by (state = 'approved') desc, number desc limit 1) v
      ) as shown
    ${FROM}
    where (cast(:states as text[]) is null or promotion.state = any(:states))
      and (cast(:campaignId as uuid) is null or promotion.campaign_id = :campaignId)
      and (cast(:search as text) is null or promotion.code ilike :search || '%'
        or exists (select from lp_promotion_version v where v.promotion_id = promotion.id
          and v.definition #>> '{texts,name,it}' ilike '%' || :search || '%'))
      and (cast(:beforeAt as timestamptz) is null or (promotion.created_at, promotion.id)
        < (cast(:beforeAt as timestamptz), cast(:beforeId as uuid)))
    order by promotion.created_at desc, promotion.id desc limit :limit`,
    {
      states: asked.states ? [...asked.states] : null,
      search: asked.search,
      campaignId: asked.campaignId,
      beforeAt: asked.before?.createdAt ?? null,
      beforeId: asked.before?.id ?? null,
      limit,
    },
  );
  return rows;
}

const VERSION_SELECT = `
  select promotion_id as "promotionId", number, state, definition, template,
    sale_kind as "saleKind", announced, ban_override as "banOverride", note,
    created_by as "createdBy", created_at as "createdAt", submitted_by as "submittedBy",
    submitted_at as "submittedAt", decided_by as "decidedBy", decided_at as "decidedAt",
    decision_note as "decisionNote"
  from lp_promotion_version`;

export async function selectVersions(read: Read, promotionId: string): Promise<VersionRow[]> {
  const { rows } = await read.sql.raw<{ rows: VersionRow[] }>(
    `${VERSION_SELECT} where promotion_id = :promotionId order by number desc`,
    { promotionId },
  );
  return rows;
}

export async function selectVersion(
  read: Read,
  promotionId: string,
  number: number,
): Promise<VersionRow | null> {
  const { rows } = await read.sql.raw<{ rows: VersionRow[] }>(
    `${VERSION_SELECT} where promotion_id = :promotionId and number = :number`,
    { promotionId, number },
  );
  return rows[0] ?? null;
}

export async function insertPromotion(
  tx: Tx,
  made: { id: string; code: string; campaignId: string | null },
): Promise<void> {
  await tx.sql.raw(
    `insert into lp_promotion (id, code, campaign_id, created_by, created_at)
    values (:id, :code, :campaignId, :createdBy, :now)`,
    { ...made, createdBy: tx.actor.id, now: tx.now },
  );
}

export interface Draft {
  readonly definition: Definition;
  readonly template: object | null;
  readonly saleKind: SaleKind;
  readonly announced: boolean;
  readonly banOverride: string | null;
  readonly note: string;
}

function draftBindings(draft: Draft) {
  return {
    ...draft,
    definition: JSON.stringify(draft.definition),
    template: draft.template ? JSON.stringify(draft.template) : null,
  };
}

export async function insertVersion(
  tx: Tx,
  promotionId: string,
  number: number,
  draft: Draft,
): Promise<void> {
  await tx.sql.raw(
    `insert into lp_promotion_version (promotion_id, number, definition, template, sale_kind,
      announced, ban_override, note, created_by, created_at)
    values (:promotionId, :number, cast(:definition as jsonb), cast(:template as jsonb), :saleKind,
      :announced, :banOverride, :note, :createdBy, :now)`,
    { ...draftBindings(draft), promotionId, number, createdBy: tx.actor.id, now: tx.now },
  );
}

/** Rewrites an open draft; whoever wrote it last is its author. */
export async function updateDraft(
  tx: Tx,
  promotionId: string,
  number: number,
  draft: Draft,
): Promise<void> {
  await tx.sql.raw(
    `update lp_promotion_version set definition = cast(:definition as jsonb),
      template = cast(:template as jsonb), sale_kind = :saleKind, announced = :announced,
      ban_override = :banOverride, note = :note, created_by = :createdBy
    where promotion_id = :promotionId and number = :number and state = 'draft'`,
    { ...draftBindings(draft), promotionId, number, createdBy: tx.actor.id },
  );
}

/** Moves a version on. Who and when go together: taking back who handed it in takes back when, too. */
export async function updateVersionState(
  tx: Tx,
  promotionId: string,
  number: number,
  change: {
    readonly state: VersionRow['state'];
    readonly submittedBy?: string | null;
    readonly decidedBy?: string | null;
    readonly decisionNote?: string | null;
  },
): Promise<void> {
  const { state, submittedBy, decidedBy, decisionNote } = change;
  await tx.sql.raw(
    `update lp_promotion_version set state = :state,
      submitted_by = case when :setSubmitted then :submittedBy else submitted_by end,
      submitted_at = case when not :setSubmitted then submitted_at
        when cast(:submittedBy as text) is not null then cast(:now as timestamptz) end,
      decided_by = case when :setDecided then :decidedBy else decided_by end,
      decided_at = case when not :setDecided then decided_at
        when cast(:decidedBy as text) is not null then cast(:now as timestamptz) end,
      decision_note = case when :setDecided then :decisionNote else decision_note end
    where promotion_id = :promotionId and number = :number`,
    {
      promotionId,
      number,
      state,
      setSubmitted: submittedBy !== undefined,
      submittedBy: submittedBy ?? null,
      setDecided: decidedBy !== undefined,
      decidedBy: decidedBy ?? null,
      decisionNote: decisionNote ?? null,
      now: tx.now,
    },
  );
}

export async function supersedeApproved(tx: Tx, promotionId: string, but: number): Promise<void> {
  await tx.sql.raw(
    `update lp_promotion_version set state = 'superseded'
    where promotion_id = :promotionId and state = 'approved' and number <> :but`,
    { promotionId, but },
  );
}

export async function updatePromotion(
  tx: Tx,
  id: string,
  change: {
    readonly state?: PromotionRow['state'];
    readonly pauseReason?: string | null;
    readonly campaignId?: string | null;
  },
): Promise<number> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `update lp_promotion set state = coalesce(:state, state),
      pause_reason = case when :setReason then :pauseReason else pause_reason end,
      campaign_id = case when :setCampaign then cast(:campaignId as uuid) else campaign_id end,
      version = version + 1
    where id = :id returning version`,
    {
      id,
      state: change.state ?? null,
      setReason: change.pauseReason !== undefined,
      pauseReason: change.pauseReason ?? null,
      setCampaign: change.campaignId !== undefined,
      campaignId: change.campaignId ?? null,
    },
  );
  return rows[0]!.version;
}
