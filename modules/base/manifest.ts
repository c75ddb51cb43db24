import type { ModuleManifest } from '../../server/modules/manifest.ts';
import { BASE_ACTS } from './acts.ts';
import { BASE_PROBLEMS } from './problems.ts';
import { KEY_SCOPES, PERMISSIONS, ROLES } from './roles.ts';
import { resetPricing } from './pricing/pricing.ts';
import { catalogueImport } from './catalogue/import.ts';
import { CATALOGUE_CHECKS } from './catalogue/sql/checks.ts';
import { catalogueRoutes } from './catalogue/routes.ts';
import { companyRoutes } from './companies/routes.ts';
import { nameConstraints } from './constraints.ts';
import { customerRoutes } from './customers/routes.ts';
import { importJobs } from './imports/jobs.ts';
import { registerImportKind } from './imports/kind.ts';
import { importRoutes } from './imports/routes.ts';
import { locationsImport } from './locations/import.ts';
import { locationRoutes } from './locations/routes.ts';
import { registerDocument } from './printing/document-kind.ts';
import { printingRoutes } from './printing/routes.ts';
import { printingWork } from './printing/run-printers.ts';
import { TEST_PAGE } from './printing/test-page.ts';
import { reasonCodeRoutes } from './reason-codes/routes.ts';

/** Anagrafiche: what the whole house talks about. */
export const base: ModuleManifest = {
  id: 'base',
  title: { it: 'Anagrafiche', en: 'Master data' },
  requires: [],
  tables: [
    'base_company',
    'base_location',
    'base_location_hours',
    'base_location_exception',
    'base_reason_code',
    'base_style',
    'base_item',
    'base_style_word',
    'base_search_word',
    'base_customer',
    'base_customer_external',
    'base_customer_consent',
    'base_import',
    'base_import_row',
    'base_import_header',
    'base_printer',
    'base_print_job',
  ],
  views: ['base_goods'],
  roles: ROLES,
  permissions: PERMISSIONS,
  keyScopes: KEY_SCOPES,
  acts: BASE_ACTS,
  publishes: [
    'base.company-changed.v1',
    'base.customer-changed.v1',
    'base.customer-created.v1',
    'base.customer-erased.v1',
    'base.import-progressed.v1',
    'base.location-changed.v1',
    'base.print-job-changed.v1',
    'base.printer-changed.v1',
    'base.reason-code-changed.v1',
    'base.styles-changed.v1',
  ],
  problems: BASE_PROBLEMS,
  rooms: [{ prefix: 'printing', permission: 'base.printing.use', subject: 'location' }],
  checks: CATALOGUE_CHECKS,
  start({ db, jobs, log, reactions, routes, sweeps }) {
    nameConstraints();
    resetPricing();
    registerImportKind(catalogueImport);
    registerImportKind(locationsImport);
    companyRoutes(routes);
    locationRoutes(routes);
    catalogueRoutes(routes);
    customerRoutes(routes);
    reasonCodeRoutes(routes);
    importRoutes(routes, jobs);
    importJobs(jobs, db, log);
    registerDocument(TEST_PAGE);
    printingRoutes(routes);
    printingWork({ jobs, reactions, sweeps }, db, log);
  },
};
