import { useState, type ReactElement, type SubmitEvent } from 'react';
import { documentDay, longDay, clock } from '../../../../../server/ui/kit/format.ts';
import { customerOrder } from '../../public-contracts.ts';
import type { PartProps } from './OrderPart.tsx';
import { PartFrame } from './PartFrame.tsx';
import { PieceChoice, countOf, partsOf, type Chosen } from './PieceChoice.tsx';
import { useDecision } from './use-decision.ts';
import { client, useSpeaking, type Order } from './use-order.ts';

interface Declaration {
  readonly name: string;
  /** Null = the address the letters of this order go to. */
  readonly email: string | null;
  readonly chosen: Chosen;
}

/** The withdrawal function of art. 54-bis: declare, then confirm, then the acknowledgement. */
export function WithdrawPart({
  order,
  token,
  take,
  onClose,
}: PartProps & { readonly onClose: () => void }): ReactElement {
  const { t } = useSpeaking();
  const [known] = useState(order.withdrawal.declared.length);
  const [given, setGiven] = useState<Declaration>({
    name: `${order.customer.name} ${order.customer.surname}`.trim(),
    email: order.customer.emailHint === null ? '' : null,
    chosen: new Map(order.lines.map((line) => [line.lineId, line.withdrawable])),
  });
  const [step, setStep] = useState<'declare' | 'confirm'>('declare');
  const decision = useDecision(take);
  const done = order.withdrawal.declared[known];
  if (done) return <Acknowledged done={done} onClose={onClose} />;
  const confirm = (): void => {
    const { name, email, chosen } = given;
    const lines = partsOf(chosen);
    decision.send(
      client.call(customerOrder.withdraw, { token, name, email, lines, knownDeclarations: known }),
    );
  };
  return step === 'declare' ? (
    <PartFrame title={t('withdrawTitle')} refusal={decision.refusal} onClose={onClose}>
      <DeclareForm
        order={order}
        given={given}
        onChange={setGiven}
        onDone={() => setStep('confirm')}
      />
    </PartFrame>
  ) : (
    <PartFrame
      title={t('declarationTitle')}
      refusal={decision.refusal}
      onClose={() => {
        decision.forget();
        setStep('declare');
      }}
    >
      <Confirmation order={order} given={given} pending={decision.pending} onConfirm={confirm} />
    </PartFrame>
  );
}

function DeclareForm({
  order,
  given,
  onChange,
  onDone,
}: {
  readonly order: Order;
  readonly given: Declaration;
  readonly onChange: (given: Declaration) => void;
  readonly onDone: () => void;
}): ReactElement {
  const { t } = useSpeaking();
  const [tried, setTried] = useState(false);
  const { name, email, chosen } = given;
  const hint = order.customer.emailHint;
  const noName = name.trim() === '';
  const noEmail = email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!noName && !noEmail && countOf(chosen) > 0) onDone();
  };
  return (
    <form className="co-form" noValidate onSubmit={submit}>
      <p>{t('withdrawText')}</p>
      <label className="co-field">
        {t('yourName')}
        <input
          value={name}
          autoComplete="name"
          aria-invalid={tried && noName}
          onChange={(event) => onChange({ ...given, name: event.currentTarget.value })}
        />
        {tried && noName && <small role="alert">{t('nameMissing')}</small>}
      </label>
      <p className="co-fact">
        <span className="co-quiet">{t('contract')}</span>{' '}
        {t('orderNumber', { number: order.number })}
      </p>
      {email === null ? (
        <p className="co-fact">
          <span className="co-quiet">{t('email')}</span> {t('emailKnown', { email: hint ?? '' })}{' '}
          <button
            type="button"
            className="co-plain co-link"
            onClick={() => onChange({ ...given, email: '' })}
          >
            {t('emailOther')}
          </button>
        </p>
      ) : (
        <label className="co-field">
          {t('email')}
          <input
            type="email"
            value={email}
            autoComplete="email"
            aria-invalid={tried && noEmail}
            onChange={(event) => onChange({ ...given, email: event.currentTarget.value })}
          />
          {tried && noEmail && <small role="alert">{t('emailWrong')}</small>}
        </label>
      )}
      <PieceChoice
        legend={t('withdrawPieces')}
        lines={order.lines}
        mostOf={(line) => line.withdrawable}
        chosen={chosen}
        onChange={(next) => onChange({ ...given, chosen: next })}
      />
      <div className="co-foot">
        <button type="submit" className="co-button" disabled={countOf(chosen) === 0}>
          {countOf(chosen) === 0 ? t('cancelNone') : t('goOn')}
        </button>
      </div>
    </form>
  );
}

function Confirmation({
  order,
  given,
  pending,
  onConfirm,
}: {
  readonly order: Order;
  readonly given: Declaration;
  readonly pending: boolean;
  readonly onConfirm: () => void;
}): ReactElement {
  const { t, reader } = useSpeaking();
  const { name, email, chosen } = given;
  return (
    <>
      <blockquote className="co-declaration">
        <p>
          {t('declaration', {
            name,
            number: order.number,
            date: documentDay(reader, order.placedAt),
            seller: order.seller,
          })}
        </p>
        <ul>
          {order.lines.map((line) => {
            const count = chosen.get(line.lineId) ?? 0;
            return count === 0 ? null : (
              <li key={line.lineId}>
                {count} × {line.name}, {line.colour}, {line.size}
              </li>
            );
          })}
        </ul>
      </blockquote>
      <p className="co-quiet">
        {t('confirmTo', { email: email ?? order.customer.emailHint ?? '' })}
      </p>
      <div className="co-foot">
        <button type="button" className="co-button grave" disabled={pending} onClick={onConfirm}>
          {t('confirm')}
        </button>
      </div>
    </>
  );
}

function Acknowledged({
  done,
  onClose,
}: {
  readonly done: Order['withdrawal']['declared'][number];
  readonly onClose: () => void;
}): ReactElement {
  const { t, reader } = useSpeaking();
  const when = `${longDay(reader, done.declaredAt)}, ${clock(reader, done.declaredAt)}`;
  return (
    <PartFrame title={t('withdrawnTitle')} refusal={null} onClose={onClose}>
      <p className="co-note" data-tone="good" role="status">
        {t('withdrawnAt', { when })}
      </p>
      {done.toBringBack > 0 && <p>{t('bringBack', { count: done.toBringBack })}</p>}
      <div className="co-foot">
        <button type="button" className="co-button" onClick={onClose}>
          {t('toOrder')}
        </button>
      </div>
    </PartFrame>
  );
}
