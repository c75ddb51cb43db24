import { IconFileImport, IconPlus, IconTags } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { listChangeSets, type ChangeSetReply } from '../change-contracts.ts';
import { listPriceLists, type PriceListReply } from '../contracts.ts';
import { copy } from './copy.ts';
import { changeSpan, LIST_STATUS, scopeWords, spanWords } from './list-words.ts';
import './lists.css';
import { NewListDialog } from './NewListDialog.tsx';
import { importCopy } from './price-import-copy.ts';
import { PriceImportDialog } from './PriceImportDialog.tsx';
import { useNames } from './use-names.ts';
import { usePriceNews } from './use-price-news.ts';

/** For the time when nothing is heard: the live connection says at once what moves. */
const LOOK_AGAIN_SECONDS = 120;

/** Listini: the chain's price lists, and the changes that wait for somebody's approval. */
export function ListsScreen(): ReactElement {
  const t = useCopy(copy);
  const may = useMay();
  const lists = useQueryOf(listPriceLists, {}, { freshSeconds: 0 });
  const waiting = useQueryOf(
    listChangeSets,
    { state: 'submitted', limit: 50 },
    { freshSeconds: 0, everySeconds: LOOK_AGAIN_SECONDS },
  );
  usePriceNews([listPriceLists, listChangeSets]);
  const [making, setMaking] = useState(false);
  const [importing, setImporting] = useState(false);
  const say = useCopy(importCopy);
  const load = {
    id: 'import',
    label: say('import'),
    icon: IconFileImport,
    compact: true,
    onPress: () => setImporting(true),
  };
  const add = { id: 'new', label: t('newList'), icon: IconPlus, onPress: () => setMaking(true) };
  return (
    <ScreenFrame
      title={t('title')}
      asOf={lists.asOf}
      actionsAt="header"
      bleed
      {...(may('listini-promozioni.list.edit')
        ? { primary: add, secondary: may('base.import.run') ? [load] : [] }
        : {})}
    >
      {waiting.data !== undefined && waiting.data.items.length > 0 ? (
        <WaitingTable items={waiting.data.items} />
      ) : null}
      <Shown reading={lists} what={t('cannotReadLists')}>
        {({ lists: all }) =>
          all.length === 0 ? (
            <EmptyState title={t('noLists')} icon={IconTags} role="neutro">
              {t('noListsText')}
            </EmptyState>
          ) : (
            <ListTable lists={all} />
          )
        }
      </Shown>
      {making ? (
        <NewListDialog lists={lists.data?.lists ?? []} onClose={() => setMaking(false)} />
      ) : null}
      {importing ? <PriceImportDialog onClose={() => setImporting(false)} /> : null}
    </ScreenFrame>
  );
}

function Link({ to, children }: { readonly to: string; readonly children: string }): ReactElement {
  const go = useGo();
  return (
    <a
      className="lp-link"
      href={to}
      onClick={(event) => {
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}

function WaitingTable({ items }: { readonly items: readonly ChangeSetReply[] }): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const write = useFormat();
  const now = useMinute();
  const link = (row: ChangeSetReply) => (
    <Link to={`/listini/${row.listId}?modifica=${row.id}`}>{row.title}</Link>
  );
  const facts = (row: ChangeSetReply) =>
    `${say(row.listName)} · ${t('priceCount', { count: row.rowCount })}`;
  return (
    <QueueTable<ChangeSetReply>
      label={t('waiting')}
      groups={[{ id: 'waiting', title: t('waiting'), role: 'attesa', rows: items }]}
      keyOf={({ id }) => id}
      edge={() => 'attesa'}
      columns={[
        {
          id: 'change',
          title: t('change'),
          cell: (row) => <TwoLines first={link(row)} second={facts(row)} />,
        },
        {
          id: 'validity',
          title: t('validity'),
          width: '300px',
          cell: (row) => changeSpan(t, write, row),
        },
        {
          id: 'by',
          title: t('by'),
          width: '170px',
          cell: (row) => (row.submittedAt ? write.moment(row.submittedAt, now) : ''),
        },
      ]}
      card={(row) => (
        <>
          <div className="bt-card-line">
            {link(row)}
            <StatusBadge status="inApproval" />
          </div>
          <div className="bt-card-line bt-quiet">{facts(row)}</div>
        </>
      )}
    />
  );
}

function ListTable({ lists }: { readonly lists: readonly PriceListReply[] }): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const write = useFormat();
  const nameOf = useNames();
  const badge = ({ phase }: PriceListReply) => (
    <StatusBadge status={LIST_STATUS[phase]} words={t(`${phase}List`)} />
  );
  const link = (row: PriceListReply) => <Link to={`/listini/${row.id}`}>{say(row.name)}</Link>;
  const scope = ({ terms }: PriceListReply) => scopeWords(t, terms, nameOf);
  const counts = (row: PriceListReply) =>
    row.terms?.formula ? t('calculated') : t('priceCount', { count: row.priceCount });
  const open = ({ openChangeSets }: PriceListReply) =>
    openChangeSets === 0 ? '' : t('openChanges', { count: openChangeSets });
  return (
    <QueueTable<PriceListReply>
      label={t('lists')}
      groups={[{ id: 'all', title: '', rows: lists }]}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'list',
          title: t('list'),
          cell: (row) => <TwoLines first={link(row)} second={row.code} />,
        },
        { id: 'state', title: t('state'), width: '160px', cell: badge },
        { id: 'scope', title: t('forWhom'), cell: scope },
        {
          id: 'validity',
          title: t('validity'),
          width: '220px',
          cell: ({ terms }) => spanWords(t, write, terms?.from ?? null, terms?.to ?? null),
        },
        {
          id: 'prices',
          title: t('prices'),
          align: 'right',
          width: '210px',
          cell: (row) => <TwoLines first={counts(row)} second={open(row)} role="lavoro" />,
        },
      ]}
      card={(row) => (
        <>
          <div className="bt-card-line">
            {link(row)}
            {badge(row)}
          </div>
          <div className="bt-card-line bt-quiet">
            <span>{scope(row)}</span>
            <span className="bt-nowrap">{counts(row)}</span>
          </div>
        </>
      )}
    />
  );
}
