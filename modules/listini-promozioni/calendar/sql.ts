import type { Read, Tx } from '../../../server/db/transaction.ts';
import { constraintMeans } from '../../../server/db/errors.ts';
import { campaignExists } from '../problems.ts';
import type { SaleKind } from '../promotions/domain/life.ts';

constraintMeans('lp_campaign_code_once', campaignExists, { by: 'code' });

export interface Campaign {
  readonly id: string;
  readonly code: string;
  readonly nameIt: string;
  readonly nameEn: string;
  readonly kind: SaleKind;
  readonly begins: string;
  readonly ends: string;
  readonly version: number;
}

export async function insertCampaign(tx: Tx, made: Omit<Campaign, 'version'>): Promise<void> {
  await tx.sql.raw(
    `insert into lp_campaign (id, code, name_it, name_en, kind, begins, ends)
    values (:id, :code, :nameIt, :nameEn, :kind, :begins, :ends)`,
    { ...made },
  );
}

export async function selectCampaigns(read: Read, from: string, to: string): Promise<Campaign[]> {
  const { rows } = await read.sql.raw<{ rows: Campaign[] }>(
    `select id, code, name_it as "nameIt", name_en as "nameEn", kind, begins, ends, version
    from lp_campaign where begins <= cast(:to as date) and ends >= cast(:from as date)
    order by begins, code`,
    { from, to },
  );
  return rows;
}
