import { Button } from '@mantine/core';
import { IconArrowBackUp, IconCalendarEvent } from '@tabler/icons-react';
import { useEffect, useRef, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { Badge, StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { usePlaceNames } from '../../../../server/ui/shell/session.ts';
import type { ReturnableLine, ReturnableOrder } from '../contracts.ts';
import { PieceFields } from './PieceFields.tsx';
import { withLine, withPiece } from './return-form.ts';
import type { ReturnWork } from './use-return.ts';
import { wizardCopy } from './wizard-copy.ts';

interface Props {
  readonly order: ReturnableOrder;
  readonly line: ReturnableLine;
  readonly work: ReturnWork;
}

/** One line: whether and until when it may come back; once it does, why and in which state. */
export function PieceCard({ order, line, work }: Props): ReactElement {
  const t = useCopy(wizardCopy);
  const piece = work.form.lines[line.lineId];
  const inHand = work.form.inHand === line.lineId;
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A scanned piece may stand below the edge of the screen.
    if (inHand) card.current?.scrollIntoView({ block: 'nearest' });
  }, [inHand]);
  const open = line.quantity > 0 && line.reasons.some(({ verdict }) => verdict !== 'refused');
  const each = line.pieces.find(({ returned }) => returned === null) ?? line.pieces[0];
  const amountMinor = (each?.goodsMinor ?? 0) * (piece?.quantity ?? 1);
  return (
    <div ref={card} className="oc-return-line" data-chosen={piece !== undefined}>
      <ItemCard
        item={line}
        picture="card"
        chosen={piece !== undefined && inHand}
        muted={!open}
        right={<MoneyText amountMinor={amountMinor} currency={order.currency} />}
      >
        <Standing line={line} />
        {open && !piece ? (
          <Button
            className="oc-return-give"
            leftSection={<IconArrowBackUp size={20} stroke={1.8} aria-hidden />}
            aria-label={t('giveBack', { name: `${line.name} ${line.size}` })}
            onClick={() => work.change(withPiece(work.latest(), line))}
          >
            {t('takeIt')}
          </Button>
        ) : null}
      </ItemCard>
      {piece ? (
        <PieceFields
          order={order}
          line={line}
          piece={piece}
          work={work}
          onChange={(next) => work.change(withLine(work.latest(), line.lineId, next))}
        />
      ) : null}
    </div>
  );
}

/** «Rendibile · entro il 7 dic, mancano 16 giorni», or why not and since when. */
function Standing({ line }: { readonly line: ReturnableLine }): ReactElement {
  const t = useCopy(wizardCopy);
  const say = useText();
  const write = useFormat();
  const nameOf = usePlaceNames();
  if (line.quantity === 0) {
    const returned = line.pieces.find((each) => each.returned !== null)?.returned;
    return (
      <>
        <StatusBadge status="alreadyReturned" />
        {returned ? (
          <span className="bt-quiet">
            {t('returnedAt', {
              day: write.day(returned.at),
              place: nameOf(returned.locationId),
              number: returned.number,
            })}
          </span>
        ) : null}
      </>
    );
  }
  const best =
    line.reasons.find(({ verdict }) => verdict === 'allowed') ??
    line.reasons.find(({ verdict }) => verdict === 'needs-approval');
  if (!best) {
    const [first] = line.reasons;
    const words = first?.tell ?? first?.because[0]?.says;
    return (
      <>
        <StatusBadge status="notReturnable" />
        {words ? <span className="bt-quiet">{say(words)}</span> : null}
      </>
    );
  }
  const until =
    best.deadline === null || best.daysLeft === null
      ? null
      : best.daysLeft === 0
        ? t('lastDay')
        : t('until', { day: write.day(best.deadline), count: best.daysLeft });
  return (
    <>
      {line.announced > 0 ? (
        <Badge role="lavoro" icon={IconCalendarEvent}>
          {t('announcedShort')}
        </Badge>
      ) : null}
      <StatusBadge status={best.verdict === 'allowed' ? 'returnable' : 'needsApproval'} />
      {until === null ? null : <span className="bt-quiet">{until}</span>}
    </>
  );
}
