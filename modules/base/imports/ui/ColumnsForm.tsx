import { Button, Select } from '@mantine/core';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { listImportKinds, listImports, readImport, sayColumns } from '../contracts.ts';
import {
  draftOf,
  givenTwice,
  saidBy,
  withoutHeader,
  type Column,
  type ColumnsDraft,
} from './columns-draft.ts';
import { columnsCopy } from './columns-copy.ts';
import type { Import } from './ImportState.tsx';

/** Which header of the file each column stands under: said once, known for every file of this kind. */
export function ColumnsForm({ file }: { readonly file: Import }): ReactElement {
  const t = useCopy(columnsCopy);
  const kinds = useQueryOf(listImportKinds, {}, { freshSeconds: 3600 });
  return (
    <Shown reading={kinds} what={t('cannotRead')}>
      {(read) => {
        const columns = read.kinds.find(({ id }) => id === file.kind)?.columns ?? [];
        return <Fields key={file.version} file={file} columns={columns} />;
      }}
    </Shown>
  );
}

function Fields({
  file: { id: importId, headers },
  columns,
}: {
  readonly file: Import;
  readonly columns: readonly Column[];
}): ReactElement {
  const t = useCopy(columnsCopy);
  const say = useText();
  const [draft, setDraft] = useState<ColumnsDraft>(() => draftOf(headers));
  // What is missing comes first, and stays where it is while it is being said.
  const [inOrder] = useState(() => {
    const lacking = withoutHeader(draft, columns);
    return [...lacking, ...columns.filter((column) => !lacking.includes(column))];
  });
  const command = useCommandOf(sayColumns, { refreshes: [readImport, listImports] });
  const names = [...new Set(headers.map(({ header }) => header))].filter((name) => name !== '');
  const lacking = withoutHeader(draft, columns);
  const twice = givenTwice(draft);
  const said = saidBy(draft, headers);
  const blocked = command.offline
    ? t('needsNetwork')
    : twice !== null
      ? t('twice', { header: twice })
      : lacking.length > 0
        ? t('lacking', { columns: lacking.map(({ title }) => say(title)).join(', ') })
        : said.length === 0
          ? t('nothingChanged')
          : null;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (blocked === null) void command.send({ importId, columns: said });
  };
  const choose = (key: string, header: string | null): void => {
    const { [key]: _, ...others } = draft;
    setDraft(header === null ? others : { ...others, [key]: header });
  };
  return (
    <form className="bi-columns" onSubmit={submit}>
      <h3 className="bt-strong">{t('which')}</h3>
      <p className="bt-hint">{t('remembered')}</p>
      <div className="bi-column-fields">
        {inOrder.map(({ key, title, required }) => (
          <Select
            key={key}
            label={required ? say(title) : t('optional', { column: say(title) })}
            placeholder={t('notThere')}
            data={names}
            searchable
            clearable
            value={draft[key] ?? null}
            error={required && draft[key] === undefined}
            onChange={(header) => choose(key, header)}
          />
        ))}
      </div>
      {command.problem && <ErrorState problem={command.problem} reading={false} />}
      <div className="bt-dialog-actions">
        {blocked !== null && <span className="bt-action-reason">{blocked}</span>}
        <Button
          type="submit"
          variant="filled"
          loading={command.pending}
          disabled={blocked !== null}
        >
          {t('checkAgain')}
        </Button>
      </div>
    </form>
  );
}
