import { ActionIcon, Select } from '@mantine/core';
import { IconMinus, IconPackage, IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useClient, useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { problemOf } from '../../../../server/ui/problem.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import {
  accepted,
  PASSED,
  refused,
  sameGtin,
  type ScanResult,
} from '../../../../server/ui/scan/scan.ts';
import { SHORT_PICKS, type ShortPick } from '../domain/words.ts';
import { finishPicking, pickPiece, setPicked } from '../steps-contracts.ts';
import { stepCopy } from './step-copy.ts';
import { shortLines, unexplained } from './pick-form.ts';
import { TransferFrame, type TransferProps } from './TransferFrame.tsx';
import { LineCard } from './TransferLines.tsx';

type Line = TransferProps['card']['lines'][number];

/** Getting promised pieces together: a scan each; what is not found leaves with its reason. */
export function PickTransfer(props: TransferProps): ReactElement {
  const { card } = props;
  const t = useCopy(stepCopy);
  const [reasons, setReasons] = useState<Readonly<Record<string, ShortPick>>>({});
  const finish = useCommandOf(finishPicking);
  usePickByScan(props);
  const open = unexplained(card, reasons);
  const { transferId, picked } = card.transfer;
  return (
    <TransferFrame
      {...props}
      problem={finish.problem}
      primary={{
        id: 'finish',
        label: t('finishPicking', { count: picked }),
        icon: IconPackage,
        pending: finish.pending,
        blocked: finish.offline
          ? t('needsNetwork')
          : open.length > 0
            ? t('toExplain', { count: open.length })
            : null,
        onPress: () =>
          void finish.send({
            transferId,
            short: shortLines(card).map(({ lineId }) => ({ lineId, reason: reasons[lineId]! })),
          }),
      }}
    >
      <p className="bt-quiet">{t('scanToPick')}</p>
      <ul className="ss-transfer-lines" aria-label={t('pieces')}>
        {card.lines.map((line) => (
          <li key={line.lineId}>
            <PickLine
              line={line}
              transferId={transferId}
              reason={reasons[line.lineId] ?? null}
              onReason={(reason) => setReasons((all) => ({ ...all, [line.lineId]: reason }))}
            />
          </li>
        ))}
      </ul>
    </TransferFrame>
  );
}

function usePickByScan({ card }: TransferProps): void {
  const t = useCopy(stepCopy);
  const client = useClient();
  const pick = async (gtin: string): Promise<ScanResult> => {
    const line = card.lines.find(({ item }) => sameGtin(item.gtin, gtin));
    if (!line) return refused(t('notOnIt'), t('notOnItDetail'));
    try {
      // The card on the screen may be a scan behind: how many there are now, the answer says.
      const { line: now } = await client.call(pickPiece, {
        transferId: card.transfer.transferId,
        gtin,
      });
      return accepted(
        `${line.item.name} · ${line.item.colour} · ${line.item.size}`,
        t('takenOf', { count: now.picked, of: now.accepted }),
      );
    } catch (error) {
      const { title, detail } = problemOf(error);
      return refused(title, detail ?? undefined);
    }
  };
  useScan((scan) => (scan.kind === 'item' ? pick(scan.code) : PASSED));
}

function PickLine({
  line,
  transferId,
  reason,
  onReason,
}: {
  readonly line: Line;
  readonly transferId: string;
  readonly reason: ShortPick | null;
  readonly onReason: (reason: ShortPick) => void;
}): ReactElement {
  const t = useCopy(stepCopy);
  const set = useCommandOf(setPicked);
  const { lineId, picked, accepted: promised, item } = line;
  const put = (pieces: number): void =>
    void set.send({ transferId, lineId, picked: pieces }).then(() => undefined);
  const name = `${item.name} ${item.size}`;
  return (
    <LineCard line={line} right={`${picked}/${promised}`} chosen={picked < promised}>
      <div className="ss-transfer-by-hand">
        <ActionIcon
          size={48}
          variant="default"
          aria-label={t('oneLess', { item: name })}
          disabled={picked === 0 || set.pending}
          onClick={() => put(picked - 1)}
        >
          <IconMinus size={22} stroke={1.8} aria-hidden />
        </ActionIcon>
        <ActionIcon
          size={48}
          variant="default"
          aria-label={t('oneMore', { item: name })}
          disabled={picked === promised || set.pending}
          onClick={() => put(picked + 1)}
        >
          <IconPlus size={22} stroke={1.8} aria-hidden />
        </ActionIcon>
        {picked < promised ? (
          <Select
            aria-label={t('whyShort', { item: name })}
            placeholder={t('whyShortHint', { count: promised - picked })}
            data={SHORT_PICKS.map((value) => ({ value, label: t(`short_${value}`) }))}
            value={reason}
            onChange={(value) => value && onReason(value as ShortPick)}
          />
        ) : null}
      </div>
    </LineCard>
  );
}
