import type { Routes } from '../../../server/http/routes.ts';
import * as commands from './commands.ts';
import * as contracts from './contracts.ts';
import { printedDocument, readPrinting } from './queries.ts';

export function printingRoutes(routes: Routes): void {
  routes.view(contracts.printingEndpoint, readPrinting);
  routes.command(contracts.addPrinterEndpoint, commands.addPrinter);
  routes.command(contracts.changePrinterEndpoint, commands.changePrinter);
  routes.command(contracts.testPrinterEndpoint, commands.printTestPage);
  routes.command(contracts.reprintLastEndpoint, commands.reprintLast);
  routes.command(contracts.retryJobEndpoint, commands.retryJob);
  routes.command(contracts.finishJobEndpoint, commands.finishJob);
  routes.command(contracts.discardJobEndpoint, commands.discardJob);
  routes.command(contracts.reprintJobEndpoint, commands.reprintJob);
  routes.raw(contracts.documentEndpoint, async ({ response, read, input }) => {
    const { pdf, fileName } = await printedDocument(read, input);
    response.type('application/pdf');
    response.set('Content-Disposition', `inline; filename*=UTF-8''${encodeURIComponent(fileName)}`);
    response.send(pdf);
  });
}
