import { Button } from '@mantine/core';
import { IconScan, IconSearch } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { CodeText } from '../../../../server/ui/kit/CodeText.tsx';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { Badge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { SlotPlace } from '../../../../server/ui/slots.tsx';
import type { FinderView } from '../contracts.ts';
import { copy } from './copy.ts';
import './finder.css';
import type { FinderItem } from './matrix.ts';

/** What it is, what it costs, and which label was read. */
export function StyleHead({
  view,
  item,
  scanned,
}: {
  readonly view: FinderView;
  readonly item: FinderItem | undefined;
  readonly scanned: FinderItem | undefined;
}): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const layout = useLayout();
  const desktop = layout === 'desktop';
  const Title = desktop ? 'h1' : 'h2';
  const hereId = useLocationId();
  const price = item && (
    <SlotPlace
      name="store-system.finder.price"
      props={{
        itemId: item.itemId,
        itemIds: view.items.map(({ itemId }) => itemId),
        locationId: hereId,
        listPriceMinor: item.listPriceMinor,
      }}
      fallback={<MoneyText amountMinor={item.listPriceMinor} size="strong" />}
    />
  );
  return (
    <header className="ss-style" data-layout={layout}>
      <ItemPicture
        item={{ pictureUrl: item?.pictureUrl ?? null, name: view.name }}
        size={layout === 'handheld' ? 'card' : 'line'}
        beside
      />
      <div className="ss-style-words">
        <Title className="ss-style-name">{view.name}</Title>
        <p className="bt-quiet ss-style-line">
          {[view.department, view.category, view.season].join(' · ')}
          {desktop && (
            <>
              {' · '}
              <CodeText code={view.styleCode} />
            </>
          )}
          {layout === 'handheld' && <span className="ss-style-price">{price}</span>}
        </p>
        {scanned && (
          <p>
            <Badge role="lavoro" icon={IconScan}>
              {t('scanned', { colour: scanned.colour, size: scanned.size })}
            </Badge>
          </p>
        )}
      </div>
      {layout !== 'handheld' && (
        <div className="ss-style-right">
          <span className="ss-style-price">{price}</span>
          <Button
            size="sm"
            leftSection={<IconSearch size={18} stroke={1.8} aria-hidden />}
            onClick={() => go('/trova')}
          >
            {t('searchAnother')}
          </Button>
        </div>
      )}
    </header>
  );
}
