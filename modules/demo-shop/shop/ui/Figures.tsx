import { useState, type ReactElement } from 'react';
import { IconX } from '@tabler/icons-react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { money } from '../../../../server/ui/kit/format.ts';
import { useText } from '../../../../server/ui/language.ts';
import type { ShopQuote } from '../contracts.ts';
import { copy } from './copy.ts';
import { useReader } from './reading.ts';
import { addCoupon, dropCoupon, useVisitor } from './visitor.ts';

/** What comes off and why, the visitor's codes, what would bring more, and the total. */
export function Figures({ quote }: { quote: ShopQuote }): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const reader = useReader();
  return (
    <>
      {quote.discounts.map(({ reason, coupon, amountMinor }) => (
        <p className="shop-spread" key={`${reason} ${coupon}`}>
          <span>{coupon === null ? reason : `${reason} (${coupon})`}</span>
          <span>{money(reader, -amountMinor)}</span>
        </p>
      ))}
      <Coupons quote={quote} />
      {quote.hints.slice(0, 2).map((hint) => (
        <p className="shop-note" key={hint.it}>
          {say(hint)}
        </p>
      ))}
      <p className="shop-spread">
        <b>{t('total')}</b>
        <b style={{ fontSize: 24 }}>{money(reader, quote.totalMinor)}</b>
      </p>
    </>
  );
}

function Coupons({ quote }: { quote: ShopQuote }): ReactElement {
  const t = useCopy(copy);
  const { coupons } = useVisitor();
  const [code, setCode] = useState('');
  const add = (): void => {
    if (code.trim() !== '') addCoupon(code.trim());
    setCode('');
  };
  return (
    <div className="shop-coupons">
      <label className="shop-field">
        {t('coupon')}
        <input
          value={code}
          maxLength={40}
          autoComplete="off"
          onChange={(event) => setCode(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
      </label>
      <button type="button" className="shop-button second" onClick={add}>
        {t('useCoupon')}
      </button>
      <ul>
        {coupons.map((one) => {
          const outcome = quote.coupons.find((told) => told.code === one)?.outcome;
          return (
            <li key={one}>
              <b>{one}</b> {outcome ? t(`coupon-${outcome}`) : null}
              <button
                type="button"
                className="shop-plain"
                aria-label={t('remove', { name: one })}
                onClick={() => dropCoupon(one)}
              >
                <IconX size={18} aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
