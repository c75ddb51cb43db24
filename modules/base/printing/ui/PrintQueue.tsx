import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import type { Status } from '../../../../server/ui/kit/status.ts';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import type { PrintingView, PrintJobView } from '../contracts.ts';
import { printingCopy } from './copy.ts';
import { whyKey } from './why.ts';
import type { PrintCommands } from './use-print-commands.ts';

const LOOK: Readonly<Record<PrintJobView['state'], Status>> = {
  queued: 'toPrepare',
  printing: 'inPreparation',
  printed: 'ready',
  failed: 'notFound',
  discarded: 'cancelled',
};

/** Papers: those that need a person first, each with what is known of it and what can be done. */
export function PrintQueue({
  view,
  commands,
  onReprint,
}: {
  readonly view: PrintingView;
  readonly commands: PrintCommands;
  readonly onReprint: (job: PrintJobView) => void;
}): ReactElement {
  const t = useCopy(printingCopy);
  const write = useFormat();
  const now = useMinute();
  const printerOf = (job: PrintJobView) =>
    view.printers.find(({ printerId }) => printerId === job.printerId);
  const byHand = (job: PrintJobView): boolean =>
    job.state === 'queued' && printerOf(job)?.connection !== 'network';
  const trouble = (job: PrintJobView): boolean =>
    job.state === 'failed' || (job.state === 'queued' && job.fault !== null);
  const paper = (job: PrintJobView): ReactElement => <Paper job={job} trouble={trouble(job)} />;
  const where = (job: PrintJobView): string =>
    `${printerOf(job)?.name ?? t('noPrinter')} · ${write.moment(job.endedAt ?? job.queuedAt, now)}`;
  const state = (job: PrintJobView): ReactElement => (
    <State job={job} toOpen={byHand(job)} where={where(job)} />
  );
  const steps = (job: PrintJobView): ReactElement => (
    <Steps job={job} byHand={byHand(job)} commands={commands} onReprint={() => onReprint(job)} />
  );
  const open = view.jobs.filter(({ endedAt }) => endedAt === null);
  return (
    <QueueTable
      label={t('queue')}
      columns={[
        { id: 'paper', title: t('paper'), width: '30%', cell: paper },
        { id: 'state', title: t('state'), cell: state },
        { id: 'next', title: t('next'), align: 'right', cell: steps },
      ]}
      groups={[
        { id: 'trouble', title: t('group_trouble'), role: 'ritardo', rows: open.filter(trouble) },
        { id: 'waiting', title: t('group_waiting'), rows: open.filter((job) => !trouble(job)) },
        {
          id: 'done',
          title: t('group_done'),
          rows: view.jobs.filter(({ endedAt }) => endedAt !== null),
        },
      ]}
      keyOf={({ jobId }) => jobId}
      edge={(job) => (trouble(job) ? 'ritardo' : null)}
      card={(job) => (
        <div className="ba-paper-card">
          {paper(job)}
          {state(job)}
          {steps(job)}
        </div>
      )}
    />
  );
}

/** What it is; while the printer is down, large, what to write by hand. */
function Paper({
  job,
  trouble,
}: {
  readonly job: PrintJobView;
  readonly trouble: boolean;
}): ReactElement {
  const t = useCopy(printingCopy);
  const say = useText();
  const copies = job.copies > 1 ? ` · ${t('copies', { count: job.copies })}` : '';
  return (
    <div className="ba-paper">
      <TwoLines first={job.about} second={`${say(job.title)}${copies} · ${job.actorName}`} />
      {trouble && job.byHand !== null && (
        <p className="ba-by-hand">
          <span>{t('byHand')}</span>
          <strong>{job.byHand}</strong>
        </p>
      )}
    </div>
  );
}

function State({
  job,
  toOpen,
  where,
}: {
  readonly job: PrintJobView;
  readonly toOpen: boolean;
  readonly where: string;
}): ReactElement {
  const t = useCopy(printingCopy);
  const words = toOpen ? t('toOpen') : t(`state_${job.state}`);
  const status = job.state === 'queued' && job.fault !== null ? 'expiresSoon' : LOOK[job.state];
  const because = job.reprintBecause;
  return (
    <div className="ba-paper-state">
      <StatusBadge status={status} words={words} />
      <p className="bt-hint">{where}</p>
      {job.fault !== null && job.endedAt === null && <p>{faultWords(t, job)}</p>}
      {because !== null && (
        <p className="bt-hint">{t('reprinted', { because: t(whyKey(because)) })}</p>
      )}
    </div>
  );
}

type FaultKey = Extract<keyof (typeof printingCopy)['it'], `fault_${string}` | `doubt_${string}`>;

function faultWords(t: (key: FaultKey) => string, { fault, maybePrinted }: PrintJobView): string {
  if (maybePrinted) {
    return fault === 'cut' || fault === 'paper-out' || fault === 'no-answer'
      ? t(`doubt_${fault}`)
      : t('doubt_interrupted');
  }
  return fault === null || fault === 'cut' || fault === 'interrupted'
    ? t('fault_offline')
    : t(`fault_${fault}`);
}

function Steps({
  job,
  byHand,
  commands,
  onReprint,
}: {
  readonly job: PrintJobView;
  readonly byHand: boolean;
  readonly commands: PrintCommands;
  readonly onReprint: () => void;
}): ReactElement {
  const t = useCopy(printingCopy);
  const { jobId, about } = job;
  const disabled = commands.busy || commands.offline;
  const pdf = (
    <Button
      size="sm"
      component="a"
      href={`/api/base/print-jobs/${jobId}/document`}
      target="_blank"
      rel="noopener"
      variant={byHand ? 'default' : 'subtle'}
      aria-label={t('openPdfOf', { about })}
    >
      {t('openPdf')}
    </Button>
  );
  const button = (label: string, act: () => void, aria = `${label}: ${about}`) => (
    <Button size="sm" disabled={disabled} aria-label={aria} onClick={act}>
      {label}
    </Button>
  );
  const finish = () => commands.finish(jobId);
  return (
    <div className="ba-paper-steps">
      {pdf}
      {byHand && button(t('done'), finish, t('doneOf', { about }))}
      {job.state === 'failed' && button(t('itCameOut'), finish)}
      {job.state === 'failed' && button(t('printAgain'), () => commands.retry(jobId))}
      {job.state === 'queued' &&
        !byHand &&
        job.fault !== null &&
        button(t('retry'), () => commands.retry(jobId))}
      {(job.state === 'queued' || job.state === 'failed') && (
        <ActionIcon
          size={40}
          disabled={disabled}
          title={t('discard')}
          aria-label={`${t('discard')}: ${about}`}
          onClick={() => commands.discard(jobId)}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      )}
      {job.endedAt !== null && button(t('reprint'), onReprint, t('reprintOf', { about }))}
    </div>
  );
}
