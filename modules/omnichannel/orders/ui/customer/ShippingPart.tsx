import { useState, type ReactElement, type SubmitEvent } from 'react';
import type { ShipTo } from '../../domain/shipping.ts';
import { customerOrder } from '../../public-contracts.ts';
import type { PartProps } from './OrderPart.tsx';
import { PartFrame } from './PartFrame.tsx';
import { client, useSpeaking, type Order } from './use-order.ts';

type Field = Exclude<keyof ShipTo, 'notes'>;
type Typed = Record<keyof ShipTo, string>;

/** Where the order is to be sent: one page, and it is decided. */
export function ShippingPart({
  order,
  token,
  take,
  onClose,
}: PartProps & { readonly onClose: () => void }): ReactElement {
  const { t } = useSpeaking();
  const [typed, setTyped] = useState<Typed>(() => firstOf(order));
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const wrong = wrongFields(typed);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (wrong.size > 0) return;
    setPending(true);
    client.call(customerOrder.ship, { token, ...written(typed) }).then(
      (next) => {
        take(next);
        onClose();
      },
      (problem: Error) => {
        setRefusal(problem.message);
        setPending(false);
      },
    );
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
    <PartFrame title={t('shipTitle')} refusal={refusal} onClose={onClose}>
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
          <button type="submit" className="co-button" disabled={pending}>
            {t('shipHere')}
          </button>
        </div>
      </form>
    </PartFrame>
  );
}

/** What was said before, else the name we know. */
function firstOf({ shipTo, customer }: Order): Typed {
  if (shipTo) return { ...shipTo, notes: shipTo.notes ?? '' };
  const recipient = `${customer.name} ${customer.surname}`.trim();
  return { recipient, street: '', postalCode: '', city: '', province: '', notes: '' };
}

function written(typed: Typed): ShipTo {
  return {
    recipient: typed.recipient.trim(),
    street: typed.street.trim(),
    postalCode: typed.postalCode.trim(),
    city: typed.city.trim(),
    province: typed.province.trim().toUpperCase(),
    notes: typed.notes.trim() || null,
  };
}

function wrongFields(typed: Typed): ReadonlySet<Field> {
  const to = written(typed);
  const wrong = new Set<Field>();
  for (const name of ['recipient', 'street', 'city'] as const) if (!to[name]) wrong.add(name);
  if (!/^[0-9]{5}$/.test(to.postalCode)) wrong.add('postalCode');
  if (!/^[A-Z]{2}$/.test(to.province)) wrong.add('province');
  return wrong;
}
