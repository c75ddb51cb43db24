import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { printPaperEndpoint, printPickListEndpoint } from '../contracts.ts';
import { paperCopy } from './paper-copy.ts';
import './paper.css';
import { PrintedWords } from './PrintedWords.tsx';
import { usePrinted } from './use-printed.ts';

/** Prints the labels of an order's bags once more, or the slip of what is to be put back. */
export function OrderPaperButton({
  orderId,
  locationId,
  paper,
}: {
  readonly orderId: string;
  readonly locationId: string;
  readonly paper: 'bag-label' | 'put-back-slip';
}): ReactElement {
  const t = useCopy(paperCopy);
  const command = useCommandOf(printPaperEndpoint);
  return (
    <PaperButton
      label={t(paper)}
      locationId={locationId}
      command={command}
      print={() => command.send({ orderId, paper })}
    />
  );
}

/** The walk on paper, for whoever has no hand free for a phone. */
export function PickListButton({ locationId }: { readonly locationId: string }): ReactElement {
  const t = useCopy(paperCopy);
  const command = useCommandOf(printPickListEndpoint);
  return (
    <PaperButton
      label={t('pickList')}
      locationId={locationId}
      command={command}
      print={() => command.send({ locationId })}
    />
  );
}

type Command = ReturnType<typeof useCommandOf<typeof printPaperEndpoint>>;

function PaperButton({
  label,
  locationId,
  command: { pending, offline, problem },
  print,
}: {
  readonly label: string;
  readonly locationId: string;
  readonly command: Pick<Command, 'pending' | 'offline' | 'problem'>;
  readonly print: () => ReturnType<Command['send']>;
}): ReactElement {
  const { printed, tell } = usePrinted(locationId);
  return (
    <div className="oc-paper">
      <Button
        variant="subtle"
        leftSection={<IconPrinter size={20} stroke={1.8} aria-hidden />}
        loading={pending}
        disabled={offline}
        onClick={() =>
          void print().then((outcome) => (outcome.done ? tell(outcome.reply.jobIds) : undefined))
        }
      >
        {label}
      </Button>
      <PrintedWords printed={printed} />
      {problem ? <ErrorState problem={problem} reading={false} /> : null}
    </div>
  );
}
