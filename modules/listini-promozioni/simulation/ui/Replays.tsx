import { Button, MultiSelect, TextInput } from '@mantine/core';
import { IconHistory, IconPlayerPlay } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { addDays, dayAt } from '../../../../server/kernel/time.ts';
import { useAddressValue } from '../../../../server/ui/address.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useLookAgain } from '../../../../server/ui/kit/look-again.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { listReplays, startReplay } from '../replay-contracts.ts';
import { replayCopy } from './replay-copy.ts';
import { ReplayResult } from './ReplayResult.tsx';
import { isUnderWay, ReplayState, useReplayWords, type Replay } from './replay-words.tsx';
import { triedInput, type Subject } from './subject.ts';

type Source = Replay['source'];

const MONTH_DAYS = 30;

/** Whole periods tried again: asked for, followed, kept. */
export function Replays({ subject }: { readonly subject: Subject }): ReactElement {
  const t = useCopy(replayCopy);
  const [openId, open] = useAddressValue('periodo');
  const replays = useQueryOf(listReplays, {}, { freshSeconds: 0, everySeconds: 60 });
  const underWay = replays.data?.replays.some(isUnderWay) ?? false;
  useLookAgain(underWay && openId === null, replays.retry);
  if (openId !== null) return <ReplayResult replayId={openId} onBack={() => open(null)} />;
  return (
    <>
      <NewReplay subject={subject} onStarted={open} />
      <Shown reading={replays} what={t('cannotRead')}>
        {({ replays: rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('none')} icon={IconHistory} role="neutro">
              {t('noneText')}
            </EmptyState>
          ) : (
            <ReplayTable rows={rows} onOpen={open} />
          )
        }
      </Shown>
    </>
  );
}

function NewReplay({
  subject,
  onStarted,
}: {
  readonly subject: Subject;
  readonly onStarted: (replayId: string) => void;
}): ReactElement {
  const t = useCopy(replayCopy);
  const { places } = useSession();
  const { zone } = useFormat().reader;
  const today = dayAt(zone, useMinute());
  const [source, setSource] = useState<Source>('receipts');
  const [shops, setShops] = useState<string[]>([]);
  const [from, setFrom] = useState(addDays(today, -MONTH_DAYS));
  const [to, setTo] = useState(today);
  const start = useCommandOf(startReplay, {
    refreshes: [listReplays],
    onDone: ({ replayId }) => onStarted(replayId),
  });
  const backwards = from === '' || to === '' || to < from;
  const send = (): void => {
    const locationIds = shops.length > 0 ? { locationIds: shops } : {};
    void start.send({ ...triedInput(subject), source, from, to, ...locationIds });
  };
  return (
    <section className="bt-panel lp-sim-new" aria-label={t('newOne')}>
      <div>
        <h2>{t('newOne')}</h2>
        <p className="bt-quiet">{t('newText')}</p>
      </div>
      <div className="lp-sim-fields">
        <FieldChoice<Source>
          label={t('source')}
          joined
          choices={(['receipts', 'orders'] as const).map((value) => ({
            value,
            label: t(`source-${value}`),
          }))}
          value={source}
          onChange={setSource}
        />
        <MultiSelect
          size="md"
          label={t('shops')}
          placeholder={shops.length === 0 ? t('everyShop') : ''}
          searchable
          data={places.map(({ id, name }) => ({ value: id, label: `${name} · ${id}` }))}
          value={shops}
          onChange={setShops}
        />
        <TextInput
          type="date"
          label={t('from')}
          max={today}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('to')}
          value={to}
          error={backwards ? t('wrongDays') : undefined}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </div>
      {start.problem ? <ErrorState problem={start.problem} reading={false} /> : null}
      <div className="lp-sim-start">
        {start.offline ? <span className="bt-quiet">{t('needsNetwork')}</span> : null}
        <Button
          variant="filled"
          leftSection={<IconPlayerPlay size={20} stroke={1.8} aria-hidden />}
          loading={start.pending}
          disabled={backwards || start.offline}
          onClick={send}
        >
          {t('start')}
        </Button>
      </div>
    </section>
  );
}

function ReplayTable({
  rows,
  onOpen,
}: {
  readonly rows: readonly Replay[];
  readonly onOpen: (replayId: string) => void;
}): ReactElement {
  const t = useCopy(replayCopy);
  const say = useText();
  const write = useFormat();
  const now = useMinute();
  const words = useReplayWords();
  const what = (row: Replay) => <TwoLines first={say(row.name)} second={words(row)} />;
  const state = (row: Replay) => <ReplayState state={row.state} />;
  const result = ({ changed, differenceMinor }: Replay) =>
    changed === null || differenceMinor === null ? (
      '—'
    ) : (
      <TwoLines first={write.money(differenceMinor)} second={t('changed', { count: changed })} />
    );
  const open = ({ replayId, name }: Replay) => (
    <Button
      size="sm"
      aria-label={t('openOf', { name: say(name) })}
      onClick={() => onOpen(replayId)}
    >
      {t('open')}
    </Button>
  );
  return (
    <QueueTable<Replay>
      label={t('list')}
      groups={[{ id: 'all', title: t('list'), rows }]}
      keyOf={({ replayId }) => replayId}
      columns={[
        { id: 'what', title: t('what'), cell: what },
        { id: 'state', title: t('state'), width: '150px', cell: state },
        { id: 'result', title: t('result'), align: 'right', width: '170px', cell: result },
        {
          id: 'when',
          title: t('made'),
          align: 'right',
          width: '150px',
          cell: ({ createdAt }) => <span className="bt-quiet">{write.moment(createdAt, now)}</span>,
        },
        { id: 'open', title: t('open'), align: 'right', width: '100px', cell: open },
      ]}
      card={(row) => (
        <>
          <div className="bt-card-line">
            {what(row)}
            {state(row)}
          </div>
          <div className="bt-card-line">
            <span>{result(row)}</span>
            {open(row)}
          </div>
        </>
      )}
    />
  );
}
