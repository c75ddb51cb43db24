import type { Routes } from '../../../server/http/routes.ts';
import { calendar, changeGroup, changeStanding, everyGroup, openCampaign } from './calendar.ts';
import {
  createCampaign,
  listGroups,
  readCalendar,
  writeGroup,
  writeStanding,
} from './contracts.ts';

export function calendarRoutes(routes: Routes): void {
  routes.query(readCalendar, calendar);
  routes.query(listGroups, everyGroup);
  routes.command(createCampaign, openCampaign);
  routes.command(writeGroup, changeGroup);
  routes.command(writeStanding, changeStanding);
}
