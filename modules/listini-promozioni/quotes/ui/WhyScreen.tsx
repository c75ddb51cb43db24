import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconQuestionMark, IconReceipt, IconSearch } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { InputOf } from '../../../../server/http/contract.ts';
import { instantOf } from '../../price-lists/domain/wall-time.ts';
import { useAddressValue, useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED } from '../../../../server/ui/scan/scan.ts';
import { useSession } from '../../../../server/ui/shell/session.ts';
import { searchItems } from '../../../base/catalogue/contracts.ts';
import { explainPrice } from '../explanation-contracts.ts';
import { copy } from './copy.ts';
import { Explanation } from './Explanation.tsx';
import { whyAddress } from './why-address.ts';
import './why.css';

const TYPING_MS = 250;
const MOST_HITS = 10;
/** The online channel of the chain, as price lists and promotions name it. */
const CHANNELS = ['web'];

/** Perché questo prezzo?: any item, place and moment, past or coming, as it was known at another. */
export function WhyScreen(): ReactElement {
  const t = useCopy(copy);
  const { places, locationId } = useSession();
  const [itemId] = useAddressValue('articolo');
  const [place] = useAddressValue('negozio');
  const [at, setAt] = useState('');
  const [knownAt, setKnownAt] = useState('');
  const sale = useSale();
  const [quantity, setQuantity] = useState(sale.quantity);
  const placeId = place ?? locationId ?? places[0]?.id ?? CHANNELS[0]!;
  const { zone: chainZone } = useFormat().reader;
  const zone = places.find(({ id }) => id === placeId)?.zone ?? chainZone;
  const [asked] = useDebouncedValue(
    {
      itemId: itemId ?? '',
      placeId,
      quantity,
      ...sale.circumstances,
      ...instant('at', at, zone),
      ...instant('knownAt', knownAt, zone),
    } satisfies InputOf<typeof explainPrice>,
    TYPING_MS,
  );
  const reading = useQueryOf(explainPrice, asked, {
    when: itemId !== null && asked.itemId !== '',
    freshSeconds: 0,
  });
  const moment = (label: string, value: string, set: (wall: string) => void) => (
    <TextInput
      type="datetime-local"
      label={label}
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
  return (
    <ScreenFrame title={t('title')} asOf={reading.asOf}>
      <div className="lp-why-fields">
        <ItemFields />
        <PlaceField placeId={placeId} />
        {moment(t('at'), at, setAt)}
        {moment(t('knownAt'), knownAt, setKnownAt)}
        <NumberField
          label={t('quantity')}
          min={1}
          max={1000}
          whole
          value={quantity}
          onChange={(value) => value !== null && setQuantity(Math.max(1, value))}
        />
      </div>
      {sale.isOne && (
        <Notice
          role="lavoro"
          icon={IconReceipt}
          action={<Button onClick={sale.forget}>{t('asToday')}</Button>}
        >
          {t('asSold')}
        </Notice>
      )}
      {itemId === null ? (
        <EmptyState title={t('start')} icon={IconQuestionMark} role="neutro">
          {t('startText')}
        </EmptyState>
      ) : (
        <Shown reading={reading} what={t('cannotRead')}>
          {(explanation) => <Explanation explanation={explanation} />}
        </Shown>
      )}
    </ScreenFrame>
  );
}

/** The circumstances of a sale that led here: explained as it was sold, until somebody asks otherwise. */
function useSale() {
  const [at, setAt] = useAddressValue('quando');
  const [version] = useAddressValue('versione');
  const [channel] = useAddressValue('canale');
  const [customerId] = useAddressValue('cliente');
  const [pieces] = useAddressValue('pezzi');
  const go = useGo();
  const [itemId] = useAddressValue('articolo');
  const [place] = useAddressValue('negozio');
  return {
    isOne: at !== null || version !== null,
    quantity: Math.max(1, Number(pieces) || 1),
    circumstances: {
      ...(at === null ? {} : { at }),
      ...(version === null ? {} : { version }),
      ...(channel === null ? {} : { channel }),
      ...(customerId === null ? {} : { customerId }),
    },
    forget: (): void => {
      if (itemId === null) setAt(null);
      else go(whyAddress({ itemId, placeId: place }), { replace: true });
    },
  };
}

/** A wall-clock time on the clocks of the shop, as the moment it is. */
function instant(name: 'at' | 'knownAt', wall: string, zone: string): Record<string, string> {
  return wall === '' ? {} : { [name]: instantOf(zone, wall).toISOString() };
}

function PlaceField({ placeId }: { readonly placeId: string }): ReactElement {
  const t = useCopy(copy);
  const { places } = useSession();
  const [, setPlace] = useAddressValue('negozio');
  return (
    <Select
      label={t('place')}
      searchable
      allowDeselect={false}
      data={[
        ...places.map(({ id, name }) => ({ value: id, label: `${name} · ${id}` })),
        ...CHANNELS.map((channel) => ({ value: channel, label: channel })),
      ]}
      value={placeId}
      onChange={setPlace}
    />
  );
}

/** A search or a scan, then the one that is meant. */
function ItemFields(): ReactElement {
  const t = useCopy(copy);
  const [start] = useAddressValue('cerca');
  const [itemId, setItem] = useAddressValue('articolo');
  const [text, setText] = useState(start ?? '');
  const [q] = useDebouncedValue(text.trim(), TYPING_MS);
  const found = useQueryOf(
    searchItems,
    { q, limit: MOST_HITS },
    { when: q.length > 1, keepPrevious: true },
  );
  useScan((scan) => {
    if (scan.kind !== 'item') return PASSED;
    setText(scan.code);
    return accepted(scan.code);
  });
  const choices = (found.data?.hits ?? []).flatMap(({ style, items }) =>
    items.map(({ id, colour, size }) => ({
      value: id,
      label: `${style.name}, ${colour} ${size} · ${style.code}`,
    })),
  );
  return (
    <>
      <TextInput
        label={t('item')}
        placeholder={t('itemHint')}
        leftSection={<IconSearch size={20} stroke={1.8} aria-hidden />}
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Select
        label={t('choose')}
        allowDeselect={false}
        disabled={choices.length === 0}
        data={choices}
        value={itemId}
        onChange={setItem}
      />
    </>
  );
}
