import { useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { money } from '../../../../server/ui/kit/format.ts';
import { listStylesEndpoint, type DEPARTMENTS, type ShopCard } from '../contracts.ts';
import { copy } from './copy.ts';
import { followLink } from './path.ts';
import { Failed, Waiting } from './parts.tsx';
import { shopClient, useReader, useReading } from './reading.ts';
import { Reduction } from './Reduction.tsx';
import { asCardHolder, useVisitor } from './visitor.ts';

/** What is on sale in a department, at the prices of whoever looks: mount it anew for another card. */
export function RangePage({
  department,
}: {
  department: (typeof DEPARTMENTS)[number];
}): ReactElement {
  const t = useCopy(copy);
  const [after, setAfter] = useState<string | null>(null);
  const [earlier, setEarlier] = useState<readonly ShopCard[]>([]);
  const visitor = useVisitor();
  const read = `${department}/${after}/${visitor.card}`;
  const { data, problem, again } = useReading(read, (signal) =>
    shopClient
      .call(
        listStylesEndpoint,
        { department, limit: 24, ...asCardHolder(visitor), ...(after ? { after } : {}) },
        { signal },
      )
      .then((page) => ({ ...page, after })),
  );
  if (!data) return problem ? <Failed again={again} /> : <Waiting />;
  // While the next page is on its way, the answer is still the last of the earlier ones.
  const shown = data.after === after ? [...earlier, ...data.items] : earlier;
  return (
    <>
      <ul className="shop-grid">
        {shown.map((card) => (
          <Card key={card.styleId} card={card} />
        ))}
      </ul>
      {data.next && data.after === after ? (
        <div className="shop-middle">
          <button
            type="button"
            className="shop-button second"
            onClick={() => {
              setEarlier(shown);
              setAfter(data.next);
            }}
          >
            {t('more')}
          </button>
        </div>
      ) : null}
    </>
  );
}

function Card({ card }: { card: ShopCard }): ReactElement {
  const reader = useReader();
  return (
    <li className="shop-card">
      <a href={`/shop/articolo/${card.styleId}`} onClick={followLink}>
        <img src={card.colours[0]?.pictureUrl ?? ''} alt="" loading="lazy" />
        <h2>{card.name}</h2>
        <div className="shop-card-foot">
          <span>
            {money(reader, card.priceMinor)} <Reduction reduction={card.reduction} said={false} />
          </span>
          <span className="shop-dots" aria-hidden>
            {card.colours.map(({ name, hex }) => (
              <i key={name} style={{ background: hex ?? 'transparent' }} />
            ))}
          </span>
        </div>
      </a>
    </li>
  );
}
