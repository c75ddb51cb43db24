import type { DomainEvent } from '../../../server/events/event.ts';

/** Published. These styles or some of their items are new or other than before. */
export type StylesChanged = DomainEvent<
  'base.styles-changed.v1',
  { readonly styleIds: readonly string[] }
>;

export function stylesChanged(stream: string, styleIds: readonly string[]): StylesChanged {
  return {
    type: 'base.styles-changed.v1',
    stream,
    rooms: [],
    locationId: null,
    payload: { styleIds },
  };
}
