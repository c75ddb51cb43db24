import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSend } from '@tabler/icons-react';
import { useEffect, useState, type ReactElement } from 'react';
import type { InputOf, ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { MoreRows } from '../../../../server/ui/kit/MoreRows.tsx';
import { useNow } from '../../../../server/ui/kit/now.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { usePages } from '../../../../server/ui/pages.ts';
import { listDeliveriesEndpoint } from '../../../../server/webhooks/contracts.ts';
import { copy } from './copy.ts';
import { DeliveryDialog } from './DeliveryDialog.tsx';
import { answerWords, wordOf } from './delivery-words.ts';

export type Delivery = ReplyOf<typeof listDeliveriesEndpoint>['items'][number];
type State = Delivery['state'];

const TYPING_MS = 300;
const LOOK_AGAIN_MS = 3_000;
const STATES: readonly State[] = ['waiting', 'delivered', 'given-up', 'dropped'];

/** Every delivery of an endpoint, the newest first; what waits is looked at again and again. */
export function DeliveryLog({
  endpointId,
  manages,
}: {
  readonly endpointId: string;
  readonly manages: boolean;
}): ReactElement {
  const t = useCopy(copy);
  const [q, setQ] = useState('');
  const [state, setState] = useState<State | null>(null);
  const [settled] = useDebouncedValue(q.trim(), TYPING_MS);
  const [opened, setOpened] = useState<number | null>(null);
  const input: InputOf<typeof listDeliveriesEndpoint> = {
    endpointId,
    limit: 50,
    ...(settled === '' ? {} : { q: settled }),
    ...(state === null ? {} : { state }),
  };
  const rows = usePages(listDeliveriesEndpoint, input);
  const { retry } = rows;
  useEffect(() => {
    const timer = setInterval(() => void retry(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [retry]);
  const filtered = settled !== '' || state !== null;
  return (
    <>
      <div className="bt-inset ba-log-filters">
        <TextInput
          label={t('search')}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
        <Select
          label={t('state')}
          placeholder={t('all')}
          clearable
          data={STATES.map((value) => ({ value, label: wordOf(t, value) }))}
          value={state}
          onChange={(value) => setState(value as State | null)}
        />
      </div>
      <Shown reading={rows} what={t('cannotReadLog')}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t(filtered ? 'noMatch' : 'noLog')} icon={IconSend} role="neutro">
              {t(filtered ? 'noMatchText' : 'noLogText')}
            </EmptyState>
          ) : (
            <LogTable items={items} onOpen={setOpened} />
          )
        }
      </Shown>
      <MoreRows of={rows} label={t('moreRows')} />
      {opened !== null && (
        <DeliveryDialog
          delivery={opened}
          endpointId={endpointId}
          manages={manages}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

const BADGES = {
  waiting: 'queued',
  delivered: 'active',
  'given-up': 'late',
  dropped: 'cancelled',
} as const;

function LogTable({
  items,
  onOpen,
}: {
  readonly items: readonly Delivery[];
  readonly onOpen: (delivery: number) => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useNow();
  const when = (one: Delivery): string => write.moment(one.happenedAt, now);
  const event = (one: Delivery): ReactElement => (
    <TwoLines
      first={one.type}
      second={
        one.origin === 'event'
          ? when(one)
          : `${t(one.origin === 'ping' ? 'test' : 'replayed')} · ${when(one)}`
      }
    />
  );
  const result = (one: Delivery): ReactElement => (
    <TwoLines
      first={one.attempts === 0 ? '–' : answerWords(t, one.lastFailure, one.lastStatus)}
      second={[
        ...(one.attempts > 0 ? [t('attempts', { count: one.attempts })] : []),
        ...(one.state === 'waiting'
          ? [one.nextAt === null ? t('behind') : t('next', { when: write.moment(one.nextAt, now) })]
          : []),
      ].join(' · ')}
    />
  );
  const state = (one: Delivery): ReactElement => (
    <StatusBadge status={BADGES[one.state]} words={wordOf(t, one.state)} />
  );
  const open = (one: Delivery): ReactElement => (
    <Button
      size="sm"
      aria-label={`${t('open')} ${one.type}, ${when(one)}`}
      onClick={() => onOpen(one.delivery)}
    >
      {t('open')}
    </Button>
  );
  return (
    <QueueTable
      label={t('log')}
      columns={[
        { id: 'event', title: t('event'), cell: event },
        { id: 'state', title: t('state'), cell: state },
        { id: 'result', title: t('result'), cell: result },
        { id: 'open', title: t('actions'), align: 'right', cell: open },
      ]}
      groups={[{ id: 'all', title: '', rows: items }]}
      keyOf={({ delivery }) => String(delivery)}
      card={(one) => (
        <>
          <div className="bt-card-line">
            {event(one)}
            {state(one)}
          </div>
          <div className="bt-card-line">
            {result(one)}
            {open(one)}
          </div>
        </>
      )}
    />
  );
}
