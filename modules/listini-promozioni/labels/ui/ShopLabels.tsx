import { Button, TextInput } from '@mantine/core';
import { IconAlarm, IconCheck, IconPrinter, IconSearch, IconTag } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, refused } from '../../../../server/ui/scan/scan.ts';
import { useMay, useSession } from '../../../../server/ui/shell/session.ts';
import { confirmLabels, labelRounds, printLabels, readLabels } from '../contracts.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { copy } from './copy.ts';
import { DayChoice, noonOf, useLabelDay } from './label-day.tsx';
import { LabelTable } from './LabelTable.tsx';
import { PrintLabelsDialog } from './PrintLabelsDialog.tsx';
import { RoundBadge, roundState } from './LabelRounds.tsx';

export type DayLabels = ReplyOf<typeof readLabels>;
export type Label = DayLabels['labels'][number];

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
  const { places } = useSession();
  const { day } = useLabelDay();
  const reading = useQueryOf(
    readLabels,
    { locationId, day },
    { freshSeconds: 0, everySeconds: LOOK_AGAIN_SECONDS },
  );
  const work = useLabelWork(locationId, day, reading.data);
  const name = places.find(({ id }) => id === locationId)?.name ?? locationId;
  const { data } = reading;
  const state =
    data && roundState({ ...data, labels: data.labels.length, open: work.open.length }, now);
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={`${name} · ${write.day(noonOf(day))}`}
      badge={state ? <RoundBadge state={state} /> : undefined}
      tools={<DayChoice />}
      asOf={reading.asOf}
      bleed
      {...(watches ? { back: '/etichette' } : {})}
      {...work.actions}
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
        <ConfirmDialog count={work.open.length} onConfirm={work.confirmAll} onClose={work.forget} />
      ) : null}
      {work.asking === 'print' && data ? (
        <PrintLabelsDialog
          locationId={locationId}
          day={day}
          labels={data.labels}
          mayPrint={work.mayConfirm}
          onPrinted={work.onPrinted}
          onClose={work.forget}
        />
      ) : null}
    </ScreenFrame>
  );
}

function useLabelWork(locationId: string, day: string, data: DayLabels | undefined) {
  const t = useCopy(copy);
  const write = useFormat();
  const may = useMay();
  const mayConfirm = may('listini-promozioni.label.confirm', locationId);
  const [asking, setAsking] = useState<'confirm' | 'print' | null>(null);
  const [printed, setPrinted] = useState<number | null>(null);
  const refreshes = [readLabels, labelRounds];
  const confirm = useCommandOf(confirmLabels, { refreshes });
  const onPrinted = (count: number): void => {
    setPrinted(count);
    setAsking(null);
  };
  const print = useCommandOf(printLabels, { onDone: ({ labels }) => onPrinted(labels) });
  const labels = data?.labels ?? [];
  const open = labels.filter(({ up }) => !up);
  const putUp = (one: Label): void => {
    void confirm.send({ locationId, day, labels: [paperOf(one)] });
  };
  useScan((scan) => {
    if (scan.kind !== 'item' || data === undefined) return PASSED;
    const label = labels.find(({ gtin }) => gtin === scan.code);
    if (!label) return refused(t('notInList'));
    if (label.up) return refused(t('alreadyUp'));
    if (!mayConfirm || confirm.offline) return refused(t('needsNetwork'));
    putUp(label);
    return accepted(
      label.name,
      t('scanned', { name: label.name, price: write.money(label.afterMinor) }),
    );
  });
  const offline = confirm.offline ? t('needsNetwork') : null;
  const all: Action = {
    id: 'confirm',
    label: t('confirmAll', { count: open.length }),
    icon: IconCheck,
    blocked: offline,
    pending: confirm.pending,
    onPress: () => setAsking('confirm'),
  };
  const wanted = open.length > 0 ? open : labels;
  const printAll: Action = {
    id: 'print',
    label: t('print', { count: wanted.length }),
    icon: IconPrinter,
    compact: true,
    blocked: offline,
    pending: print.pending,
    onPress: () =>
      void print.send({
        locationId,
        day,
        itemIds: wanted.slice(0, 2_000).map((one) => one.itemId),
      }),
  };
  const options: Action = {
    id: 'options',
    label: t('printOther'),
    compact: true,
    icon: IconTag,
    onPress: () => setAsking('print'),
  };
  const something = labels.length > 0;
  return {
    open,
    mayConfirm,
    putUp,
    offline: confirm.offline,
    asking,
    printed,
    onPrinted,
    forget: () => setAsking(null),
    confirmAll: () => {
      setAsking(null);
      // What somebody has seen, and no label that came meanwhile.
      void confirm.send({ locationId, day, labels: open.map(paperOf) });
    },
    problem: confirm.problem ?? print.problem,
    actions: {
      secondary: something ? (mayConfirm ? [options, printAll] : [options]) : [],
      ...(mayConfirm && open.length > 0 ? { primary: all } : {}),
    },
  };
}

function paperOf({ itemId, afterMinor }: Label): { itemId: string; priceMinor: number } {
  return { itemId, priceMinor: afterMinor };
}

export type LabelWork = ReturnType<typeof useLabelWork>;

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
