import type { ReactElement, ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { IconShoppingBag } from '@tabler/icons-react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { DEPARTMENTS } from '../contracts.ts';
import { useBasket } from './basket.ts';
import { CardEntry } from './CardEntry.tsx';
import { CheckoutPage } from './CheckoutPage.tsx';
import { copy } from './copy.ts';
import { followLink, usePath } from './path.ts';
import { RangePage } from './RangePage.tsx';
import { StylePage } from './StylePage.tsx';
import { useVisitor } from './visitor.ts';
import './shop.css';

/** Opens the demonstration shop in the page: called by the browser entry for addresses under `/shop`. */
export function openShop(root: HTMLElement): void {
  document.title = 'Lungarno';
  createRoot(root).render(<ShopApp />);
}

function ShopApp(): ReactElement {
  const url = new URL(usePath(), location.origin);
  const [, , page, id] = url.pathname.split('/');
  const { card } = useVisitor();
  const department =
    DEPARTMENTS.find((one) => one === url.searchParams.get('reparto')) ?? DEPARTMENTS[0];
  return (
    <ShopFrame department={page === undefined || page === '' ? department : null}>
      {page === 'articolo' && id ? (
        <StylePage key={id} styleId={id} />
      ) : page === 'carrello' ? (
        <CheckoutPage />
      ) : (
        <RangePage key={`${department} ${card}`} department={department} />
      )}
    </ShopFrame>
  );
}

function ShopFrame({
  department,
  children,
}: {
  department: string | null;
  children: ReactNode;
}): ReactElement {
  const t = useCopy(copy);
  const pieces = useBasket().lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <div className="shop">
      <header className="shop-bar">
        <a className="shop-name serif" href="/shop" onClick={followLink}>
          Lungarno
        </a>
        <nav aria-label={t('departments')}>
          {DEPARTMENTS.map((one) => (
            <a
              key={one}
              href={`/shop?reparto=${one}`}
              onClick={followLink}
              aria-current={one === department ? 'page' : undefined}
            >
              {one}
            </a>
          ))}
        </nav>
        <span className="shop-trial">{t('trial')}</span>
        <CardEntry />
        <a
          className="shop-bag"
          href="/shop/carrello"
          onClick={followLink}
          aria-label={pieces === 0 ? t('bag') : t('bagPieces', { count: pieces })}
        >
          <IconShoppingBag size={22} aria-hidden /> {pieces > 0 ? pieces : null}
        </a>
      </header>
      <main>{children}</main>
    </div>
  );
}
