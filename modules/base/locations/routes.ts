import type { Routes } from '../../../server/http/routes.ts';
import { openLocation, rewriteLocation, setHours } from './commands.ts';
import {
  changeLocation,
  createLocation,
  holidaysOfYear,
  keepHours,
  listLocations,
  readLocation,
} from './contracts.ts';
import { italianHolidays } from './domain/holidays.ts';
import { everyLocation, oneLocation } from './queries.ts';

export function locationRoutes(routes: Routes): void {
  routes.query(listLocations, everyLocation);
  routes.query(readLocation, oneLocation);
  routes.query(holidaysOfYear, async (_read, { year }) => ({ holidays: italianHolidays(year) }));
  routes.command(createLocation, openLocation);
  routes.command(changeLocation, rewriteLocation);
  routes.command(keepHours, setHours);
}
