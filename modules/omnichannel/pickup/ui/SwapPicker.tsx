import { Button } from '@mantine/core';
import { IconArrowRight, IconHanger } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useClient, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ColourDot } from '../../../../server/ui/kit/ItemCard.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { problemOf } from '../../../../server/ui/problem.ts';
import type { PickupCard } from '../contracts.ts';
import { swapOptionsEndpoint, swapQuoteEndpoint, type SwapOption } from '../counter-contracts.ts';
import type { PieceChoice, PieceInBag } from './handover-form.ts';
import { handoverCopy } from './handover-copy.ts';

type Chosen = NonNullable<PieceChoice['swap']>;

/** Which size or colour is taken instead: scanned, or chosen among what this shop has free. */
export function SwapPicker({
  piece,
  card,
  onChosen,
}: {
  readonly piece: PieceInBag;
  readonly card: PickupCard;
  readonly onChosen: (swap: Chosen | null) => void;
}): ReactElement {
  const { choice, item } = piece;
  return choice.swap ? (
    <Taken
      from={item}
      swap={choice.swap}
      currency={card.row.currency}
      onAgain={() => onChosen(null)}
    />
  ) : (
    <Options piece={piece} orderId={card.orderId} onChosen={onChosen} />
  );
}

function Taken({
  from,
  swap,
  currency,
  onAgain,
}: {
  readonly from: PieceInBag['item'];
  readonly swap: Chosen;
  readonly currency: string;
  readonly onAgain: () => void;
}): ReactElement {
  const t = useCopy(handoverCopy);
  const write = useFormat();
  const other = swap.colour !== from.colour;
  return (
    <div className="oc-swap">
      <span className="oc-swap-words">
        <strong>
          {other ? `${from.colour} ${from.size}` : from.size}
          <IconArrowRight size={18} stroke={1.8} aria-label={t('becomes')} />
          {other ? `${swap.colour} ${swap.size}` : swap.size}
        </strong>
        <span className="bt-quiet">
          {swap.differenceMinor === 0
            ? t('samePrice')
            : `${swap.differenceMinor > 0 ? '+' : ''}${write.money(swap.differenceMinor, currency)}`}
          {' · '}
          {t('freeHere', { count: swap.available })}
        </span>
      </span>
      <Button size="sm" onClick={onAgain}>
        {t('chooseAgain')}
      </Button>
      {swap.manner === 'hand' ? (
        <Notice role="lavoro" icon={IconHanger}>
          {t('fetchIt', { size: swap.size })}
        </Notice>
      ) : null}
    </div>
  );
}

function Options({
  piece,
  orderId,
  onChosen,
}: {
  readonly piece: PieceInBag;
  readonly orderId: string;
  readonly onChosen: (swap: Chosen) => void;
}): ReactElement {
  const t = useCopy(handoverCopy);
  const client = useClient();
  const { lineId, item } = piece;
  const options = useQueryOf(swapOptionsEndpoint, { orderId, lineId }, { freshSeconds: 0 });
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async ({ gtin }: SwapOption): Promise<void> => {
    try {
      const quote = await client.call(swapQuoteEndpoint, { orderId, lineId, gtin });
      onChosen({ ...quote, manner: 'hand' });
    } catch (error) {
      const { title, detail } = problemOf(error);
      setProblem(detail ?? title);
    }
  };
  return (
    <div className="oc-swap-options">
      <p className="bt-quiet">{t('scanNew')}</p>
      <Shown reading={options} what={t('cannotReadSizes')}>
        {({ options: all }) => {
          const free = all.filter(({ available }) => available > 0);
          if (free.length === 0) return <p>{t('noOtherSize')}</p>;
          return (
            <div className="oc-sizes">
              {inOrder(free, item.colour).map((option) => (
                <Button key={option.itemId} onClick={() => void choose(option)}>
                  {option.colour === item.colour ? null : (
                    <>
                      <ColourDot hex={option.colourHex} /> {option.colour}{' '}
                    </>
                  )}
                  <b>{option.size}</b>
                  <span className="bt-quiet oc-size-free">
                    {t('freeHere', { count: option.available })}
                  </span>
                </Button>
              ))}
            </div>
          );
        }}
      </Shown>
      {problem ? <p role="alert">{problem}</p> : null}
    </div>
  );
}

const MOST_OPTIONS = 12;

/** The same colour first, small before large. */
function inOrder(options: readonly SwapOption[], colour: string): SwapOption[] {
  const place = (option: SwapOption): number => (option.colour === colour ? 0 : 1);
  return [...options]
    .sort(
      (a, b) =>
        place(a) - place(b) || a.colour.localeCompare(b.colour) || a.sizeOrder - b.sizeOrder,
    )
    .slice(0, MOST_OPTIONS);
}
