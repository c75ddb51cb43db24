import { Button } from '@mantine/core';
import { IconInfoCircle, IconPrinter } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { gradeKey, reasonKey, thingCopy } from '../../approvals/ui/thing-copy.ts';
import { PrintedWords } from '../../printing/ui/PrintedWords.tsx';
import { usePrinted } from '../../printing/ui/use-printed.ts';
import type { ReturnFile } from '../reading-contracts.ts';
import { printReturnEndpoint } from '../step-contracts.ts';
import { fileCopy } from './file-copy.ts';
import { Tenders } from './Tenders.tsx';

/** A file as each of its stands is given it. */
export interface FileProps {
  readonly file: ReturnFile;
  readonly asOf: Date | null;
  readonly locationId: string;
}

/** What came back, what it comes to and on what it goes back; and its papers. */
export function FileSummary(props: FileProps): ReactElement {
  const { file } = props;
  const t = useCopy(fileCopy);
  return (
    <div className="bt-aside-pad oc-return-summary">
      <h2>{t('whatWasAsked')}</h2>
      <ul className="oc-return-asked-lines">
        {file.lines.map((line, place) => (
          <li key={`${place}-${line.lineId}`}>
            <Line line={line} />
          </li>
        ))}
      </ul>
      <p className="oc-return-total">
        <span className="bt-quiet">{t(`get_${file.outcome}`)}</span>
        <MoneyText
          amountMinor={file.totalMinor - file.deductionMinor}
          currency={file.currency}
          size="large"
        />
      </p>
      <Tenders tenders={file.tenders} rates={file.byVatRate} currency={file.currency} />
      {file.decision === 'pending' ? (
        <Notice role="neutro" icon={IconInfoCircle}>
          {t('staysOpen')}
        </Notice>
      ) : null}
      <Papers {...props} />
    </div>
  );
}

function Line({ line }: { readonly line: ReturnFile['lines'][number] }): ReactElement {
  const t = useCopy(fileCopy);
  const say = useCopy(thingCopy);
  return (
    <div className="oc-return-asked-line">
      <ItemPicture item={line} size="card" beside />
      <div>
        <strong>
          {line.quantity > 1 ? `${line.quantity} × ` : ''}
          {line.name}
        </strong>
        <p className="bt-hint">
          {line.colour} · {line.size} · {say(gradeKey(line.grade)).toLowerCase()}
        </p>
        <p className="bt-hint">
          {t('reasonIs', { reason: say(reasonKey(line.reason)).toLowerCase() })}
        </p>
      </div>
    </div>
  );
}

const PRINTED = ['return-receipt', 'custody-receipt', 'return-file'] as const;
type Paper = (typeof PRINTED)[number];

/** The papers this file has, each to be printed here. */
function Papers({ file, locationId }: FileProps): ReactElement | null {
  const say = useText();
  const print = useCommandOf(printReturnEndpoint);
  const { printed, tell } = usePrinted(locationId);
  const papers = file.documents.flatMap(({ kind, title }) => {
    const paper = PRINTED.find((each): each is Paper => each === kind);
    return paper ? [{ paper, title }] : [];
  });
  if (papers.length === 0) return null;
  return (
    <div className="oc-return-papers">
      {papers.map(({ paper, title }) => (
        <Button
          key={paper}
          leftSection={<IconPrinter size={20} stroke={1.8} aria-hidden />}
          loading={print.pending}
          disabled={print.offline}
          onClick={() =>
            void print
              .send({ returnId: file.returnId, paper, locationId })
              .then((outcome) => (outcome.done ? tell(outcome.reply.jobIds) : undefined))
          }
        >
          {say(title)}
        </Button>
      ))}
      <PrintedWords printed={printed} />
      {print.problem ? <ErrorState problem={print.problem} reading={false} /> : null}
    </div>
  );
}
