import { Button, Group, TextInput } from '@mantine/core';
import { IconTags } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { printShelfLabelsEndpoint } from '../contracts.ts';
import { readShelves } from '../domain/shelves.ts';
import { paperCopy } from './paper-copy.ts';
import { PrintedWords } from './PrintedWords.tsx';
import { usePrinted } from './use-printed.ts';

/** On «Stampa»: the codes of the shelves, to be stuck on them and scanned while shelving. */
export function ShelfLabels({ locationId }: { readonly locationId: string }): ReactElement {
  const t = useCopy(paperCopy);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        leftSection={<IconTags size={20} stroke={1.8} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('shelfLabels')}
      </Button>
      {open ? <ShelfDialog locationId={locationId} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ShelfDialog({
  locationId,
  onClose,
}: {
  readonly locationId: string;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(paperCopy);
  const command = useCommandOf(printShelfLabelsEndpoint);
  const { printed, tell } = usePrinted(locationId);
  const [written, setWritten] = useState('');
  const shelves = readShelves(written);
  const wrong = written.trim() !== '' && shelves === null;
  const print = async (): Promise<void> => {
    if (!shelves) return;
    const outcome = await command.send({ locationId, shelves });
    if (outcome.done) await tell(outcome.reply.jobIds);
  };
  return (
    <Dialog opened onClose={onClose} title={t('shelfLabels')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void print();
        }}
      >
        <TextInput
          label={t('whichShelves')}
          description={t('shelvesHint')}
          error={wrong ? t('notShelves') : null}
          value={written}
          maxLength={400}
          data-autofocus
          onChange={(event) => setWritten(event.currentTarget.value)}
        />
        {command.problem ? <ErrorState problem={command.problem} reading={false} /> : null}
        <PrintedWords printed={printed} />
        <Group justify="flex-end" mt="lg">
          <Button onClick={onClose}>{t('close')}</Button>
          <Button
            type="submit"
            variant="filled"
            loading={command.pending}
            disabled={command.offline || shelves === null}
          >
            {t('printLabels', { count: shelves?.length ?? 0 })}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
