import { useState, type ReactElement, type SubmitEvent } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { shopCardEndpoint } from '../contracts.ts';
import { copy } from './copy.ts';
import { shopClient } from './reading.ts';
import { comeInWith, leave, useVisitor } from './visitor.ts';

/** Come in with the number of the fidelity card: prices are then one's own. */
export function CardEntry(): ReactElement {
  const t = useCopy(copy);
  const { card } = useVisitor();
  const [open, setOpen] = useState(false);
  const [unknown, setUnknown] = useState(false);
  if (card !== null) {
    return (
      <button type="button" className="shop-plain" onClick={leave}>
        {t('cardOut', { ending: card.slice(-4) })}
      </button>
    );
  }
  if (!open) {
    return (
      <button type="button" className="shop-plain" onClick={() => setOpen(true)}>
        {t('haveCard')}
      </button>
    );
  }
  const enter = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get('card');
    const number = typeof given === 'string' ? given.trim() : '';
    if (number === '') return;
    const { known } = await shopClient
      .call(shopCardEndpoint, { card: number })
      .catch(() => ({ known: false }));
    setUnknown(!known);
    if (known) comeInWith(number);
  };
  return (
    <form className="shop-card-entry" onSubmit={(event) => void enter(event)}>
      <label>
        <span className="bt-aloud">{t('cardNumber')}</span>
        <input
          name="card"
          placeholder={t('cardNumber')}
          aria-invalid={unknown}
          autoComplete="off"
        />
      </label>
      <button type="submit" className="shop-plain">
        {t('comeIn')}
      </button>
      {unknown ? <small role="alert">{t('cardUnknown')}</small> : null}
    </form>
  );
}
