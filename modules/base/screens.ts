import {
  IconBuilding,
  IconBuildingStore,
  IconDeviceMobile,
  IconFileImport,
  IconHistory,
  IconKey,
  IconMail,
  IconPrinter,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import type { ModuleScreens } from '../../server/ui/screen.ts';
import { usePrintTroubles } from './printing/ui/use-printing.ts';
import { listLocations } from './locations/contracts.ts';

declare module '../../server/ui/screen.ts' {
  interface SlotProps {
    /** On «Stampa»: papers of other modules that somebody asks for there. */
    'base.printing.tools': { readonly locationId: string };
  }
}

export const baseScreens: ModuleScreens = {
  module: 'base',
  screens: [
    {
      id: 'base.printing',
      path: '/stampa',
      title: { it: 'Stampa', en: 'Printing' },
      icon: IconPrinter,
      permission: 'base.printing.use',
      needsLocation: true,
      navigation: { order: 180, useBadge: usePrintTroubles },
      load: () => import('./printing/ui/PrintingScreen.tsx').then((file) => file.PrintingScreen),
    },
    {
      id: 'base.stores',
      path: '/negozi',
      title: { it: 'Negozi', en: 'Stores' },
      icon: IconBuildingStore,
      permission: 'base.location.keep-hours',
      navigation: { order: 400 },
      load: () => import('./locations/ui/StoresScreen.tsx').then((file) => file.StoresScreen),
    },
    {
      id: 'base.store',
      path: '/negozi/$locationId',
      title: { it: 'Negozio', en: 'Store' },
      icon: IconBuildingStore,
      permission: 'base.location.keep-hours',
      load: () => import('./locations/ui/StoreScreen.tsx').then((file) => file.StoreScreen),
    },
    {
      id: 'base.companies',
      path: '/aziende',
      title: { it: 'Aziende', en: 'Companies' },
      icon: IconBuilding,
      permission: 'base.company.manage',
      navigation: { order: 405 },
      load: () => import('./companies/ui/CompaniesScreen.tsx').then((file) => file.CompaniesScreen),
    },
    {
      id: 'base.people',
      path: '/persone',
      title: { it: 'Persone', en: 'People' },
      icon: IconUsers,
      permission: 'core.account.read',
      navigation: { order: 410 },
      load: () => import('./access/ui/PeopleScreen.tsx').then((file) => file.PeopleScreen),
    },
    {
      id: 'base.devices',
      path: '/dispositivi',
      title: { it: 'Dispositivi', en: 'Devices' },
      icon: IconDeviceMobile,
      permission: 'core.device.read',
      navigation: { order: 420 },
      load: () => import('./access/ui/DevicesScreen.tsx').then((file) => file.DevicesScreen),
    },
    {
      id: 'base.api-keys',
      path: '/chiavi',
      title: { it: 'Chiavi API', en: 'API keys' },
      icon: IconKey,
      permission: 'core.api-key.read',
      navigation: { order: 430 },
      load: () => import('./access/ui/ApiKeysScreen.tsx').then((file) => file.ApiKeysScreen),
    },
    {
      id: 'base.integrations',
      path: '/integrazioni',
      title: { it: 'Integrazioni', en: 'Integrations' },
      icon: IconWebhook,
      permission: 'core.webhook.read',
      navigation: { order: 435 },
      load: () =>
        import('./integrations/ui/IntegrationsScreen.tsx').then((file) => file.IntegrationsScreen),
    },
    {
      id: 'base.integration',
      path: '/integrazioni/$endpointId',
      title: { it: 'Integrazione', en: 'Integration' },
      icon: IconWebhook,
      permission: 'core.webhook.read',
      load: () =>
        import('./integrations/ui/EndpointScreen.tsx').then((file) => file.EndpointScreen),
    },
    {
      id: 'base.imports',
      path: '/importa',
      title: { it: 'Importa', en: 'Import' },
      icon: IconFileImport,
      permission: 'base.import.run',
      navigation: { order: 440 },
      load: () => import('./imports/ui/ImportsScreen.tsx').then((file) => file.ImportsScreen),
    },
    {
      id: 'base.audit',
      path: '/registro',
      title: { it: 'Registro', en: 'Audit' },
      icon: IconHistory,
      permission: 'core.audit.read',
      navigation: { order: 450 },
      load: () => import('./registers/ui/AuditScreen.tsx').then((file) => file.AuditScreen),
    },
    {
      id: 'base.mailbox',
      path: '/posta',
      title: { it: 'Posta', en: 'Mail' },
      icon: IconMail,
      permission: 'core.audit.read',
      navigation: { order: 460 },
      load: () => import('./registers/ui/MailboxScreen.tsx').then((file) => file.MailboxScreen),
    },
  ],
  places: {
    from: listLocations,
    read: async (client, signal) => {
      const { locations } = await client.call(listLocations, {}, { signal });
      return locations
        .filter(({ active }) => active)
        .map(({ id, name, zone }) => ({ id, name, zone }));
    },
  },
  slots: [
    {
      slot: 'shell.always',
      order: 100,
      permission: 'base.printing.use',
      load: () => import('./printing/ui/ReprintKey.tsx').then((file) => file.ReprintKey),
    },
  ],
};
