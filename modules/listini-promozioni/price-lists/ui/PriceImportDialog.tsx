import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import { base64Of } from '../../../../server/ui/base64.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { RowsFileField, RowsFileHint, useRowsFile } from '../../../../server/ui/kit/RowsFile.tsx';
import { listImportKinds, uploadFile } from '../../../base/imports/contracts.ts';
import { importCopy } from './price-import-copy.ts';
import './price-import.css';
import { PriceImportFile, type ImportedKind } from './PriceImportFile.tsx';

const HOUR_SECONDS = 3_600;

/** A file of prices or costs: sent, checked row by row, applied as drafts of the lists it names. */
export function PriceImportDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const t = useCopy(importCopy);
  const [kind, setKind] = useState<ImportedKind>('prices');
  const [importId, setImport] = useState<string | null>(null);
  return (
    <Dialog opened onClose={onClose} title={t('title')} size={720}>
      {importId === null ? (
        <Upload kind={kind} onKind={setKind} onSent={setImport} />
      ) : (
        <PriceImportFile
          importId={importId}
          kind={kind}
          onAnother={() => setImport(null)}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

function Upload({
  kind,
  onKind,
  onSent,
}: {
  readonly kind: ImportedKind;
  readonly onKind: (kind: ImportedKind) => void;
  readonly onSent: (importId: string) => void;
}): ReactElement {
  const t = useCopy(importCopy);
  const rows = useRowsFile();
  const kinds = useQueryOf(listImportKinds, {}, { freshSeconds: HOUR_SECONDS });
  const columns = kinds.data?.kinds.find(({ id }) => id === kind)?.columns;
  const upload = useCommandOf(uploadFile, { onDone: ({ id }) => onSent(id) });
  const blocked = upload.offline ? t('needsNetwork') : rows.flaw;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { file } = rows;
    if (blocked !== null || file === null) return;
    await upload.send({ kind, fileName: file.name, contentBase64: await base64Of(file) });
  };
  return (
    <form className="lp-import" onSubmit={(event) => void submit(event)}>
      <FieldChoice<ImportedKind>
        label={t('kind')}
        choices={[
          { value: 'prices', label: t('kind-prices') },
          { value: 'costs', label: t('kind-costs') },
        ]}
        value={kind}
        onChange={onKind}
      />
      <p className="bt-quiet">{t(`about-${kind}`)}</p>
      <RowsFileField rows={rows} />
      {columns ? (
        <RowsFileHint columns={columns} template={`/api/base/import-kinds/${kind}/template`} />
      ) : null}
      {upload.problem ? <ErrorState problem={upload.problem} reading={false} /> : null}
      <div className="bt-dialog-actions">
        {blocked === null ? null : <span className="bt-action-reason">{blocked}</span>}
        <Button
          type="submit"
          variant="filled"
          loading={upload.pending}
          disabled={blocked !== null}
          leftSection={<IconUpload size={20} stroke={1.8} aria-hidden />}
        >
          {t('check')}
        </Button>
      </div>
    </form>
  );
}
