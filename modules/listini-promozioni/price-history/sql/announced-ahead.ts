import type { Read } from '../../../../server/db/transaction.ts';
import { WALL } from '../../price-lists/sql/wall-time.ts';
import type { AnnouncedPrice } from './announcements.ts';

/** Nothing stands in its place. */
export const NOT_SUPERSEDED = `
  not exists (select from lp_announcement newer where newer.supersedes_id = told.id)`;

export interface AnnouncedAhead {
  readonly id: string;
  readonly sourceKind: 'change-set' | 'promotion';
  readonly sourceId: string;
  readonly sourceNumber: number | null;
  readonly campaignId: string | null;
  readonly starts: string;
}

/** What is announced and has not begun at a wall-clock time, but for one source. */
export async function selectAnnouncedAhead(
  read: Read,
  wall: string,
  butSourceId: string,
): Promise<AnnouncedAhead[]> {
  const { rows } = await read.sql.raw<{ rows: AnnouncedAhead[] }>(
    `
    select told.id, told.source_kind as "sourceKind", told.source_id as "sourceId",
      told.source_number as "sourceNumber", told.campaign_id as "campaignId",
      to_char(told.starts, ${WALL}) as starts
    from lp_announcement told
    where told.starts > cast(:wall as timestamp) and told.source_id <> :butSourceId
      and ${NOT_SUPERSEDED}
    order by told.id`,
    { wall, butSourceId },
  );
  return rows;
}

/** The prices of an announcement with their proof. */
export async function selectAnnouncedPrices(
  read: Read,
  announcementId: string,
): Promise<AnnouncedPrice[]> {
  const { rows } = await read.sql.raw<{ rows: AnnouncedPrice[] }>(
    `
    select item_id as "itemId", places, offer_minor as "offerMinor", prior_minor as "priorMinor",
      percent, basis, looked_from as "lookedFrom", looked_to as "lookedTo", considered
    from lp_announcement_price where announcement_id = :announcementId order by item_id, places`,
    { announcementId },
  );
  return rows;
}
