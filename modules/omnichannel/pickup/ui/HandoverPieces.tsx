import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import type { PickupCard } from '../contracts.ts';
import {
  piecesInBag,
  withChoice,
  type Fate,
  type HandoverForm,
  type PieceInBag,
} from './handover-form.ts';
import { handoverCopy } from './handover-copy.ts';
import { SwapPicker } from './SwapPicker.tsx';

interface Props {
  readonly card: PickupCard;
  readonly form: HandoverForm;
  readonly onChange: (form: HandoverForm) => void;
}

/** After the try-on: what becomes of each piece. Without one everything is kept, with nothing to press. */
export function HandoverPieces({ card, form, onChange }: Props): ReactElement {
  const t = useCopy(handoverCopy);
  return (
    <section aria-label={t('whatLeaves')}>
      <div className="oc-pieces-head">
        <h2 className="oc-subtitle">{t('whatLeaves')}</h2>
        <span className="bt-quiet">{t('withoutTryOn')}</span>
      </div>
      <ul className="oc-pieces">
        {piecesInBag(card, form).map((piece) => (
          <li key={piece.key}>
            <Piece piece={piece} card={card} form={form} onChange={onChange} />
          </li>
        ))}
      </ul>
      <p className="bt-quiet oc-pieces-foot">{t('scanToSwap')}</p>
    </section>
  );
}

function Piece({ piece, card, form, onChange }: Props & { piece: PieceInBag }): ReactElement {
  const t = useCopy(handoverCopy);
  const { key, item, amountMinor, choice } = piece;
  const choose = (fate: Fate): void => onChange(withChoice(form, key, { fate, swap: null }));
  const after = whatFollows(piece, form);
  const detail =
    after === 'staysReady'
      ? t(after, { shelf: card.row.shelf ?? '–' })
      : after === null
        ? null
        : t(after);
  return (
    <ItemCard
      item={item}
      muted={choice.fate === 'leaves' || choice.fate === 'later'}
      right={<MoneyText amountMinor={amountMinor} currency={card.row.currency} size="strong" />}
      {...(detail === null ? {} : { detail })}
    >
      <FieldChoice
        label={`${item.name} ${item.size}`}
        hideLabel
        joined
        choices={[
          { value: 'keeps', label: t('keeps') },
          { value: 'swaps', label: t('swaps') },
          { value: 'leaves', label: t('leaves') },
          { value: 'later', label: t('later') },
        ]}
        value={choice.fate}
        onChange={choose}
      />
      {choice.fate === 'swaps' ? (
        <SwapPicker
          piece={piece}
          card={card}
          onChosen={(swap) => onChange(withChoice(form, key, { fate: 'swaps', swap }))}
        />
      ) : null}
    </ItemCard>
  );
}

/** What the choice means for the shop, in the copy's words. */
function whatFollows(
  { choice }: PieceInBag,
  form: HandoverForm,
): 'backOnSale' | 'waitsForScan' | 'staysReady' | null {
  if (choice.fate === 'leaves') return form.putBack === 'done' ? 'backOnSale' : 'waitsForScan';
  return choice.fate === 'later' ? 'staysReady' : null;
}
