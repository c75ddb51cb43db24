import type { Routes } from '../../../server/http/routes.ts';
import { addReasonCode, rewriteReasonCode } from './commands.ts';
import { changeReasonCode, createReasonCode, listReasonCodes } from './contracts.ts';
import { everyReasonCode } from './queries.ts';

export function reasonCodeRoutes(routes: Routes): void {
  routes.query(listReasonCodes, everyReasonCode);
  routes.command(createReasonCode, addReasonCode);
  routes.command(changeReasonCode, rewriteReasonCode);
}
