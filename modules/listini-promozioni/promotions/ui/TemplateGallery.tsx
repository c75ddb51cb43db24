import {
  IconCoins,
  IconCreditCard,
  IconDiscount,
  IconGift,
  IconPercentage,
  IconPlus,
  IconReceipt,
  IconShirt,
  IconStack2,
  IconStairs,
  IconTag,
  IconTicket,
  IconTruck,
  type Icon,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useText } from '../../../../server/ui/language.ts';
import { TEMPLATES, type TemplateId } from '../domain/template-fields.ts';
import { goodsCopy } from './goods-copy.ts';
import './builder.css';

const ICONS: Readonly<Record<TemplateId, Icon>> = {
  'percent-off': IconPercentage,
  'amount-off': IconDiscount,
  'fixed-price': IconTag,
  'n-for-m': IconStack2,
  'n-for-price': IconStack2,
  'second-at-percent': IconShirt,
  'buy-get': IconPlus,
  bundle: IconShirt,
  'spend-threshold': IconReceipt,
  'spend-tiers': IconStairs,
  'quantity-tiers': IconStairs,
  gift: IconGift,
  'free-shipping': IconTruck,
  coupon: IconTicket,
  'card-price': IconCreditCard,
  points: IconCoins,
};

/** The promotions shops make again and again: one press, then two to four fields. */
export function TemplateGallery({
  onChoose,
}: {
  readonly onChoose: (template: TemplateId) => void;
}): ReactElement {
  const t = useCopy(goodsCopy);
  const say = useText();
  return (
    <section aria-label={t('chooseTemplate')}>
      <h2 className="lp-gallery-title">{t('chooseTemplate')}</h2>
      <p className="bt-quiet">{t('chooseText')}</p>
      <ul className="lp-gallery">
        {TEMPLATES.map(({ id, name }) => {
          const Shape = ICONS[id];
          return (
            <li key={id}>
              <button type="button" className="lp-gallery-one" onClick={() => onChoose(id)}>
                <Shape size={24} stroke={1.8} aria-hidden="true" />
                <span>
                  <b>{say(name)}</b>
                  <span className="bt-quiet">{t(`example-${id}`)}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
