import { Button, FileInput, Select } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { listImportKinds, listImports, uploadFile } from '../contracts.ts';
import { copy } from './copy.ts';

const HOUR_SECONDS = 3600;
const LARGEST_BYTES = 30_000_000;

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
  const [file, setFile] = useState<File | null>(null);
  const upload = useCommandOf(uploadFile, { refreshes: [listImports] });
  const all = kinds.data?.kinds ?? [];
  const kind = all.find(({ id }) => id === chosen) ?? all[0];
  const blocked = upload.offline
    ? t('needsNetwork')
    : file === null
      ? t('needsFile')
      : file.size > LARGEST_BYTES
        ? t('tooLarge')
        : null;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (blocked !== null || !file || !kind) return;
    const contentBase64 = await base64Of(file);
    const outcome = await upload.send({ kind: kind.id, fileName: file.name, contentBase64 });
    if (!outcome.done) return;
    setFile(null);
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
          <FileInput
            size="md"
            label={t('file')}
            placeholder={t('chooseFile')}
            accept=".csv,.xlsx,text/csv"
            clearable
            value={file}
            onChange={setFile}
          />
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
            <p className="bt-hint bi-wide">
              {t('columns')}:{' '}
              {kind.columns
                .map(({ title, required }) =>
                  required ? t('column', { title: say(title) }) : say(title),
                )
                .join(', ')}
              .{' '}
              <a href={`/api/base/import-kinds/${kind.id}/template`} download>
                {t('template')}
              </a>
            </p>
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

/** The file as the contract wants it. */
async function base64Of(file: File): Promise<string> {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result as string));
    reader.addEventListener('error', () => reject(new Error('the file cannot be read')));
    reader.readAsDataURL(file);
  });
  return address.slice(address.indexOf(',') + 1);
}
