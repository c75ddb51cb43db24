import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { InputOf, ReplyOf } from '../../../../server/http/contract.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { matchGoods } from '../matching-contracts.ts';
import './builder.css';
import { goodsCopy } from './goods-copy.ts';
import { OneGoodsRow } from './OneGoodsRow.tsx';
import { NEW_ROW, queryOf, stepsOf, VALUED, type GoodsRow } from './goods-rows.ts';

const TYPING_MS = 250;
const SHOWN_PICTURES = 7;

export interface GoodsProps {
  readonly goods: readonly GoodsRow[];
  readonly onChange: (goods: readonly GoodsRow[]) => void;
}

/** «Che cosa»: rows of conditions with the items each leaves, how many they are in all, some of them. */
export function GoodsPanel({
  title,
  id,
  none,
  children,
  ...rows
}: GoodsProps & {
  readonly title: string;
  readonly id?: string;
  /** What is meant without any row. */
  readonly none: string;
  readonly children?: ReactElement | null;
}): ReactElement {
  const matching = useMatching(rows.goods);
  return (
    <section className="bt-panel lp-build-panel" aria-label={title} id={id} tabIndex={-1}>
      <div className="lp-build-what">
        <h2>{title}</h2>
        <Matches matching={matching} />
      </div>
      {rows.goods.length === 0 ? <p className="bt-quiet">{none}</p> : null}
      <GoodsRows {...rows} steps={matching?.steps ?? []} />
      <Sample matching={matching} />
      {children}
    </section>
  );
}

type Matching = ReplyOf<typeof matchGoods>;

/** What the rows mean, asked again a moment after the last key. */
function useMatching(goods: readonly GoodsRow[]): Matching | undefined {
  const asked = { queries: [queryOf(goods)], steps: stepsOf(goods) };
  const [settled] = useDebouncedValue(JSON.stringify(asked), TYPING_MS);
  const input = JSON.parse(settled) as InputOf<typeof matchGoods>;
  return useQueryOf(matchGoods, input, { keepPrevious: true }).data;
}

function GoodsRows({
  goods,
  onChange,
  steps,
}: GoodsProps & { readonly steps: readonly number[] }): ReactElement {
  const t = useCopy(goodsCopy);
  const add = (): void => {
    const free = VALUED.find((name) => goods.every(({ attribute }) => attribute !== name));
    onChange([...goods, { ...NEW_ROW, attribute: free ?? 'line' }]);
  };
  return (
    <>
      {goods.map((row, place) => (
        <OneGoodsRow
          // oxlint-disable-next-line react/no-array-index-key -- rows have no name but their place
          key={place}
          row={row}
          first={place === 0}
          count={steps[place]}
          onChange={(change) =>
            onChange(goods.map((one, other) => (other === place ? { ...one, ...change } : one)))
          }
          onRemove={() => onChange(goods.filter((_, other) => other !== place))}
        />
      ))}
      <div>
        <Button
          size="sm"
          leftSection={<IconPlus size={18} stroke={1.8} aria-hidden />}
          onClick={add}
        >
          {t('addRow')}
        </Button>
      </div>
    </>
  );
}

/** «61 modelli, 486 articoli», while somebody chooses. */
function Matches({ matching }: { readonly matching: Matching | undefined }): ReactElement | null {
  const t = useCopy(goodsCopy);
  const write = useFormat();
  if (matching === undefined) return null;
  return (
    <span
      className="lp-build-matches"
      data-role={matching.items === 0 ? 'ritardo' : 'pronto'}
      role="status"
    >
      <IconCheck size={18} stroke={2} aria-hidden />
      {t('matches', { styles: write.count(matching.styles), items: write.count(matching.items) })}
    </span>
  );
}

function Sample({ matching }: { readonly matching: Matching | undefined }): ReactElement | null {
  const t = useCopy(goodsCopy);
  const write = useFormat();
  if (matching === undefined || matching.sample.length === 0) return null;
  const shown = matching.sample.slice(0, SHOWN_PICTURES);
  const more = matching.styles - shown.length;
  return (
    <div className="lp-build-sample">
      {shown.map((item) => (
        <span key={item.itemId} title={`${item.name} · ${item.styleCode}`}>
          <ItemPicture item={item} size="row" />
        </span>
      ))}
      {more > 0 ? (
        <span className="bt-quiet">
          {more === 1 ? t('another') : t('others', { count: write.count(more) })}
        </span>
      ) : null}
    </div>
  );
}
