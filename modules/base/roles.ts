import type { ModuleManifest } from '../../server/modules/manifest.ts';

/** The roles of a chain of shops. What each may do is said by the permissions of every module. */
export const ROLES = {
  clerk: { it: 'Commesso', en: 'Clerk' },
  'store-manager': { it: 'Responsabile', en: 'Store manager' },
  'web-store-manager': { it: 'Web store manager', en: 'Web store manager' },
  merchandiser: { it: 'Merchandiser', en: 'Merchandiser' },
  'warehouse-worker': { it: 'Magazziniere', en: 'Warehouse worker' },
  administrator: { it: 'Amministratore', en: 'Administrator' },
  auditor: { it: 'Revisore', en: 'Auditor' },
} as const;

const EVERYBODY = Object.keys(ROLES);

export const PERMISSIONS: ModuleManifest['permissions'] = {
  'base.catalogue.read': {
    title: { it: 'Cercare articoli a catalogo', en: 'Look for items in the catalogue' },
    roles: EVERYBODY,
  },
  'base.catalogue.manage': {
    title: { it: 'Caricare e cambiare il catalogo', en: 'Load and change the catalogue' },
    roles: ['merchandiser', 'administrator'],
  },
  'base.location.manage': {
    title: { it: 'Creare e cambiare negozi e magazzini', en: 'Create and change locations' },
    roles: ['administrator'],
  },
  'base.location.keep-hours': {
    title: {
      it: 'Cambiare orari, chiusure e capacità di ritiro del negozio',
      en: 'Change hours, closing days and pickup capacity of the shop',
    },
    roles: ['store-manager', 'administrator'],
  },
  'base.company.manage': {
    title: { it: 'Creare e cambiare aziende', en: 'Create and change companies' },
    roles: ['administrator'],
  },
  'base.reason-code.manage': {
    title: { it: 'Creare e cambiare causali', en: 'Create and change reason codes' },
    roles: ['administrator'],
  },
  'base.customer.read': {
    title: { it: 'Cercare e aprire clienti', en: 'Find and open customers' },
    roles: ['clerk', 'store-manager', 'web-store-manager', 'auditor'],
  },
  'base.customer.contact': {
    title: {
      it: 'Vedere per intero telefono ed e-mail di un cliente',
      en: 'See a customer’s phone and e-mail in full',
    },
    roles: ['clerk', 'store-manager', 'web-store-manager'],
  },
  'base.customer.write': {
    title: { it: 'Registrare e cambiare clienti', en: 'Register and change customers' },
    roles: ['clerk', 'store-manager', 'web-store-manager'],
  },
  'base.customer.erase': {
    title: { it: 'Cancellare i dati di un cliente che lo chiede', en: 'Erase a customer who asks' },
    roles: ['web-store-manager', 'administrator'],
  },
  'base.printing.use': {
    title: { it: 'Stampare e seguire la coda di stampa', en: 'Print and follow the print queue' },
    roles: ['clerk', 'store-manager', 'warehouse-worker'],
  },
  'base.printing.manage': {
    title: { it: 'Impostare le stampanti del negozio', en: 'Set up the printers of the shop' },
    roles: ['store-manager', 'administrator'],
  },
  'base.import.run': {
    title: { it: 'Importare file', en: 'Import files' },
    roles: ['merchandiser', 'administrator', 'web-store-manager'],
  },
};

/** What programs with a key may be given of the master data. */
export const KEY_SCOPES: NonNullable<ModuleManifest['keyScopes']> = {
  'catalogue:read': {
    title: { it: 'Leggere il catalogo', en: 'Read the catalogue' },
    permissions: ['base.catalogue.read'],
  },
  'catalogue:write': {
    title: { it: 'Caricare il catalogo', en: 'Load the catalogue' },
    permissions: ['base.catalogue.read', 'base.catalogue.manage', 'base.import.run'],
  },
};
