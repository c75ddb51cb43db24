import { useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { money } from '../../../../server/ui/kit/format.ts';
import { getStyleEndpoint, shopAvailabilityEndpoint, type ShopStyle } from '../contracts.ts';
import { putInBasket } from './basket.ts';
import { copy } from './copy.ts';
import { goTo } from './path.ts';
import { Failed, Waiting } from './parts.tsx';
import { shopClient, useReader, useReading, useStockNews } from './reading.ts';
import { Reduction } from './Reduction.tsx';
import { StoreChoice } from './StoreChoice.tsx';
import { asCardHolder, useVisitor } from './visitor.ts';

type Colour = ShopStyle['colours'][number];
type Size = Colour['items'][number];

/** One style: choose colour and size, see live where it can be collected, put it in the bag. */
export function StylePage({ styleId }: { styleId: string }): ReactElement {
  const visitor = useVisitor();
  const { data, problem, again } = useReading(`${styleId}/${visitor.card}`, (signal) =>
    shopClient.call(getStyleEndpoint, { styleId, ...asCardHolder(visitor) }, { signal }),
  );
  if (!data) return problem ? <Failed again={again} /> : <Waiting />;
  return <Style style={data} />;
}

function Style({ style }: { style: ShopStyle }): ReactElement {
  const t = useCopy(copy);
  const reader = useReader();
  const [colourName, setColourName] = useState(style.colours[0]?.name ?? '');
  const colour = style.colours.find(({ name }) => name === colourName) ?? style.colours[0]!;
  const [size, setSize] = useState<string | null>(
    colour.items.length === 1 ? colour.items[0]!.size : null,
  );
  const item = colour.items.find((one) => one.size === size) ?? null;
  return (
    <div className="shop-style">
      <div className="shop-views" role="group" aria-label={t('colours')}>
        {style.colours.map(({ name, pictureUrl }) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === colour.name}
            onClick={() => setColourName(name)}
          >
            <img src={pictureUrl ?? ''} alt={name} />
          </button>
        ))}
      </div>
      <div className="shop-picture">
        <img
          src={(colour.pictureUrl ?? '').replace('.svg', '-large.svg')}
          alt={`${style.name}, ${colour.name}`}
        />
      </div>
      <div className="shop-choice">
        <div>
          <p className="quiet">
            {style.department} · {style.category}
          </p>
          <h1 className="serif">{style.name}</h1>
          <p className="shop-price">
            <b>{money(reader, (item ?? colour.items[0]!).priceMinor)}</b>
            <Reduction reduction={(item ?? colour.items[0]!).reduction} said />
            <span className="quiet">{t('vatIncluded')}</span>
          </p>
        </div>
        <div className="shop-row" role="group" aria-label={t('colours')}>
          {style.colours.map(({ name, hex }) => (
            <button
              key={name}
              type="button"
              className="shop-swatch"
              aria-label={name}
              aria-pressed={name === colour.name}
              onClick={() => setColourName(name)}
            >
              <i style={{ background: hex ?? 'transparent' }} />
            </button>
          ))}
          <span>{colour.name}</span>
        </div>
        <Sizes items={colour.items} size={item?.size ?? null} onChoose={setSize} />
        {item ? <Collection style={style} colour={colour} item={item} /> : null}
      </div>
    </div>
  );
}

function Sizes({
  items,
  size,
  onChoose,
}: {
  items: readonly Size[];
  size: string | null;
  onChoose: (size: string) => void;
}): ReactElement {
  const t = useCopy(copy);
  return (
    <div>
      <p style={{ fontWeight: 700, marginBottom: 8 }}>
        {items.length === 1 ? t('oneSize') : size ? t('size', { size }) : t('chooseSize')}
      </p>
      <div className="shop-sizes">
        {items.map((item) => (
          <button
            key={item.gtin}
            type="button"
            className="shop-size"
            aria-pressed={item.size === size}
            onClick={() => onChoose(item.size)}
          >
            {item.size}
          </button>
        ))}
      </div>
    </div>
  );
}

function Collection({
  style,
  colour,
  item,
}: {
  style: ShopStyle;
  colour: Colour;
  item: Size;
}): ReactElement {
  const t = useCopy(copy);
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, problem, asOf, again } = useReading(item.gtin, (signal) =>
    shopClient.call(shopAvailabilityEndpoint, { basket: `${item.gtin}:1` }, { signal }),
  );
  useStockNews(item.gtin, again);
  if (!data) return problem ? <Failed again={again} /> : <Waiting />;
  const there = data.stores.filter(({ available, readyBy }) => available > 0 && readyBy !== null);
  const store = there.find(({ locationId }) => locationId === chosen) ?? there[0] ?? null;
  const gone = chosen !== null && !there.some(({ locationId }) => locationId === chosen);
  return (
    <>
      <StoreChoice
        stores={data.stores}
        chosen={store?.locationId ?? null}
        asOf={asOf}
        onChoose={setChosen}
      />
      {gone ? (
        <p className="shop-note bad" role="alert">
          {t('justGone')}
        </p>
      ) : null}
      {store ? (
        <div className="shop-foot">
          <button
            type="button"
            className="shop-button"
            onClick={() => {
              putInBasket(
                {
                  gtin: item.gtin,
                  styleId: style.styleId,
                  name: style.name,
                  colour: colour.name,
                  size: item.size,
                  pictureUrl: colour.pictureUrl,
                  priceMinor: item.priceMinor,
                },
                store.locationId,
              );
              goTo('/shop/carrello');
            }}
          >
            {t('collectAt', { store: store.name })}
          </button>
        </div>
      ) : (
        <p className="shop-note bad">{t('nowhere')}</p>
      )}
    </>
  );
}
