import type { ModuleContext } from '../../../server/modules/manifest.ts';
import { closeDay, readClosing } from './close-day.ts';
import { closeDayEndpoint, closingEndpoint } from './contracts.ts';

export function closingRoutes({ routes }: ModuleContext): void {
  routes.query(closingEndpoint, readClosing);
  routes.command(closeDayEndpoint, closeDay);
}
