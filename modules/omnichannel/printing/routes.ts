import type { ModuleContext } from '../../../server/modules/manifest.ts';
import { registerDocument } from '../../base/api.ts';
import * as contracts from './contracts.ts';
import { PICKUP_SLIP } from './pickup-slip.ts';
import { printPaper, printPickList, printShelfLabels } from './print-papers.ts';

export function paperRoutes({ routes }: ModuleContext): void {
  registerDocument(PICKUP_SLIP);
  routes.command(contracts.printPaperEndpoint, printPaper);
  routes.command(contracts.printPickListEndpoint, printPickList);
  routes.command(contracts.printShelfLabelsEndpoint, printShelfLabels);
}
