import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useLookAgain } from '../../../../server/ui/kit/look-again.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { listImports } from '../contracts.ts';
import { copy } from './copy.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { ImportState, isUnderWay, type Import } from './ImportState.tsx';
import './imports.css';
import { UploadForm } from './UploadForm.tsx';

const SHOWN = 30;

/** Importa: send a file, see what is wrong in it line by line, apply it. */
export function ImportsScreen(): ReactElement {
  const t = useCopy(copy);
  const imports = useQueryOf(listImports, { limit: SHOWN }, { freshSeconds: 2 });
  const [opened, setOpened] = useState<string | null>(null);
  useLookAgain(imports.data?.imports.some(isUnderWay) ?? false, imports.retry);
  return (
    <ScreenFrame title={t('title')} asOf={imports.asOf} bleed>
      <div className="bt-inset">
        <UploadForm onSent={setOpened} />
      </div>
      <Shown reading={imports} what={t('cannotRead')}>
        {({ imports: rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('none')} icon={IconFileImport} role="neutro">
              {t('noneText')}
            </EmptyState>
          ) : (
            <ImportsTable rows={rows} onOpen={setOpened} />
          )
        }
      </Shown>
      {opened !== null && <ImportDialog importId={opened} onClose={() => setOpened(null)} />}
    </ScreenFrame>
  );
}

function ImportsTable({
  rows,
  onOpen,
}: {
  readonly rows: readonly Import[];
  readonly onOpen: (importId: string) => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const file = (row: Import): ReactElement => (
    <TwoLines first={row.fileName} second={write.moment(row.createdAt, now)} />
  );
  const count = ({ totalRows, appliedRows, wrongRows }: Import): ReactElement => (
    <TwoLines
      first={t('rowsOf', { applied: write.count(appliedRows), total: write.count(totalRows) })}
      second={wrongRows > 0 ? t('wrong', { count: wrongRows }) : '\u00a0'}
      {...(wrongRows > 0 ? { role: 'ritardo' as const } : {})}
    />
  );
  const open = (row: Import): ReactElement => (
    <Button size="sm" aria-label={`${t('open')} ${row.fileName}`} onClick={() => onOpen(row.id)}>
      {t('open')}
    </Button>
  );
  return (
    <QueueTable
      label={t('list')}
      columns={[
        { id: 'file', title: t('fileName'), cell: file },
        { id: 'state', title: t('state'), cell: (row) => <ImportState file={row} /> },
        { id: 'rows', title: t('rows'), cell: count },
        { id: 'open', title: t('open'), align: 'right', cell: open },
      ]}
      groups={[{ id: 'all', title: '', rows }]}
      keyOf={({ id }) => id}
      card={(row) => (
        <>
          <div className="bt-card-line">
            {file(row)}
            <ImportState file={row} />
          </div>
          <div className="bt-card-line">
            {count(row)}
            {open(row)}
          </div>
        </>
      )}
    />
  );
}
