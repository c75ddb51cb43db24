import type { ModuleScreens } from '../../server/ui/screen.ts';
import { listLocations } from './locations/contracts.ts';

export const baseScreens: ModuleScreens = {
  module: 'base',
  screens: [],
  places: async (client, signal) => {
    const { locations } = await client.call(listLocations, {}, { signal });
    return locations
      .filter(({ active }) => active)
      .map(({ id, name, zone }) => ({ id, name, zone }));
  },
};
