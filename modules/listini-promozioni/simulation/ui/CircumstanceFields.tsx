import { Select, TagsInput, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { MoneyInput } from '../../../../server/ui/kit/MoneyInput.tsx';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { copy } from './copy.ts';
import { CUSTOMERS, WEB, type CustomerKind, type OwnBasketWork } from './own-basket.ts';

/** Where, when, for whom and with which codes. */
export function CircumstanceFields({
  basket: { circumstances, wall, change },
  only,
}: {
  readonly basket: OwnBasketWork;
  /** Past baskets bring their own shop and customer. */
  readonly only?: 'moment';
}): ReactElement {
  const t = useCopy(copy);
  const moment = (
    <TextInput
      type="datetime-local"
      label={t('when')}
      value={wall}
      onChange={(event) => change({ at: event.currentTarget.value || null })}
    />
  );
  const { places } = useSession();
  if (only === 'moment') return moment;
  const { placeId, customer, tier, coupons, shippingMinor } = circumstances;
  return (
    <div className="lp-sim-fields">
      <Select
        label={t('where')}
        searchable
        allowDeselect={false}
        data={[
          ...places.map(({ id, name }) => ({ value: id, label: name })),
          { value: WEB, label: t('channel-web') },
        ]}
        value={placeId}
        onChange={(next) => next && change({ placeId: next })}
      />
      {moment}
      <Select
        label={t('customer')}
        allowDeselect={false}
        data={CUSTOMERS.map((value) => ({ value, label: t(`customer-${value}`) }))}
        value={customer}
        onChange={(next) => next && change({ customer: next as CustomerKind })}
      />
      {customer === 'tier' ? (
        <TextInput
          label={t('tier')}
          maxLength={40}
          value={tier}
          onChange={(event) => change({ tier: event.currentTarget.value })}
        />
      ) : null}
      <TagsInput
        size="md"
        label={t('coupons')}
        placeholder={coupons.length === 0 ? t('couponsHint') : ''}
        value={[...coupons]}
        onChange={(next) => change({ coupons: next })}
      />
      {placeId === WEB ? (
        <MoneyInput
          label={t('shipping')}
          valueMinor={shippingMinor}
          onChange={(minor) => change({ shippingMinor: minor })}
        />
      ) : null}
    </div>
  );
}
