import { systemActor, type Actor } from '../../../server/auth/actor.ts';
import type { Import } from './sql.ts';

/** Who works on an import: the system, in the name of the person who sent the file. */
export function importer(found: Import | null): Actor {
  const system = systemActor('base.import');
  return found ? { ...system, id: found.createdBy } : system;
}
