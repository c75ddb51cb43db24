import { Button, Select } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import { base64Of } from '../../../../server/ui/base64.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { RowsFileField, RowsFileHint, useRowsFile } from '../../../../server/ui/kit/RowsFile.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { listImportKinds, listImports, uploadFile } from '../contracts.ts';
import { copy } from './copy.ts';

const HOUR_SECONDS = 3600;

/** What is loaded, and the file; it is only checked. */
export function UploadForm({
  onSent,
}: {
  readonly onSent: (importId: string) => void;
}): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const kinds = useQueryOf(listImportKinds, {}, { freshSeconds: HOUR_SECONDS });
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = useRowsFile();
  const upload = useCommandOf(uploadFile, { refreshes: [listImports] });
  const all = kinds.data?.kinds ?? [];
  const kind = all.find(({ id }) => id === chosen) ?? all[0];
  const blocked = upload.offline ? t('needsNetwork') : rows.flaw;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { file } = rows;
    if (blocked !== null || !file || !kind) return;
    const contentBase64 = await base64Of(file);
    const outcome = await upload.send({ kind: kind.id, fileName: file.name, contentBase64 });
    if (!outcome.done) return;
    rows.choose(null);
    onSent(outcome.reply.id);
  };
  return (
    <Shown reading={kinds} what={t('cannotRead')}>
      {() => (
        <form className="bt-panel bi-upload" onSubmit={(event) => void submit(event)}>
          <Select
            label={t('kind')}
            data={all.map(({ id, title }) => ({ value: id, label: say(title) }))}
            value={kind?.id ?? null}
            onChange={setChosen}
          />
          <RowsFileField rows={rows} />
          <Button
            type="submit"
            variant="filled"
            loading={upload.pending}
            disabled={blocked !== null}
            leftSection={<IconUpload size={20} stroke={1.8} aria-hidden />}
          >
            {t('send')}
          </Button>
          {kind && (
            <div className="bi-wide">
              <RowsFileHint
                columns={kind.columns}
                template={`/api/base/import-kinds/${kind.id}/template`}
              />
            </div>
          )}
          {upload.problem && (
            <div className="bi-wide">
              <ErrorState problem={upload.problem} reading={false} />
            </div>
          )}
        </form>
      )}
    </Shown>
  );
}
