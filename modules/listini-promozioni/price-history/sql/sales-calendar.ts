import type { Read, Tx } from '../../../../server/db/transaction.ts';

export interface SalesCalendarRow {
  readonly year: number;
  readonly season: 'winter' | 'summer';
  readonly region: string;
  readonly province: string;
  readonly begins: string;
  readonly ends: string | null;
  readonly banFrom: string | null;
  readonly banTo: string | null;
  readonly source: string;
  readonly checkedBy: string | null;
  readonly checkedOn: string | null;
}

export async function selectSalesCalendar(
  read: Read,
  from: string,
  to: string,
): Promise<SalesCalendarRow[]> {
  const { rows } = await read.sql.raw<{ rows: SalesCalendarRow[] }>(
    `
    select year, season, region, province, begins, ends, ban_from as "banFrom", ban_to as "banTo",
      source, checked_by as "checkedBy", checked_on as "checkedOn"
    from lp_sales_calendar
    where coalesce(ban_from, begins) <= cast(:to as date)
      and coalesce(ends, begins + 90) >= cast(:from as date)
    order by region, province, begins`,
    { from, to },
  );
  return rows;
}

export async function upsertSalesCalendar(
  tx: Tx,
  rows: readonly SalesCalendarRow[],
): Promise<void> {
  await tx.sql.raw(
    `
    insert into lp_sales_calendar (year, season, region, province, begins, ends, ban_from, ban_to,
      source, checked_by, checked_on)
    select year, season, region, province, begins, ends, "banFrom", "banTo", source, "checkedBy",
      "checkedOn"
    from jsonb_to_recordset(:rows::jsonb) as r (year integer, season text, region text,
      province text, begins date, ends date, "banFrom" date, "banTo" date, source text,
      "checkedBy" text, "checkedOn" date)
    on conflict (year, season, region, province) do update set begins = excluded.begins,
      ends = excluded.ends, ban_from = excluded.ban_from, ban_to = excluded.ban_to,
      source = excluded.source, checked_by = excluded.checked_by, checked_on = excluded.checked_on,
      version = lp_sales_calendar.version + 1`,
    { rows: JSON.stringify(rows) },
  );
}

export async function selectSalesYear(read: Read, year: number): Promise<SalesCalendarRow[]> {
  const { rows } = await read.sql.raw<{ rows: SalesCalendarRow[] }>(
    `
    select year, season, region, province, begins, ends, ban_from as "banFrom", ban_to as "banTo",
      source, checked_by as "checkedBy", checked_on as "checkedOn"
    from lp_sales_calendar where year = :year order by season, region, province`,
    { year },
  );
  return rows;
}
