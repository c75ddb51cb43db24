import { Type } from 'typebox';
import {
  Id,
  LocationId,
  Quantity,
  closed,
  endpoint,
  oneOf,
  text,
} from '../../../server/http/contract.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Destination, Difference, GradeField } from './contract-fields.ts';
import { ReturnFile, ReturnParams } from './reading-contracts.ts';
import {
  nothingToPrint,
  piecesNotWaiting,
  returnInOtherState,
  returnIncomplete,
} from './problems.ts';

const work = {
  kind: 'permission',
  permission: 'omnichannel.returns.take',
  location: 'statement',
} as const;

const step = {
  method: 'POST',
  access: work,
  params: ReturnParams,
  reply: ReturnFile,
  idempotency: 'required',
  ifMatch: 'required',
  refusals: [notFound, returnInOtherState],
} as const;

export const handBackEndpoint = endpoint({
  ...step,
  path: '/api/omnichannel/returns/:returnId/hand-back',
  summary:
    'The customer has the goods again: not accepted, repaired, or the rest of an exchange not paid',
  body: closed({ note: Type.Optional(text(300)) }, { $id: 'HandBackReturn' }),
});

export const repairedEndpoint = endpoint({
  ...step,
  path: '/api/omnichannel/returns/:returnId/repaired',
  summary: 'The goods are put right: the customer is told to come for them',
  body: closed(
    { custodyPlace: Type.Optional(text(40, { description: 'Where they wait now' })) },
    { $id: 'RepairedReturn' },
  ),
});

export const finishExchangeEndpoint = endpoint({
  ...step,
  path: '/api/omnichannel/returns/:returnId/exchange',
  summary: 'The customer paid the rest of an agreed exchange: the new pieces are theirs',
  body: closed({ difference: Difference }, { $id: 'FinishExchange' }),
  refusals: [notFound, returnInOtherState, returnIncomplete],
});

export const regradeEndpoint = endpoint({
  ...step,
  path: '/api/omnichannel/returns/:returnId/grade',
  summary: 'Decide where pieces go that waited to be inspected',
  body: closed(
    {
      lines: Type.Array(
        closed({
          lineId: Id,
          quantity: Quantity,
          grade: GradeField,
          destination: Destination,
          note: Type.Optional(text(300)),
        }),
        { minItems: 1, maxItems: 100 },
      ),
    },
    { $id: 'GradeReturn' },
  ),
  refusals: [notFound, returnInOtherState, piecesNotWaiting, returnIncomplete],
});

export const printReturnEndpoint = endpoint({
  method: 'POST',
  path: '/api/omnichannel/returns/:returnId/print',
  summary: 'Print a paper of a return: the customer’s receipt, the custody receipt, the file',
  access: work,
  params: ReturnParams,
  body: closed(
    { paper: oneOf(['return-receipt', 'custody-receipt', 'return-file']), locationId: LocationId },
    { $id: 'PrintReturn' },
  ),
  reply: closed({ jobIds: Type.Array(Id) }, { $id: 'QueuedReturnPapers' }),
  status: 201,
  idempotency: 'required',
  refusals: [notFound, nothingToPrint],
});
