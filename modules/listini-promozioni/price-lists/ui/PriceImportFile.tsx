import { Button, Progress } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { usePages } from '../../../../server/ui/pages.ts';
import {
  applyImport,
  discardImport,
  importErrors,
  readImport,
} from '../../../base/imports/contracts.ts';
import { listChangeSets } from '../change-contracts.ts';
import { listPriceLists } from '../contracts.ts';
import { importCopy } from './price-import-copy.ts';

export type ImportedKind = 'prices' | 'costs';

type ImportFile = ReplyOf<typeof readImport>;
const LOOK_AGAIN_SECONDS = 1;

/** A file that was sent: what is wrong in it, the way on, and what became of it. */
export function PriceImportFile({
  importId,
  kind,
  onAnother,
  onClose,
}: {
  readonly importId: string;
  readonly kind: ImportedKind;
  readonly onAnother: () => void;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(importCopy);
  const reading = useQueryOf(
    readImport,
    { importId },
    { freshSeconds: 0, everySeconds: LOOK_AGAIN_SECONDS },
  );
  return (
    <Shown reading={reading} what={t('cannotRead')}>
      {(file) => (
        <div className="lp-import">
          <p className="lp-import-name">
            <b>{file.fileName}</b>
            <span className="bt-quiet">{t('rows', { count: file.totalRows })}</span>
          </p>
          <Standing file={file} />
          {file.state === 'applied' ? (
            <Applied file={file} kind={kind} />
          ) : file.wrongRows > 0 ? (
            <WrongRows file={file} />
          ) : null}
          <Steps file={file} onAnother={onAnother} onClose={onClose} />
        </div>
      )}
    </Shown>
  );
}

function Standing({ file }: { readonly file: ImportFile }): ReactElement | null {
  const t = useCopy(importCopy);
  const say = useText();
  const write = useFormat();
  const { state, totalRows, appliedRows, wrongRows, failure, headers } = file;
  if (state === 'uploaded') return <p role="status">{t('checking')}</p>;
  if (state === 'applying') {
    const words = t('applying', {
      applied: write.count(appliedRows),
      total: write.count(totalRows),
    });
    return (
      <div role="status">
        <p>{words}</p>
        <Progress
          size="lg"
          value={(appliedRows / Math.max(1, totalRows)) * 100}
          aria-label={words}
        />
      </div>
    );
  }
  if (failure !== null) {
    return (
      <Notice role="ritardo" icon={IconAlertTriangle}>
        {say(failure)}
      </Notice>
    );
  }
  if (state === 'discarded') {
    return (
      <Notice role="neutro" icon={IconInfoCircle}>
        {t('discarded')}
      </Notice>
    );
  }
  if (state !== 'checked') return null;
  const unused = headers.filter(({ key }) => key === null).map(({ header }) => header);
  return (
    <>
      {wrongRows === 0 ? (
        <Notice role="pronto" icon={IconCheck}>
          {t('allRight')}
        </Notice>
      ) : null}
      {unused.length > 0 ? (
        <p className="bt-hint">{t('unused', { columns: unused.join(', ') })}</p>
      ) : null}
    </>
  );
}

function WrongRows({ file }: { readonly file: ImportFile }): ReactElement {
  const t = useCopy(importCopy);
  const say = useText();
  const errors = usePages(importErrors, { importId: file.id, limit: 50 });
  return (
    <section aria-label={t('wrong', { count: file.wrongRows })}>
      <h3>{t('wrong', { count: file.wrongRows })}</h3>
      <Shown reading={errors} what={t('cannotRead')}>
        {(rows) => (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard, too
          <div className="lp-import-wrong" role="region" tabIndex={0} aria-label={t('fault')}>
            <table>
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
                          {column ? <b>{say(column)}: </b> : null}
                          {say(message)}
                        </p>
                      ))}
                      <p className="bt-hint">{cells.join(' · ')}</p>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Shown>
      <div className="lp-import-buttons">
        {errors.more ? (
          <Button size="sm" loading={errors.loadingMore} onClick={errors.more}>
            {t('moreErrors')}
          </Button>
        ) : null}
        <Button size="sm" component="a" href={`/api/base/imports/${file.id}/errors.csv`} download>
          {t('errorsFile')}
        </Button>
      </div>
    </section>
  );
}

/** The drafts a file of prices has made: their ids begin as that of the import, which makes them once. */
const SAME_BEGINNING = 13;

function Applied({
  file,
  kind,
}: {
  readonly file: ImportFile;
  readonly kind: ImportedKind;
}): ReactElement {
  const t = useCopy(importCopy);
  const say = useText();
  const go = useGo();
  const drafts = useQueryOf(
    listChangeSets,
    { state: 'draft', limit: 200 },
    { when: kind === 'prices', freshSeconds: 0 },
  );
  const own = (drafts.data?.items ?? []).filter(({ id }) =>
    id.startsWith(file.id.slice(0, SAME_BEGINNING)),
  );
  return (
    <>
      <Notice role="pronto" icon={IconCheck} title={t('applied', { count: file.appliedRows })}>
        {kind === 'costs' ? t('costsDone') : own.length > 0 ? t('draftsText') : t('drafts')}
      </Notice>
      {own.length > 0 ? (
        <div className="lp-import-buttons">
          {own.map(({ id, listId, listName }) => (
            <Button key={id} onClick={() => go(`/listini/${listId}?modifica=${id}`)}>
              {t('openDraft', { list: say(listName) })}
            </Button>
          ))}
        </div>
      ) : null}
    </>
  );
}

function Steps({
  file: { id: importId, state, totalRows, wrongRows },
  onAnother,
  onClose,
}: {
  readonly file: ImportFile;
  readonly onAnother: () => void;
  readonly onClose: () => void;
}): ReactElement | null {
  const t = useCopy(importCopy);
  const options = { refreshes: [readImport, listChangeSets, listPriceLists] };
  const apply = useCommandOf(applyImport, options);
  const discard = useCommandOf(discardImport, options);
  const problem = apply.problem ?? discard.problem;
  const right = totalRows - wrongRows;
  const ended = state === 'applied' || state === 'discarded' || state === 'unreadable';
  if (state === 'uploaded' || state === 'applying') return null;
  return (
    <>
      {problem ? <ErrorState problem={problem} reading={false} /> : null}
      <div className="bt-dialog-actions">
        {apply.offline ? <span className="bt-action-reason">{t('needsNetwork')}</span> : null}
        {ended ? (
          <>
            <Button onClick={onAnother}>{t('another')}</Button>
            <Button onClick={onClose}>{t('close')}</Button>
          </>
        ) : (
          <>
            {state === 'checked' ? (
              <Button
                loading={discard.pending}
                disabled={discard.offline}
                onClick={() => void discard.send({ importId })}
              >
                {t('discard')}
              </Button>
            ) : null}
            <Button
              variant="filled"
              loading={apply.pending}
              disabled={apply.offline || right === 0}
              onClick={() => void apply.send({ importId, skipWrong: wrongRows > 0 })}
            >
              {state === 'failed'
                ? t('goOn')
                : t(wrongRows > 0 ? 'applyRight' : 'apply', { count: right })}
            </Button>
          </>
        )}
      </div>
    </>
  );
}
