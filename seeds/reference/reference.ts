import type { Knex } from 'knex';
import { seedReasonCodes } from './reason-codes.ts';
import { seedSalesCalendar } from './sales-calendar.ts';

/** What every installation needs before its first day, demo or not. May run again: what is there stays. */
export async function seedReference(sql: Knex): Promise<void> {
  await seedReasonCodes(sql);
  await seedSalesCalendar(sql);
}
