import { Button, FileButton, TextInput } from '@mantine/core';
import { IconArrowsDiff, IconDownload, IconFileUpload } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { addDays, dayAt, instantOfWall } from '../../../../server/kernel/time.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { CounterStrip } from '../../../../server/ui/kit/CounterStrip.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { MOST_ORDERS, reconciliationEndpoint, type ReconciliationReport } from '../contracts.ts';
import { copy } from './copy.ts';
import { differencesFile } from './differences-file.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import { FaultsOfList } from './FaultsOfList.tsx';
import { readList, type ReadList } from './read-list.ts';
import './reconciliation.css';

interface Asked {
  readonly channel: string;
  readonly from: string;
  readonly until: string;
  readonly file: { readonly name: string; readonly list: ReadList } | null;
}

const DAY_MINUTES = 24 * 60;

/** Riconciliazione: what a web shop’s list of orders and ours say differently. */
export function ReconciliationScreen(): ReactElement {
  const t = useCopy(copy);
  const { zone } = useFormat().reader;
  const today = dayAt(zone, new Date());
  const [asked, setAsked] = useState<Asked>({
    channel: 'web',
    from: addDays(today, -7),
    until: addDays(today, -1),
    file: null,
  });
  const [report, setReport] = useState<ReconciliationReport | null>(null);
  const compare = useCommandOf(reconciliationEndpoint);
  const list = asked.file?.list ?? null;
  const lacks = asked.from === '' || asked.until === '' || !list || list.orders.length === 0;
  const faulty = (list?.faults.length ?? 0) > 0 || (list?.orders.length ?? 0) > MOST_ORDERS;
  const primary = {
    id: 'compare',
    label: t('compare'),
    icon: IconArrowsDiff,
    pending: compare.pending,
    blocked: compare.offline ? t('needsNetwork') : lacks || faulty ? t('missing') : null,
    onPress: () => {
      const { channel, from, until } = asked;
      void compare
        .send({
          channel,
          from: instantOfWall(zone, from, 0).toISOString(),
          to: instantOfWall(zone, until, DAY_MINUTES).toISOString(),
          orders: list?.orders.map((order) => ({ ...order })) ?? [],
        })
        .then((outcome) => outcome.done && setReport(outcome.reply));
    },
  };
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('subtitle')}
      primary={primary}
      {...(report && report.differences.length > 0
        ? { secondary: [download(report, t('download'))] }
        : {})}
      actionsAt="header"
      bleed
    >
      <div className="bt-inset">
        <AskedFields asked={asked} onChange={setAsked} />
        {list && <FaultsOfList list={list} />}
        {compare.problem && <ErrorState problem={compare.problem} reading={false} />}
      </div>
      {report ? (
        <ReportShown report={report} />
      ) : (
        <EmptyState title={t('emptyTitle')} icon={IconArrowsDiff} role="neutro">
          {t('emptyText')}
        </EmptyState>
      )}
    </ScreenFrame>
  );
}

function download(report: ReconciliationReport, label: string) {
  return {
    id: 'download',
    label,
    icon: IconDownload,
    onPress: () => {
      const file = new Blob(['\ufeff', differencesFile(report.differences)], { type: 'text/csv' });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = `${report.channel}-${report.from.slice(0, 10)}.csv`;
      link.click();
      URL.revokeObjectURL(link.href);
    },
  };
}

function AskedFields({
  asked,
  onChange,
}: {
  readonly asked: Asked;
  readonly onChange: (asked: Asked) => void;
}): ReactElement {
  const t = useCopy(copy);
  const { reader } = useFormat();
  const take = (file: File | null): void => {
    if (!file) return;
    void file
      .text()
      .then((text) =>
        onChange({ ...asked, file: { name: file.name, list: readList(reader, text) } }),
      );
  };
  return (
    <div className="oc-reconcile-fields">
      <TextInput
        label={t('channel')}
        value={asked.channel}
        onChange={(event) => onChange({ ...asked, channel: event.currentTarget.value.trim() })}
      />
      <TextInput
        type="date"
        label={t('from')}
        value={asked.from}
        onChange={(event) => onChange({ ...asked, from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('until')}
        value={asked.until}
        onChange={(event) => onChange({ ...asked, until: event.currentTarget.value })}
      />
      <div className="oc-reconcile-file">
        <FileButton onChange={take} accept=".csv,text/csv" inputProps={{ 'aria-label': t('file') }}>
          {(button) => (
            <Button {...button} leftSection={<IconFileUpload size={20} stroke={1.8} aria-hidden />}>
              {t('chooseFile')}
            </Button>
          )}
        </FileButton>
        <span className="bt-quiet">
          {asked.file
            ? t('rows', { name: asked.file.name, count: asked.file.list.orders.length })
            : t('format')}
        </span>
      </div>
    </div>
  );
}

function ReportShown({ report }: { readonly report: ReconciliationReport }): ReactElement {
  const t = useCopy(copy);
  const { compared, agreeing, ours, differences } = report;
  return (
    <>
      <div className="bt-inset">
        <CounterStrip
          label={t('list')}
          counters={[
            { id: 'compared', label: t('compared'), value: compared },
            { id: 'ours', label: t('ours'), value: ours },
            { id: 'agreeing', label: t('agreeing'), value: agreeing },
            { id: 'different', label: t('different'), value: differences.length },
          ]}
        />
      </div>
      {differences.length === 0 ? (
        <EmptyState title={t('allAgree')}>{t('allAgreeText', { count: compared })}</EmptyState>
      ) : (
        <DifferenceTable differences={differences} />
      )}
    </>
  );
}
