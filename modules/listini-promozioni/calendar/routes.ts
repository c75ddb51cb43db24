import type { Routes } from '../../../server/http/routes.ts';
import { calendar, changeGroup, changeStanding, everyGroup, openCampaign } from './calendar.ts';
import {
  createCampaign,
  listGroups,
  readCalendar,
  writeGroup,
  writeStanding,
} from './contracts.ts';
import { movePromotion, tryMove } from './move-contracts.ts';
import { move, tried } from './move.ts';

export function calendarRoutes(routes: Routes): void {
  routes.query(readCalendar, calendar);
  routes.query(listGroups, everyGroup);
  routes.query(tryMove, tried);
  routes.command(movePromotion, move);
  routes.command(createCampaign, openCampaign);
  routes.command(writeGroup, changeGroup);
  routes.command(writeStanding, changeStanding);
}
