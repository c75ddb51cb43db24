import { FileInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { Text } from '../../kernel/text.ts';
import { useCopy } from '../copy.ts';
import { useText } from '../language.ts';
import { kitCopy } from './copy.ts';

const LARGEST_BYTES = 30_000_000;

/** A file of rows that somebody is about to send. */
export interface RowsFile {
  readonly file: File | null;
  readonly choose: (file: File | null) => void;
  /** Why it cannot be sent, in words; null when it can. */
  readonly flaw: string | null;
}

export function useRowsFile(): RowsFile {
  const t = useCopy(kitCopy);
  const [file, choose] = useState<File | null>(null);
  const flaw =
    file === null ? t('needsFile') : file.size > LARGEST_BYTES ? t('fileTooLarge') : null;
  return { file, choose, flaw };
}

/** Where a CSV or Excel file is chosen. */
export function RowsFileField({ rows }: { readonly rows: RowsFile }): ReactElement {
  const t = useCopy(kitCopy);
  return (
    <FileInput
      size="md"
      label={t('rowsFile')}
      placeholder={t('chooseFile')}
      accept=".csv,.xlsx,text/csv"
      clearable
      value={rows.file}
      onChange={rows.choose}
    />
  );
}

/** What such a file has to hold, and where one to begin with is found. */
export function RowsFileHint({
  columns,
  template,
}: {
  readonly columns: readonly { readonly title: Text; readonly required: boolean }[];
  readonly template: string;
}): ReactElement {
  const t = useCopy(kitCopy);
  const say = useText();
  const words = columns.map(({ title, required }) =>
    required ? t('requiredColumn', { title: say(title) }) : say(title),
  );
  return (
    <p className="bt-hint">
      {t('columns', { columns: words.join(', ') })}{' '}
      <a href={template} download>
        {t('template')}
      </a>
    </p>
  );
}
