import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { InputOf, ReplyOf } from '../../../../server/http/contract.ts';
import { instantOfWall } from '../../../../server/kernel/time.ts';
import { auditEndpoint } from '../../../../server/operations/contracts.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { MoreRows } from '../../../../server/ui/kit/MoreRows.tsx';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { usePages } from '../../../../server/ui/pages.ts';
import { useStoreNames } from '../../access/ui/use-store-names.ts';
import { copy } from './copy.ts';
import './registers.css';

type AuditRow = ReplyOf<typeof auditEndpoint>['items'][number];

interface Filters {
  readonly action: string;
  readonly subject: string;
  readonly locationId: string | null;
  readonly from: string;
  readonly until: string;
}

const NO_FILTERS: Filters = { action: '', subject: '', locationId: null, from: '', until: '' };
const TYPING_MS = 300;
const DAY_MINUTES = 24 * 60;

/** Registro: who did what, where and when; it is only read. */
export function AuditScreen(): ReactElement {
  const t = useCopy(copy);
  const { zone } = useFormat().reader;
  const [filters, setFilters] = useState(NO_FILTERS);
  const [settled] = useDebouncedValue(filters, TYPING_MS);
  const rows = usePages(auditEndpoint, askedBy(settled, zone));
  const [opened, setOpened] = useState<AuditRow | null>(null);
  return (
    <ScreenFrame title={t('audit')} asOf={rows.asOf} bleed>
      <div className="bt-inset">
        <FilterFields filters={filters} onChange={setFilters} />
      </div>
      <Shown reading={rows} what={t('cannotReadAudit')}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('noAudit')} icon={IconHistory} role="neutro">
              {t('noAuditText')}
            </EmptyState>
          ) : (
            <AuditTable items={items} onOpen={setOpened} />
          )
        }
      </Shown>
      <MoreRows of={rows} label={t('more')} />
      {opened !== null && <Details row={opened} onClose={() => setOpened(null)} />}
    </ScreenFrame>
  );
}

function askedBy(filters: Filters, zone: string): InputOf<typeof auditEndpoint> {
  const { action, subject, locationId, from, until } = filters;
  const at = (day: string, minute: number): string =>
    instantOfWall(zone, day, minute).toISOString();
  return {
    limit: 50,
    ...(action.trim() === '' ? {} : { action: action.trim() }),
    ...(subject.trim() === '' ? {} : { subject: subject.trim() }),
    ...(locationId === null ? {} : { locationId }),
    ...(from === '' ? {} : { from: at(from, 0) }),
    ...(until === '' ? {} : { until: at(until, DAY_MINUTES) }),
  };
}

function FilterFields({
  filters,
  onChange,
}: {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}): ReactElement {
  const t = useCopy(copy);
  const { choices } = useStoreNames();
  return (
    <div className="ba-filters">
      <TextInput
        label={t('action')}
        placeholder={t('actionHint')}
        value={filters.action}
        onChange={(event) => onChange({ ...filters, action: event.currentTarget.value })}
      />
      <TextInput
        label={t('subject')}
        placeholder={t('subjectHint')}
        value={filters.subject}
        onChange={(event) => onChange({ ...filters, subject: event.currentTarget.value })}
      />
      <Select
        label={t('store')}
        placeholder={t('allStores')}
        data={choices}
        searchable
        clearable
        value={filters.locationId}
        onChange={(locationId) => onChange({ ...filters, locationId })}
      />
      <TextInput
        type="date"
        label={t('from')}
        value={filters.from}
        onChange={(event) => onChange({ ...filters, from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('until')}
        value={filters.until}
        onChange={(event) => onChange({ ...filters, until: event.currentTarget.value })}
      />
    </div>
  );
}

/** What was done, in words; by its name where nobody has words for it any more. */
function useTitles(): (row: AuditRow) => string {
  const say = useText();
  return ({ title, action }) => (title === null ? action : say(title));
}

function AuditTable({
  items,
  onOpen,
}: {
  readonly items: readonly AuditRow[];
  readonly onOpen: (row: AuditRow) => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const { nameOf } = useStoreNames();
  const titleOf = useTitles();
  const when = (row: AuditRow): string => write.moment(row.occurredAt, now);
  const who = (row: AuditRow): string => row.actorName ?? t('system');
  const what = (row: AuditRow): ReactElement => (
    <TwoLines
      first={titleOf(row)}
      second={<span className="bt-clip ba-subject">{row.subject}</span>}
    />
  );
  const where = ({ locationId }: AuditRow): string =>
    locationId === null ? '–' : nameOf(locationId);
  const open = (row: AuditRow): ReactElement => (
    <Button
      size="sm"
      aria-label={`${t('open')} ${titleOf(row)}, ${when(row)}`}
      onClick={() => onOpen(row)}
    >
      {t('open')}
    </Button>
  );
  return (
    <QueueTable
      label={t('auditList')}
      columns={[
        { id: 'when', title: t('when'), cell: when },
        { id: 'who', title: t('who'), cell: who },
        { id: 'what', title: t('what'), cell: what },
        { id: 'where', title: t('where'), cell: where },
        { id: 'open', title: t('open'), align: 'right', cell: open },
      ]}
      groups={[{ id: 'all', title: '', rows: items }]}
      keyOf={({ position }) => String(position)}
      card={(row) => (
        <>
          <div className="bt-card-line">{what(row)}</div>
          <div className="bt-card-line">
            <TwoLines first={who(row)} second={`${when(row)} · ${where(row)}`} />
            {open(row)}
          </div>
        </>
      )}
    />
  );
}

function Details({
  row,
  onClose,
}: {
  readonly row: AuditRow;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const { nameOf } = useStoreNames();
  const facts: readonly (readonly [string, string | null])[] = [
    [t('action'), row.action],
    [t('when'), write.moment(row.occurredAt, new Date(0))],
    [t('who'), row.actorName ?? row.actorId],
    [t('about'), row.subject],
    [t('where'), row.locationId === null ? null : nameOf(row.locationId)],
    [t('device'), row.deviceId],
    [t('request'), row.requestId],
  ];
  return (
    <Dialog opened onClose={onClose} title={useTitles()(row)} size={680}>
      <dl className="ba-facts">
        {facts.map(([label, value]) =>
          value === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <h3 className="bt-strong">{t('details')}</h3>
      <pre className="ba-json">{JSON.stringify(row.details, null, 2)}</pre>
    </Dialog>
  );
}
