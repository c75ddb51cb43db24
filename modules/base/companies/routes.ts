import type { Routes } from '../../../server/http/routes.ts';
import { registerCompany, rewriteCompany } from './commands.ts';
import { changeCompany, createCompany, listCompanies } from './contracts.ts';
import { everyCompany } from './queries.ts';

export function companyRoutes(routes: Routes): void {
  routes.query(listCompanies, everyCompany);
  routes.command(createCompany, registerCompany);
  routes.command(changeCompany, rewriteCompany);
}
