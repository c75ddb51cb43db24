import type { DomainEvent } from '../../../server/events/event.ts';
import type { WithdrawnLine } from './domain.ts';

/** A customer withdrew from the contract: the goods come back, the money is due within fourteen days. */
export type WithdrawalDeclared = DomainEvent<
  'omnichannel.withdrawal-declared.v1',
  {
    readonly withdrawalId: string;
    readonly orderId: string;
    readonly locationId: string;
    readonly declaredAt: string;
    readonly withdrawn: readonly WithdrawnLine[];
    readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
  }
>;

export function withdrawalDeclared(
  given: Omit<WithdrawalDeclared['payload'], 'lines'>,
): WithdrawalDeclared {
  return {
    type: 'omnichannel.withdrawal-declared.v1',
    stream: `order:${given.orderId}`,
    rooms: [],
    locationId: given.locationId,
    payload: {
      ...given,
      lines: given.withdrawn.map(({ lineId, toBringBack, cancelled }) => ({
        lineId,
        quantity: toBringBack + cancelled,
      })),
    },
  };
}
