import { useRef, useState, type ReactElement, type SubmitEvent } from 'react';
import { IconX } from '@tabler/icons-react';
import { ProblemError } from '../../../../server/http/client.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { money } from '../../../../server/ui/kit/format.ts';
import {
  shopAvailabilityEndpoint,
  shopOrderEndpoint,
  shopQuoteEndpoint,
  shopSlotsEndpoint,
  type ShopQuote,
} from '../contracts.ts';
import {
  collectAt,
  emptyBasket,
  takeFromBasket,
  useBasket,
  writtenBasket,
  type BasketLine,
} from './basket.ts';
import { copy } from './copy.ts';
import { followLink } from './path.ts';
import { Failed, Waiting } from './parts.tsx';
import { Figures } from './Figures.tsx';
import { shopClient, useReader, useReading, useStockNews, type Reading } from './reading.ts';
import { SlotChoice } from './SlotChoice.tsx';
import { StoreChoice } from './StoreChoice.tsx';
import { asCardHolder, dropCoupons, useVisitor } from './visitor.ts';

/** The bag, who collects, how it is paid: one page, one button. */
export function CheckoutPage(): ReactElement {
  const t = useCopy(copy);
  const { lines } = useBasket();
  if (lines.length > 0) return <Checkout />;
  return (
    <div className="shop-middle">
      <p>{t('emptyBag')}</p>
      <a className="shop-button" href="/shop" onClick={followLink}>
        {t('goShopping')}
      </a>
    </div>
  );
}

const FIELDS = [
  ['name', 'given-name', 'text'],
  ['surname', 'family-name', 'text'],
  ['email', 'email', 'email'],
  ['phone', 'tel', 'tel'],
] as const;
type FieldName = (typeof FIELDS)[number][0];

function Checkout(): ReactElement {
  const t = useCopy(copy);
  const { lines, locationId } = useBasket();
  const basket = writtenBasket(lines);
  const { data, problem, asOf, again } = useReading(basket, (signal) =>
    shopClient.call(shopAvailabilityEndpoint, { basket }, { signal }),
  );
  useStockNews(lines.map(({ gtin }) => gtin).join(','), again);
  const there = (data?.stores ?? []).filter(
    ({ available, readyBy }) => available > 0 && readyBy !== null,
  );
  const store = there.find((one) => one.locationId === locationId) ?? there[0] ?? null;
  const slots = useSlots(store?.locationId ?? null, lines);
  const quote = useQuote(lines, store?.locationId ?? null);
  const ordering = useOrdering(lines, quote.data, () => {
    slots.again();
    quote.again();
  });
  if (!data || !quote.data) {
    const failed = problem ?? quote.problem;
    return failed ? <Failed again={failed === problem ? again : quote.again} /> : <Waiting />;
  }
  return (
    <form
      className="shop-narrow"
      noValidate
      onSubmit={(event) => void ordering.order(event, store?.locationId ?? null, slots.chosen)}
    >
      <h1 className="serif">{t('yourOrder')}</h1>
      <ul>
        {lines.map((line) => (
          <Line
            key={line.gtin}
            line={line}
            payMinor={
              quote.data?.lines.find(({ gtin }) => gtin === line.gtin)?.payMinor ??
              line.priceMinor * line.quantity
            }
          />
        ))}
      </ul>
      <StoreChoice
        stores={data.stores}
        chosen={store?.locationId ?? null}
        asOf={asOf}
        onChoose={collectAt}
      />
      {store ? null : <p className="shop-note bad">{t('nowhere')}</p>}
      {slots.offer ? (
        <SlotChoice
          offer={slots.offer}
          chosen={slots.chosen}
          gone={slots.gone}
          onChoose={slots.choose}
        />
      ) : null}
      <h2>{t('whoCollects')}</h2>
      <div className="shop-fields">
        {FIELDS.map(([name, autoComplete, type]) => (
          <label key={name} className="shop-field">
            {t(name)}
            <input
              name={name}
              type={type}
              autoComplete={autoComplete}
              aria-invalid={ordering.missing.includes(name)}
            />
            {ordering.missing.includes(name) ? (
              <small role="alert">{t('required', { what: t(name).toLowerCase() })}</small>
            ) : null}
          </label>
        ))}
      </div>
      <h2>{t('payment')}</h2>
      <div className="shop-pay">
        <label>
          <input type="radio" name="payment" value="online" defaultChecked /> {t('payNow')}
        </label>
        <label>
          <input type="radio" name="payment" value="at-counter" /> {t('payThere')}
        </label>
      </div>
      <Figures quote={quote.data} />
      {ordering.refusal ? (
        <p className="shop-note bad" role="alert">
          {ordering.refusal}
        </p>
      ) : null}
      <div className="shop-foot">
        <button type="submit" className="shop-button" disabled={!store || ordering.pending}>
          {ordering.pending ? t('ordering') : t('order', { store: store?.name ?? '…' })}
        </button>
      </div>
    </form>
  );
}

