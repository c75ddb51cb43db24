import type { DomainEvent } from '../../../server/events/event.ts';
import type { Import } from './sql.ts';

/** Published, and live in the room of whoever sent the file: how far its import has come. */
export type ImportProgressed = DomainEvent<
  'base.import-progressed.v1',
  {
    readonly importId: string;
    readonly kind: string;
    readonly state: Import['state'];
    readonly totalRows: number;
    readonly wrongRows: number;
    readonly appliedRows: number;
    readonly version: number;
  }
>;

export function importProgressed(
  createdBy: string,
  payload: ImportProgressed['payload'],
): ImportProgressed {
  return {
    type: 'base.import-progressed.v1',
    stream: `import:${payload.importId}`,
    rooms: [`user:${createdBy}`],
    locationId: null,
    payload,
  };
}
