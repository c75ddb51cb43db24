import { may, mayForChannel, type Actor } from '../../../server/auth/actor.ts';
import { staleRevision } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { orderInOtherState, orderUnknown } from '../problems.ts';
import { customerAlreadyTold, takenByColleague } from '../pickup/problems.ts';
import type { OrderFile } from './domain/file.ts';
import type { Because, Decision } from './domain/life.ts';
import { writtenOrderNumber } from './domain/order.ts';

/** The order, if the actor may do this where it is; an order elsewhere is as unknown as none. */
export function demandOrder(
  actor: Actor,
  permission: string,
  file: OrderFile | null | undefined,
): OrderFile {
  if (!file || !may(actor, permission, file.locationId) || !mayForChannel(actor, file.channel)) {
    throw new Refusal(orderUnknown, {});
  }
  return file;
}

/** Refuses when somebody changed the order since the caller looked at it. */
export function demandVersion(file: OrderFile, expected: number): void {
  if (file.version !== expected) {
    throw new Refusal(staleRevision, { current: file.version, expected });
  }
}

/** The order as decided; a refusal of the domain in the words of the API. */
export function demandMoved(file: OrderFile, decision: Decision): OrderFile {
  if (decision.outcome === 'moved') return decision.file;
  throw refusalOf(file, decision.because);
}

function refusalOf(file: OrderFile, because: Because): Error {
  const { orderId, picker } = file;
  switch (because) {
    case 'state':
    case 'already-picked':
    case 'nothing-picked':
      return inOtherState(file);
    case 'taken':
      return picker
        ? new Refusal(takenByColleague, { orderId, pickerId: picker.id, pickerName: picker.name })
        : inOtherState(file);
    case 'told':
      return new Refusal(customerAlreadyTold, {});
    case 'not-there':
      return new Refusal(orderUnknown, {});
  }
}

export function inOtherState(file: OrderFile): Error {
  return new Refusal(orderInOtherState, {
    orderId: file.orderId,
    number: writtenOrderNumber(file.number),
    state: file.state,
  });
}
