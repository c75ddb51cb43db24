import { Button } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { CounterStrip } from '../../../../server/ui/kit/CounterStrip.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { Role } from '../../../../server/ui/theme/tokens.ts';
import { usePriceNews } from '../../price-lists/ui/use-price-news.ts';
import { labelRounds } from '../contracts.ts';
import { copy } from './copy.ts';
import { noonOf } from '../../price-lists/domain/wall-time.ts';
import { DayChoice, useLabelDay } from './label-day.tsx';

type Round = ReplyOf<typeof labelRounds>['rounds'][number];
export type RoundState = 'late' | 'open' | 'done' | 'none';

/** For the time when nothing is heard: the live connection says at once what moves. */
const LOOK_AGAIN_SECONDS = 120;
const STATES = ['late', 'open', 'done', 'none'] as const;
const ROLES: Readonly<Record<RoundState, Role>> = {
  late: 'ritardo',
  open: 'attesa',
  done: 'pronto',
  none: 'neutro',
};

export function roundState(
  { labels, open, dueBy }: Pick<Round, 'labels' | 'open' | 'dueBy'>,
  now: Date,
): RoundState {
  if (labels === 0) return 'none';
  if (open === 0) return 'done';
  return new Date(dueBy) <= now ? 'late' : 'open';
}

/** Every shop with what is not up yet: the late ones first. */
export function LabelRounds(): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const { day } = useLabelDay();
  const rounds = useQueryOf(
    labelRounds,
    { day },
    { freshSeconds: 0, everySeconds: LOOK_AGAIN_SECONDS },
  );
  usePriceNews([labelRounds]);
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={write.longDay(noonOf(day))}
      asOf={rounds.asOf}
      tools={<DayChoice />}
      bleed
    >
      <Shown reading={rounds} what={t('cannotRead')}>
        {({ rounds: all }) =>
          all.length === 0 ? (
            <EmptyState title={t('noShops')} icon={IconTag} role="neutro">
              {t('noShopsText')}
            </EmptyState>
          ) : (
            <Rounds rounds={all} day={day} />
          )
        }
      </Shown>
    </ScreenFrame>
  );
}

function Rounds({
  rounds,
  day,
}: {
  readonly rounds: readonly Round[];
  readonly day: string;
}): ReactElement {
  const t = useCopy(copy);
  const now = useMinute();
  const sum = (of: (round: Round) => number) =>
    rounds.reduce((total, round) => total + of(round), 0);
  const late = rounds.filter((round) => roundState(round, now) === 'late').length;
  return (
    <>
      <div className="bt-inset">
        <CounterStrip
          label={t('title')}
          counters={[
            { id: 'labels', label: t('count'), value: sum(({ labels }) => labels) },
            { id: 'open', label: t('open'), value: sum(({ open }) => open) },
            {
              id: 'late',
              label: t('late'),
              value: late,
              ...(late > 0 ? { note: t('shops'), noteRole: 'ritardo' as const } : {}),
            },
          ]}
        />
      </div>
      <RoundTable rounds={rounds} day={day} />
    </>
  );
}

function RoundTable({
  rounds,
  day,
}: {
  readonly rounds: readonly Round[];
  readonly day: string;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const go = useGo();
  const { tomorrow } = useLabelDay();
  const badge = (round: Round) => <RoundBadge state={roundState(round, now)} />;
  const last = ({ confirmedBy, confirmedAt }: Round) =>
    confirmedBy !== null && confirmedAt !== null
      ? t('lastBy', { name: confirmedBy, moment: write.moment(confirmedAt, now) })
      : t('nobody');
  const name = (round: Round) => <TwoLines first={round.name} second={round.locationId} />;
  const open = ({ locationId, name: shop }: Round) => (
    <Button
      size="sm"
      aria-label={`${t('openShop')} ${shop}`}
      onClick={() =>
        go(`/etichette?negozio=${locationId}${day === tomorrow ? '' : `&giorno=${day}`}`)
      }
    >
      {t('openShop')}
    </Button>
  );
  return (
    <QueueTable<Round>
      label={t('shops')}
      groups={STATES.map((state) => ({
        id: state,
        title: t(`group-${state}`),
        role: ROLES[state],
        rows: rounds.filter((round) => roundState(round, now) === state),
      }))}
      keyOf={({ locationId }) => locationId}
      edge={(round) => (roundState(round, now) === 'late' ? 'ritardo' : null)}
      columns={[
        { id: 'shop', title: t('shop'), cell: name },
        { id: 'state', title: t('state'), width: '160px', cell: badge },
        {
          id: 'count',
          title: t('count'),
          align: 'right',
          width: '120px',
          cell: ({ labels }) => write.count(labels),
        },
        {
          id: 'open',
          title: t('open'),
          align: 'right',
          width: '120px',
          cell: (round) => <b>{write.count(round.open)}</b>,
        },
        { id: 'last', title: t('last'), width: '240px', cell: last },
        { id: 'go', title: t('openShop'), align: 'right', width: '110px', cell: open },
      ]}
      card={(round) => (
        <>
          <div className="bt-card-line">
            {name(round)}
            {badge(round)}
          </div>
          <div className="bt-card-line">
            <span className="bt-quiet">
              {t('countOf', { count: round.labels })}, {t('openOf', { count: round.open })}
            </span>
            {open(round)}
          </div>
        </>
      )}
    />
  );
}

/** How a shop stands with the labels of a day. */
export function RoundBadge({ state }: { readonly state: RoundState }): ReactElement {
  const t = useCopy(copy);
  switch (state) {
    case 'late':
      return <StatusBadge status="late" words={t('late')} />;
    case 'open':
      return <StatusBadge status="waiting" words={t('toDo')} />;
    case 'done':
      return <StatusBadge status="ready" words={t('done')} />;
    case 'none':
      return <StatusBadge status="ended" words={t('none')} />;
  }
}
