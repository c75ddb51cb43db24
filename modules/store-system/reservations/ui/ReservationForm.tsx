import { Button, TextInput } from '@mantine/core';
import { IconBookmark, IconInfoCircle, IconListCheck } from '@tabler/icons-react';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import type { InputOf, ReplyOf } from '../../../../server/http/contract.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { readMoney, shortName } from '../../../../server/ui/kit/format.ts';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { offerUndo } from '../../../../server/ui/kit/undo.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import type { FinderView } from '../../stock/contracts.ts';
import type { FinderItem } from '../../stock/ui/matrix.ts';
import { placeReservation, releaseReservation, type readTerms } from '../contracts.ts';
import { copy } from './copy.ts';
import { CustomerField, type Customer } from './CustomerField.tsx';
import { isAddress } from './NewCustomer.tsx';
import { UntilField } from './UntilField.tsx';
import { useDeskView } from './use-desk.ts';

export type Placed = ReplyOf<typeof placeReservation>;

/** What is reserved, and where it would be kept; `left` is zero when one can only queue for it. */
export interface Piece {
  readonly view: FinderView;
  readonly item: FinderItem;
  readonly locationId: string;
  readonly storeName: string;
  readonly left: number;
}

type ToPlace = InputOf<typeof placeReservation>;

interface Extras {
  readonly until: string;
  readonly deposit: string;
  readonly note: string;
}

/** Customer, until when, deposit, note: only the customer has to be written. */
export function ReservationForm({
  piece,
  terms,
  onCancel,
  onPlaced,
}: {
  readonly piece: Piece;
  readonly terms: ReplyOf<typeof readTerms>;
  readonly onCancel: () => void;
  readonly onPlaced: (placed: Placed, name: string) => void;
}): ReactElement {
  const t = useCopy(copy);
  const here = useLocationId() ?? '';
  const [customer, setCustomer] = useState<Customer | null>(null);
  const [extras, setExtras] = useState<Extras>({ until: terms.usual, deposit: '', note: '' });
  const command = useCommandOf(placeReservation);
  const undo = useCommandOf(releaseReservation);
  const active = useActiveOf(customer);
  const queues = piece.left === 0;
  const outlook = useOutlook(piece, terms, customer);
  const { reader } = useFormat();
  const depositMinor = extras.deposit.trim() === '' ? 0 : readMoney(reader, extras.deposit);
  const missing = missingFrom(customer) ?? (depositMinor === null ? 'wrongDeposit' : null);
  const blocked = command.offline ? t('needsNetwork') : missing && t(missing);
  const name = customer ? nameOf(customer) : '';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (blocked !== null || !customer || command.pending) return;
    void command.send(toPlace(piece, here, customer, extras, depositMinor ?? 0)).then((outcome) => {
      if (!outcome.done) return;
      const { reservationId } = outcome.reply.reservation;
      offerUndo({
        words: t('undone', { name, seconds: '{{seconds}}' }),
        onUndo: () => undo.send({ reservationId }),
      });
      onPlaced(outcome.reply, name);
    });
  };
  const Shape = queues ? IconListCheck : IconBookmark;
  return (
    <form className="ss-reserve" onSubmit={submit}>
      <PieceCard piece={piece} />
      <CustomerField
        customer={customer}
        note={active > 0 ? t('hasActive', { count: active }) : ''}
        onChange={setCustomer}
      />
      {!queues && <KeptFields {...{ terms, extras, depositMinor }} onChange={setExtras} />}
      <Notice role="lavoro" icon={IconInfoCircle}>
        {outlook}
      </Notice>
      {command.problem && <ErrorState problem={command.problem} reading={false} />}
      <div className="bt-dialog-actions ss-reserve-actions">
        {blocked !== null && <span className="bt-action-reason">{blocked}</span>}
        <Button className="ss-cancel" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button
          type="submit"
          variant="filled"
          loading={command.pending}
          disabled={blocked !== null}
          leftSection={<Shape size={20} stroke={1.8} aria-hidden />}
        >
          {name === ''
            ? t(queues ? 'queueTitle' : 'reserve')
            : t(queues ? 'queueFor' : 'reserveFor', { name })}
        </Button>
      </div>
    </form>
  );
}