function Line({ line, payMinor }: { line: BasketLine; payMinor: number }): ReactElement {
  const t = useCopy(copy);
  const reader = useReader();
  return (
    <li className="shop-line">
      <img src={line.pictureUrl ?? ''} alt="" />
      <span>
        <b>{line.name}</b>
        <br />
        <span className="quiet">
          {line.colour} · {line.size}
          {line.quantity > 1 ? ` · ${line.quantity} ×` : ''}
        </span>
      </span>
      <b>{money(reader, payMinor)}</b>
      <button
        type="button"
        className="shop-plain"
        aria-label={t('remove', { name: line.name })}
        onClick={() => takeFromBasket(line.gtin)}
      >
        <IconX size={20} aria-hidden />
      </button>
    </li>
  );
}

/** What the bag costs in the chosen store, with the visitor's card and codes. */
function useQuote(lines: readonly BasketLine[], locationId: string | null): Reading<ShopQuote> {
  const visitor = useVisitor();
  const asked = {
    lines: lines.map(({ gtin, quantity }) => ({ gtin, quantity })),
    coupons: [...visitor.coupons],
    ...asCardHolder(visitor),
    ...(locationId === null ? {} : { locationId }),
  };
  return useReading(JSON.stringify(asked), (signal) =>
    shopClient.call(shopQuoteEndpoint, asked, { signal }),
  );
}

/** The slots of the chosen store, and the one the visitor chose there: another store has others. */
function useSlots(locationId: string | null, lines: readonly BasketLine[]) {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const [choice, setChoice] = useState<{ at: string; startsAt: string } | null>(null);
  const { data, again } = useReading(`${locationId} ${pieces}`, async (signal) =>
    locationId === null
      ? null
      : {
          locationId,
          ...(await shopClient.call(shopSlotsEndpoint, { locationId, pieces }, { signal })),
        },
  );
  const offer = data?.locationId === locationId ? data : null;
  const wanted = choice?.at === locationId ? choice.startsAt : null;
  const gone =
    wanted !== null && (offer?.slots.every(({ startsAt }) => startsAt !== wanted) ?? false);
  return {
    offer,
    chosen: gone ? null : wanted,
    gone,
    choose: (startsAt: string | null) =>
      setChoice(startsAt === null || locationId === null ? null : { at: locationId, startsAt }),
    again,
  };
}

/** Sends the order once, however often the button is pressed: the attempt stays until its answer is known. */
function useOrdering(lines: readonly BasketLine[], quote: ShopQuote | null, onRefused: () => void) {
  const visitor = useVisitor();
  const [pending, setPending] = useState(false);
  const [missing, setMissing] = useState<readonly FieldName[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const attempt = useRef<string | null>(null);
  const order = async (
    event: SubmitEvent<HTMLFormElement>,
    locationId: string | null,
    slotStartsAt: string | null,
  ): Promise<void> => {
    event.preventDefault();
    if (pending || locationId === null) return;
    const form = new FormData(event.currentTarget);
    const written = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const empty = FIELDS.map(([name]) => name).filter(
      (name) => written(name) === '' || (name === 'email' && !/^\S+@\S+\.\S+$/.test(written(name))),
    );
    setMissing(empty);
    if (empty.length > 0) return;
    setPending(true);
    setRefusal(null);
    attempt.current ??= crypto.randomUUID();
    try {
      const placed = await shopClient.call(shopOrderEndpoint, {
        attempt: attempt.current,
        locationId,
        customer: {
          name: written('name'),
          surname: written('surname'),
          email: written('email'),
          phone: written('phone'),
        },
        lines: lines.map(({ gtin, quantity }) => ({ gtin, quantity })),
        ...asCardHolder(visitor),
        coupons: (quote?.coupons ?? []).flatMap(({ code, outcome }) =>
          outcome === 'refused' ? [] : [code],
        ),
        ...(quote ? { totalMinor: quote.totalMinor } : {}),
        ...(slotStartsAt !== null && { slotStartsAt }),
        payment: written('payment') === 'at-counter' ? 'at-counter' : 'online',
      });
      emptyBasket();
      dropCoupons();
      // The order’s page is the chain’s own: every web shop sends its customers there.
      location.assign(`/ordine/${placed.token}`);
    } catch (problem) {
      setRefusal(problem instanceof Error ? problem.message : String(problem));
      // Without an answer, or with half of one, the order may stand: the same attempt asks for it again.
      if (problem instanceof ProblemError && problem.status < 500) attempt.current = null;
      onRefused();
    } finally {
      setPending(false);
    }
  };
  return { order, pending, missing, refusal };
}
