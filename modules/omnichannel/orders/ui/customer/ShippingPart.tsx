import { useState, type ReactElement, type SubmitEvent } from 'react';
import type { ShipTo } from '../../domain/fulfilment.ts';
import { customerOrder } from '../../public-contracts.ts';
import type { PartProps } from './OrderPart.tsx';
import { PartFrame } from './PartFrame.tsx';
import { firstTyped, wrongIn, writtenAddress, type Typed } from '../typed-address.ts';
import { useDecision } from './use-decision.ts';
import { client, useSpeaking } from './use-order.ts';

type Field = Exclude<keyof ShipTo, 'notes'>;

/** Where the order is to be sent: one page, and it is decided. */
export function ShippingPart({
  order,
  token,
  take,
  onClose,
}: PartProps & { readonly onClose: () => void }): ReactElement {
  const { t } = useSpeaking();
  const [typed, setTyped] = useState<Typed>(() =>
    firstTyped(order.shipTo, `${order.customer.name} ${order.customer.surname}`.trim()),
  );
  const [tried, setTried] = useState(false);
  const decision = useDecision(take, { done: onClose });
  const wrong = wrongIn(typed);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (wrong.size > 0) return;
    decision.send(client.call(customerOrder.ship, { token, ...writtenAddress(typed) }));
  };
  const field = (name: keyof ShipTo, complete: string, more: object = {}): ReactElement => {
    const isWrong = tried && wrong.has(name as Field);
    return (
      <label className="co-field">
        {t(`ship_${name}`)}
        <input
          value={typed[name]}
          autoComplete={complete}
          aria-invalid={isWrong}
          maxLength={80}
          {...more}
          onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
        />
        {isWrong && <small role="alert">{t(`ship_${name as Field}Wrong`)}</small>}
      </label>
    );
  };
  return (
    <PartFrame title={t('shipTitle')} refusal={decision.refusal} onClose={onClose}>
      <form className="co-form" noValidate onSubmit={submit}>
        <p>{t('shipText')}</p>
        {field('recipient', 'name', { maxLength: 60 })}
        {field('street', 'street-address')}
        <div className="co-two co-short-first">
          {field('postalCode', 'postal-code', { inputMode: 'numeric', maxLength: 5 })}
          {field('city', 'address-level2', { maxLength: 40 })}
        </div>
        {field('province', 'address-level1', { maxLength: 2, autoCapitalize: 'characters' })}
        {field('notes', 'off', { maxLength: 100 })}
        <div className="co-foot">
          <button type="submit" className="co-button" disabled={decision.pending}>
            {t('shipHere')}
          </button>
        </div>
      </form>
    </PartFrame>
  );
}
