import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import type { listImports } from '../contracts.ts';
import { copy } from './copy.ts';

export type Import = ReplyOf<typeof listImports>['imports'][number];

/** Is the server at work on it? Then it is looked at again until it is done. */
export function isUnderWay({ state }: Pick<Import, 'state'>): boolean {
  return state === 'uploaded' || state === 'applying';
}

const STATUS = {
  uploaded: 'waiting',
  checked: 'toInspect',
  unreadable: 'notFound',
  applying: 'inPreparation',
  applied: 'ready',
  failed: 'notFound',
  discarded: 'cancelled',
} as const;

/** It is a table, but somebody has to say which of its columns are the ones that must be there. */
export function needsColumns({ state, finishedAt }: Import): boolean {
  return state === 'unreadable' && finishedAt === null;
}

export function ImportState({ file }: { readonly file: Import }): ReactElement {
  const t = useCopy(copy);
  return needsColumns(file) ? (
    <StatusBadge status="toInspect" words={t('state_columns')} />
  ) : (
    <StatusBadge status={STATUS[file.state]} words={t(`state_${file.state}`)} />
  );
}
