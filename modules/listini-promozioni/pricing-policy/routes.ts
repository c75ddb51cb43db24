import type { Routes } from '../../../server/http/routes.ts';
import { readPolicies, writePolicy } from './contracts.ts';
import { allPolicies, changePolicy } from './policies.ts';

export function pricingPolicyRoutes(routes: Routes): void {
  routes.query(readPolicies, allPolicies);
  routes.command(writePolicy, changePolicy);
}
