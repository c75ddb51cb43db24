import { IconTags } from '@tabler/icons-react';
import { useMemo, useState, type ReactElement } from 'react';
import { useAddressPart, useAddressValue } from '../../../../server/ui/address.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { usePages } from '../../../../server/ui/pages.ts';
import { useText } from '../../../../server/ui/language.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import {
  changeChangeSet,
  listChangeSets,
  readChangeSet,
  type ChangeSetReply,
} from '../change-contracts.ts';
import { readPriceList } from '../contracts.ts';
import { readGrid } from '../grid-contracts.ts';
import { useChangeActions } from './change-actions.ts';
import { changeCopy } from './change-copy.ts';
import { ChangeDialogs, type OpenDialog } from './ChangeDialogs.tsx';
import { ChangeNote, ChangeTools } from './ChangeTools.tsx';
import { gridCopy } from './grid-copy.ts';
import { GridTools } from './GridTools.tsx';
import type { GridRow } from './grid-row.ts';
import { PriceGrid } from './PriceGrid.tsx';
import { RefusedReductions, type RefusedRow } from './RefusedReductions.tsx';
import { refusedIn, useChange } from './use-change.ts';
import { useCellEdits } from './use-cell-edits.ts';
import { useCheck } from './use-check.ts';
import { TermsLine } from './TermsLine.tsx';
import { useGridFilter, type GridFilter } from './use-grid-filter.ts';
import { useListWork, WorkNotices } from './WorkNotices.tsx';

const PAGE = 400;
const MOST_CHANGES = 50;

/** One price list as a sheet: what its items cost, and the change somebody prepares or approves. */
export function ListScreen(): ReactElement {
  const t = useCopy(changeCopy);
  const say = useText();
  const may = useMay();
  const listId = useAddressPart('listId');
  const [chosen, choose] = useAddressValue('modifica');
  const list = useQueryOf(readPriceList, { listId });
  const changes = useQueryOf(listChangeSets, { listId, limit: MOST_CHANGES }, { freshSeconds: 0 });
  const work = useChange(chosen);
  const change = chosen === null ? null : (work.file.data?.changeSet ?? null);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const filter = useGridFilter();
  const edits = useCellEdits(chosen);
  const check = useCheck(change);
  const [told, setTold] = useState<string | null>(null);
  const refused =
    refusedIn(work.submit.problem) ?? refusedIn(work.approve.problem) ?? check.refused;
  const editable = change?.phase === 'draft' && may('listini-promozioni.list.edit');
  const again = (): void => {
    edits.forget();
    check.stop();
    work.submit.forget();
    work.readAgain();
  };
  const present = useListWork(listId, change, again);
  const actions = useChangeActions({ change, work, edits, check, open: setDialog, again });
  const silent = useCommandOf(changeChangeSet, { refreshes: [readChangeSet], onDone: again });
  const quietly = (): void => {
    if (!change) return;
    const { id: changeSetId, version: expectedVersion } = change;
    void silent.send({ changeSetId, expectedVersion, announced: false });
  };
  const failed = [work.submit, work.withdraw, work.undo, work.redo, silent].find(
    ({ problem }) => problem !== null && refusedIn(problem) === null,
  );
  const approval = refusedIn(work.approve.problem) === null ? work.approve.problem : null;
  return (
    <ScreenFrame
      title={list.data ? say(list.data.name) : '…'}
      back="/listini"
      asOf={list.asOf}
      bleed
      tools={
        <ChangeTools
          changes={changes.data?.items ?? []}
          change={change}
          editable={editable}
          onChoose={choose}
          onOpen={setDialog}
          mayPrepare={may('listini-promozioni.list.edit')}
        />
      }
      note={change ? <ChangeNote change={change} saving={edits.saving} check={check} /> : told}
      {...actions}
    >
      {[failed?.problem, approval, edits.problem, check.problem].map((problem) =>
        problem ? <Told key={problem.slug} problem={problem} /> : null,
      )}
      <SentBack change={change} />
      <WorkNotices work={present} change={change} onOpen={choose} />
      <TermsLine list={list.data} change={change} />
      {refused && refused.total > 0 ? (
        <RefusedReductions
          rows={refused.rows}
          total={refused.total}
          onWithoutTelling={editable ? quietly : null}
        />
      ) : null}
      <GridTools filter={filter} withChange={change !== null} />
      <Shown reading={list} what={t('cannotRead')}>
        {() => (
          <Sheet
            listId={listId}
            change={change}
            filter={filter}
            edits={editable ? edits : null}
            refused={refused?.rows ?? []}
            onPasteTable={(text) => setDialog({ kind: 'paste', text })}
            onBreaks={(row) => setDialog({ kind: 'breaks', row })}
          />
        )}
      </Shown>
      <ChangeDialogs
        dialog={dialog}
        list={list.data}
        listId={listId}
        changes={changes.data?.items ?? []}
        change={change}
        filter={filter}
        work={work}
        onChoose={choose}
        onTold={setTold}
        onChanged={again}
        onClose={() => setDialog(null)}
      />
    </ScreenFrame>
  );
}

function Told({
  problem,
}: {
  readonly problem: Parameters<typeof ErrorState>[0]['problem'];
}): ReactElement {
  return (
    <div className="bt-inset">
      <ErrorState problem={problem} reading={false} />
    </div>
  );
}

/** Why a draft came back from whoever was to approve it. */
function SentBack({ change }: { readonly change: ChangeSetReply | null }): ReactElement | null {
  const t = useCopy(changeCopy);
  if (change?.phase !== 'draft' || !change.decisionNote) return null;
  return (
    <div className="bt-inset">
      <Notice role="attesa" icon={IconTags} title={t('rejectedTitle')}>
        {change.decisionNote}
      </Notice>
    </div>
  );
}

interface SheetProps {
  readonly listId: string;
  readonly change: ChangeSetReply | null;
  readonly filter: GridFilter;
  readonly edits: ReturnType<typeof useCellEdits> | null;
  readonly refused: readonly RefusedRow[];
  readonly onPasteTable: (text: string) => void;
  readonly onBreaks: (row: GridRow) => void;
}

function Sheet(props: SheetProps): ReactElement {
  const { listId, change, filter, edits, refused } = props;
  const t = useCopy(changeCopy);
  const say = useCopy(gridCopy);
  const only = change !== null && filter.changesOnly;
  const input = {
    ...filter.asked,
    listId,
    limit: PAGE,
    ...(change === null ? {} : { changeSetId: change.id }),
    ...(only ? { changesOnly: true } : {}),
  };
  const rows = usePages(readGrid, input, { kept: false });
  const refusedById = useMemo(() => new Map(refused.map((row) => [row.itemId, row])), [refused]);
  return (
    <Shown reading={rows} what={t('cannotReadPrices')}>
      {(items) =>
        items.length === 0 ? (
          <EmptyState title={say(only ? 'noChanges' : 'none')} icon={IconTags} role="neutro">
            {say(only ? 'noChangesText' : 'noneText')}
          </EmptyState>
        ) : (
          <PriceGrid
            rows={items}
            of={JSON.stringify(input)}
            edits={edits}
            refused={refusedById}
            more={rows.more}
            loadingMore={rows.loadingMore}
            readTo={rows.readTo}
            onBreaks={props.onBreaks}
            onPasteTable={props.onPasteTable}
          />
        )
      }
    </Shown>
  );
}
