import { Button } from '@mantine/core';
import { IconBookmark, IconHourglass } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { CodeText } from '../../../../server/ui/kit/CodeText.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { copy } from './copy.ts';
import type { Piece, Placed } from './ReservationForm.tsx';

/** What was agreed, and the code that the customer takes along. */
export function Reserved({
  piece,
  placed,
  name,
  onClose,
}: {
  readonly piece: Piece;
  readonly placed: Placed;
  readonly name: string;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const { state, until, answerBy } = placed.reservation;
  const item = `${piece.view.name}, ${piece.item.colour} ${piece.item.size}`;
  const when = (instant: string | null): string =>
    instant === null ? '–' : write.moment(instant, now);
  const words = {
    waiting: [t('doneQueue', { name }), t('doneQueueText', { item })],
    requested: [
      t('doneRequest', { store: piece.storeName }),
      t('doneRequestText', { name, when: when(answerBy) }),
    ],
    kept: [t('doneKept', { name }), t('doneKeptText', { item, when: when(until) })],
  }[state === 'waiting' || state === 'requested' ? state : 'kept'];
  return (
    <div className="ss-reserved">
      <EmptyState
        title={words[0]!}
        icon={state === 'active' ? IconBookmark : IconHourglass}
        role={state === 'active' ? 'pronto' : 'attesa'}
      >
        {words[1]}
      </EmptyState>
      <div className="ss-code">
        <CodeText code={placed.code} large />
        <span className="bt-hint">{t('code')}</span>
      </div>
      <div className="bt-dialog-actions">
        <Button variant="filled" onClick={onClose} data-autofocus>
          {t('done')}
        </Button>
      </div>
    </div>
  );
}
