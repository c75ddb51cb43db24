import { Type, type Static } from 'typebox';
import {
  closed,
  endpoint,
  Id,
  Instant,
  LocationId,
  oneOf,
  Quantity,
  text,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { insufficientStock } from '../problems.ts';
import { CONDITIONS } from '../stock/domain/level.ts';
import { TransferFacts } from './contracts.ts';
import { noSuchWay } from './problems.ts';

/** How a transfer begins: somebody asks for goods, or sends them unasked. */

export const request = {
  kind: 'permission',
  permission: 'store-system.transfers.request',
} as const;
export const ship = { kind: 'permission', permission: 'store-system.transfers.ship' } as const;

const WantedLines = Type.Array(
  closed({ itemId: Id, quantity: Quantity, condition: Type.Optional(oneOf(CONDITIONS)) }),
  { minItems: 1, maxItems: 500, description: 'Sellable pieces unless said otherwise' },
);
const Wanted = {
  from: LocationId,
  to: LocationId,
  lines: WantedLines,
  causal: text(40, { description: 'A reason code of kind `transfer`' }),
  note: Type.Optional(text(500)),
  neededBy: Type.Optional(Instant),
};

export const AskedTransfer = closed(
  {
    transfer: TransferFacts,
    lines: Type.Array(closed({ lineId: Id, itemId: Id, quantity: Quantity })),
  },
  { $id: 'AskedTransfer' },
);
export type AskedTransfer = Static<typeof AskedTransfer>;

export const askForTransfer = endpoint({
  method: 'POST',
  path: '/api/store-system/transfers',
  summary: 'Ask another location for goods; it accepts or declines',
  access: { ...request, location: { field: 'to' } },
  body: closed(Wanted, { $id: 'TransferToAsk' }),
  reply: AskedTransfer,
  status: 201,
  idempotency: 'required',
  refusals: [notFound, noSuchWay],
});

export const sendGoods = endpoint({
  method: 'POST',
  path: '/api/store-system/transfers/outgoing',
  summary: 'Send goods to another location without being asked; the pieces are kept back at once',
  access: { ...ship, location: { field: 'from' } },
  body: closed(Wanted, { $id: 'TransferToSend' }),
  reply: AskedTransfer,
  status: 201,
  idempotency: 'required',
  refusals: [notFound, noSuchWay, insufficientStock],
});
