import { Button, TextInput } from '@mantine/core';
import { IconAlarm, IconCheck, IconPrinter, IconSearch, IconTag } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useLocationId, usePlaceNames } from '../../../../server/ui/shell/session.ts';
import { usePriceNews } from '../../price-lists/ui/use-price-news.ts';
import { readLabels } from '../contracts.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { copy } from './copy.ts';
import { noonOf } from '../../price-lists/domain/wall-time.ts';
import { DayChoice, useLabelDay } from './label-day.tsx';
import { LabelTable } from './LabelTable.tsx';
import { PrintLabelsDialog } from './PrintLabelsDialog.tsx';
import { RoundBadge, roundState } from './LabelRounds.tsx';
import {
  useLabelActions,
  useLabelScan,
  useLabelWork,
  type DayLabels,
  type Label,
  type LabelWork,
} from './use-label-work.ts';

const LOOK_AGAIN_SECONDS = 30;

/** The labels of a day in one shop: printed, put up one by one with the scanner, or all confirmed. */
export function ShopLabels({
  locationId,
  watches,
}: {
  readonly locationId: string;
  readonly watches: boolean;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const nameOf = usePlaceNames();
  const own = useLocationId();
  const { day } = useLabelDay();
  const reading = useQueryOf(
    readLabels,
    { locationId, day },
    { freshSeconds: 0, everySeconds: LOOK_AGAIN_SECONDS },
  );
  usePriceNews([readLabels]);
  const work = useLabelWork(locationId, day, reading.data?.labels ?? null);
  const actions = useLabelActions(work);
  useLabelScan(work, locationId, day);
  const name = nameOf(locationId);
  const { data } = reading;
  const state =
    data && roundState({ ...data, labels: data.labels.length, open: work.open.length }, now);
  return (
    <ScreenFrame
      title={t('title')}
      // Who works here sees the name of the shop above already.
      subtitle={
        locationId === own ? write.longDay(noonOf(day)) : `${name} · ${write.day(noonOf(day))}`
      }
      badge={state ? <RoundBadge state={state} /> : undefined}
      tools={<DayChoice />}
      asOf={reading.asOf}
      bleed
      {...(watches ? { back: '/etichette' } : {})}
      {...actions}
      {...(data && data.labels.length > 0 ? { note: <Progress data={data} /> } : {})}
    >
      {work.problem ? (
        <div className="bt-inset">
          <ErrorState problem={work.problem} reading={false} />
        </div>
      ) : null}
      <Told locationId={locationId} state={state ?? null} open={work.open.length} />
      {work.printed === null ? null : <Printed count={work.printed} />}
      <Shown reading={reading} what={t('cannotRead')}>
        {({ labels }) => <Labels labels={labels} work={work} day={day} />}
      </Shown>
      {work.asking === 'confirm' ? (
        <ConfirmDialog
          count={work.open.length}
          onConfirm={work.confirmAll}
          onClose={() => work.ask(null)}
        />
      ) : null}
      {work.asking === 'print' && data ? (
        <PrintLabelsDialog
          locationId={locationId}
          day={day}
          labels={data.labels}
          mayPrint={work.mayConfirm}
          onPrinted={work.onPrinted}
          onClose={() => work.ask(null)}
        />
      ) : null}
    </ScreenFrame>
  );
}

function Progress({ data }: { readonly data: DayLabels }): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const all = data.labels.length;
  const up = data.labels.filter((label) => label.up).length;
  const due = new Date(data.dueBy);
  const words = due > now ? 'dueBy' : 'wasDue';
  return (
    <>
      <b>{t('upOf', { up: write.count(up), all: write.count(all) })}</b>
      {up < all ? ` · ${t(words, { moment: write.moment(data.dueBy, now) })}` : ''}
    </>
  );
}

/** What somebody has to know first: shelves that are late, or a day that was not finished. */
function Told({
  locationId,
  state,
  open,
}: {
  readonly locationId: string;
  readonly state: ReturnType<typeof roundState> | null;
  readonly open: number;
}): ReactElement | null {
  const t = useCopy(copy);
  const { day, today, choose } = useLabelDay();
  const ofToday = useQueryOf(
    readLabels,
    { locationId, day: today },
    { when: day !== today, freshSeconds: 60 },
  );
  const left = ofToday.data?.labels.filter(({ up }) => !up).length ?? 0;
  if (state === 'late') {
    return (
      <div className="bt-inset">
        <Notice role="ritardo" icon={IconAlarm} title={t('lateTitle', { count: open })}>
          {t('lateText')}
        </Notice>
      </div>
    );
  }
  if (day === today || left === 0) return null;
  return (
    <div className="bt-inset">
      <Notice
        role="attesa"
        icon={IconAlarm}
        title={t('stillToday', { count: left })}
        action={
          <Button size="sm" onClick={() => choose(today)}>
            {t('showToday')}
          </Button>
        }
      />
    </div>
  );
}

function Printed({ count }: { readonly count: number }): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  return (
    <div className="bt-inset" role="status">
      <Notice
        role="lavoro"
        icon={IconPrinter}
        action={
          <Button size="sm" onClick={() => go('/stampa')}>
            {t('seeQueue')}
          </Button>
        }
      >
        {t('printing', { count })}
      </Notice>
    </div>
  );
}

function Labels({
  labels,
  work,
  day,
}: {
  readonly labels: readonly Label[];
  readonly work: LabelWork;
  readonly day: string;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const [words, setWords] = useState('');
  if (labels.length === 0) {
    return (
      <EmptyState title={t('nothing')} icon={IconTag}>
        {t('nothingText', { day: write.longDay(noonOf(day)) })}
      </EmptyState>
    );
  }
  const wanted = words.trim().toLowerCase();
  const shown = labels.filter(({ name, styleCode, gtin, colour }) =>
    [name, styleCode, gtin, colour].some((text) => text.toLowerCase().includes(wanted)),
  );
  return (
    <>
      {work.open.length === 0 ? (
        <div className="bt-inset">
          <Notice role="pronto" icon={IconCheck} title={t('allUp')}>
            {t('allUpText')}
          </Notice>
        </div>
      ) : null}
      <div className="bt-inset">
        <TextInput
          aria-label={t('filter')}
          placeholder={t('filter')}
          leftSection={<IconSearch size={20} stroke={1.8} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      {shown.length === 0 ? (
        <p className="bt-inset bt-quiet">{t('noneFound')}</p>
      ) : (
        <LabelTable labels={shown} work={work} />
      )}
    </>
  );
}
