import type { ModuleContext } from '../../../server/modules/manifest.ts';
import * as contracts from './contracts.ts';
import { printPaper, printPickList, printShelfLabels } from './print-papers.ts';

export function paperRoutes({ routes }: ModuleContext): void {
  routes.command(contracts.printPaperEndpoint, printPaper);
  routes.command(contracts.printPickListEndpoint, printPickList);
  routes.command(contracts.printShelfLabelsEndpoint, printShelfLabels);
}
