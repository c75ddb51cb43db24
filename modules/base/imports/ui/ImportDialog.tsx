import { Button, Progress } from '@mantine/core';
import { IconCheck, IconInfoCircle } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useLookAgain } from '../../../../server/ui/kit/look-again.ts';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { usePages } from '../../../../server/ui/pages.ts';
import { applyImport, discardImport, importErrors, listImports, readImport } from '../contracts.ts';
import { columnsCopy } from './columns-copy.ts';
import { ColumnsForm } from './ColumnsForm.tsx';
import { copy } from './copy.ts';
import { ImportState, isUnderWay, needsColumns, type Import } from './ImportState.tsx';

/** One file: how far it is, what is wrong in it, and the way on. */
export function ImportDialog({
  importId,
  onClose,
}: {
  readonly importId: string;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const file = useQueryOf(readImport, { importId }, { freshSeconds: 0 });
  useLookAgain(file.data ? isUnderWay(file.data) : false, file.retry);
  return (
    <Dialog opened onClose={onClose} title={file.data?.fileName ?? t('title')} size={720}>
      <Shown reading={file} what={t('cannotRead')}>
        {(read) => (
          <div className="bi-file">
            <Standing file={read} />
            {(needsColumns(read) || read.state === 'checked') && (
              <Columns key={read.state} file={read} />
            )}
            {read.wrongRows > 0 && read.state !== 'uploaded' && <Faults file={read} />}
            <Steps file={read} onDone={file.retry} />
          </div>
        )}
      </Shown>
    </Dialog>
  );
}

/** The columns of the file: open where one is missing, otherwise behind a press. */
function Columns({ file }: { readonly file: Import }): ReactElement {
  const t = useCopy(columnsCopy);
  const [open, setOpen] = useState(needsColumns(file));
  if (open) return <ColumnsForm file={file} />;
  const unused = file.headers.flatMap(({ header, key }) => (key === null ? [header] : []));
  return (
    <div className="bi-buttons">
      {unused.length > 0 && (
        <span className="bt-hint">{t('unused', { headers: unused.join(', ') })}</span>
      )}
      <Button size="sm" onClick={() => setOpen(true)}>
        {t('change')}
      </Button>
    </div>
  );
}

function Standing({ file }: { readonly file: Import }): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const write = useFormat();
  const { state, totalRows, appliedRows, wrongRows, failure } = file;
  return (
    <>
      <p className="bi-standing">
        <ImportState file={file} />
        {totalRows > 0 && (
          <span>
            {t('rowsOf', { applied: write.count(appliedRows), total: write.count(totalRows) })}
          </span>
        )}
      </p>
      {(state === 'applying' || state === 'failed') && totalRows > 0 && (
        <Progress value={(appliedRows / totalRows) * 100} aria-label={t('progress')} size="lg" />
      )}
      {failure !== null && !needsColumns(file) && (
        <Notice role="ritardo" icon={IconInfoCircle} title={t(`state_${state}`)}>
          {say(failure)}
        </Notice>
      )}
      {appliedRows > 0 && state !== 'applied' && (
        <Notice role="attesa" icon={IconInfoCircle}>
          {t(state === 'discarded' ? 'partly' : 'incomplete')}
        </Notice>
      )}
      {state === 'checked' && wrongRows === 0 && (
        <Notice role="pronto" icon={IconCheck}>
          {t('allRight')}
        </Notice>
      )}
    </>
  );
}

function Faults({ file }: { readonly file: Import }): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const errors = usePages(importErrors, { importId: file.id, limit: 50 });
  return (
    <section>
      <h3 className="bt-strong">{t('wrong', { count: file.wrongRows })}</h3>
      <Shown reading={errors} what={t('cannotRead')}>
        {(rows) => (
          <table className="bi-faults">
            <thead>
              <tr>
                <th scope="col">{t('line')}</th>
                <th scope="col">{t('fault')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ line, cells, errors: faults }) => (
                <tr key={line}>
                  <th scope="row">{line}</th>
                  <td>
                    {faults.map(({ column, message }) => (
                      <p key={`${column?.it ?? ''}${message.it}`}>
                        {column && <b>{say(column)}: </b>}
                        {say(message)}
                      </p>
                    ))}
                    <p className="bt-hint bi-cells">{cells.join(' · ')}</p>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Shown>
      <div className="bi-buttons">
        {errors.more && (
          <Button size="sm" loading={errors.loadingMore} onClick={errors.more}>
            {t('moreErrors')}
          </Button>
        )}
        <Button size="sm" component="a" href={`/api/base/imports/${file.id}/errors.csv`} download>
          {t('errorsFile')}
        </Button>
      </div>
    </section>
  );
}

function Steps({
  file,
  onDone,
}: {
  readonly file: Import;
  readonly onDone: () => void;
}): ReactElement | null {
  const t = useCopy(copy);
  const { id: importId, state, totalRows, wrongRows } = file;
  const options = { refreshes: [listImports], onDone };
  const apply = useCommandOf(applyImport, options);
  const discard = useCommandOf(discardImport, options);
  const problem = apply.problem ?? discard.problem;
  const unnamed = needsColumns(file);
  if (state !== 'checked' && state !== 'failed' && !unnamed) return null;
  const right = totalRows - wrongRows;
  const label =
    state === 'failed'
      ? t('goOn')
      : wrongRows > 0
        ? t('applyRight', { count: right })
        : t('apply', { count: right });
  return (
    <>
      {problem && <ErrorState problem={problem} reading={false} />}
      <div className="bt-dialog-actions">
        {apply.offline && <span className="bt-action-reason">{t('needsNetwork')}</span>}
        {(state === 'checked' || state === 'failed' || unnamed) && (
          <Button
            loading={discard.pending}
            disabled={discard.offline}
            onClick={() => void discard.send({ importId })}
          >
            {t('discard')}
          </Button>
        )}
        {!unnamed && (
          <Button
            variant="filled"
            loading={apply.pending}
            disabled={apply.offline || right === 0}
            onClick={() =>
              void apply.send({ importId, ...(wrongRows > 0 ? { skipWrong: true } : {}) })
            }
          >
            {label}
          </Button>
        )}
      </div>
    </>
  );
}