/** What happens next, and how the customer will hear of it. */
function useOutlook(
  { locationId, storeName, left }: Piece,
  terms: ReplyOf<typeof readTerms>,
  customer: Customer | null,
): string {
  const t = useCopy(copy);
  const here = locationId === useLocationId();
  if (left === 0) return t(here ? 'queueText' : 'queueTextAt', { store: storeName });
  const next = here ? t('kept') : t('request', { store: storeName, minutes: terms.answerMinutes });
  return customer === null
    ? next
    : `${next} ${t(`${reachedBy(customer)}${here ? 'Here' : 'There'}`)}`;
}

function reachedBy(customer: Customer): 'mail' | 'call' | 'noContact' {
  if (customer.kind === 'new') return isAddress(customer.email) ? 'mail' : 'call';
  if (customer.hit.maskedEmail !== null) return 'mail';
  return customer.hit.maskedPhone !== null ? 'call' : 'noContact';
}

function PieceCard({ piece }: { readonly piece: Piece }): ReactElement {
  const t = useCopy(copy);
  const { view, item, storeName, left } = piece;
  return (
    <ItemCard
      item={{ ...item, name: view.name }}
      picture="card"
      muted
      right={<MoneyText amountMinor={item.listPriceMinor} size="strong" />}
      detail={`${t('at', { store: storeName })} · ${left === 0 ? t('noneLeft') : t('left', { count: left })}`}
    />
  );
}

function KeptFields({
  terms,
  extras,
  depositMinor,
  onChange,
}: {
  readonly terms: ReplyOf<typeof readTerms>;
  readonly extras: Extras;
  readonly depositMinor: number | null;
  readonly onChange: (extras: Extras) => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  return (
    <>
      <UntilField
        terms={terms}
        value={extras.until}
        onChange={(until) => onChange({ ...extras, until })}
      />
      <div className="ss-extras">
        <TextInput
          label={t('deposit')}
          inputMode="decimal"
          placeholder={write.money(0)}
          value={extras.deposit}
          error={depositMinor === null ? t('wrongDeposit') : null}
          onChange={(event) => onChange({ ...extras, deposit: event.currentTarget.value })}
        />
        <TextInput
          label={t('note')}
          placeholder={t('notePlaceholder')}
          maxLength={500}
          value={extras.note}
          onChange={(event) => onChange({ ...extras, note: event.currentTarget.value })}
        />
      </div>
    </>
  );
}

/** How many reservations the customer already has at this desk. */
function useActiveOf(customer: Customer | null): number {
  const desk = useDeskView(useLocationId());
  if (customer?.kind !== 'known') return 0;
  const all = desk.data?.reservations ?? [];
  return all.filter(({ customerId }) => customerId === customer.hit.id).length;
}

function nameOf(customer: Customer): string {
  const { name, surname } = customer.kind === 'known' ? customer.hit : customer;
  return shortName(name.trim(), surname.trim());
}

function missingFrom(customer: Customer | null) {
  if (customer === null) return 'needsCustomer';
  if (customer.kind === 'known') return null;
  const { name, surname, email, emailTaken } = customer;
  if (name.trim() === '' || surname.trim() === '') return 'needsName';
  if (email.trim() !== '' && !isAddress(email)) return 'wrongEmail';
  return emailTaken ? 'emailTaken' : null;
}

function toPlace(
  { item, locationId, left }: Piece,
  askedFrom: string,
  customer: Customer,
  { until, note }: Extras,
  depositMinor: number,
): ToPlace {
  const queues = left === 0;
  return {
    askedFrom,
    locationId,
    itemId: item.itemId,
    customer: customerOf(customer),
    ...(queues ? { ifShort: 'queue' as const } : { until }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    ...(depositMinor > 0 ? { depositMinor } : {}),
  };
}

function customerOf(customer: Customer): ToPlace['customer'] {
  if (customer.kind === 'known') return { by: 'id', customerId: customer.hit.id };
  const { phone } = customer;
  const [name, surname, email] = [
    customer.name.trim(),
    customer.surname.trim(),
    customer.email.trim(),
  ];
  return { by: 'name', name, surname, phone, ...(email === '' ? {} : { email }) };
}
