import type { Routes } from '../../../server/http/routes.ts';
import { forgetCustomer, lookAtCustomer, registerCustomer, rewriteCustomer } from './commands.ts';
import {
  changeCustomer,
  createCustomer,
  eraseCustomer,
  openCustomer,
  searchCustomers,
} from './contracts.ts';
import { findCustomers } from './queries.ts';

export function customerRoutes(routes: Routes): void {
  routes.query(searchCustomers, findCustomers);
  routes.command(openCustomer, lookAtCustomer);
  routes.command(createCustomer, registerCustomer);
  routes.command(changeCustomer, rewriteCustomer);
  routes.command(eraseCustomer, forgetCustomer);
}
