import { ActionIcon, Button, MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCheck, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { InputOf } from '../../../../server/http/contract.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { goodsFacets } from '../../price-lists/grid-contracts.ts';
import { matchGoods } from '../matching-contracts.ts';
import { copy } from './copy.ts';
import { ATTRIBUTES, queryOf, type GoodsAttribute, type GoodsRow } from './draft.ts';
import type { FieldsProps } from './PromotionFields.tsx';

const TYPING_MS = 250;
const FRESH_SECONDS = 600;

/** Which items: three-field rows that must all hold, with a live count of what they mean. */
export function GoodsRows({ draft, onChange }: FieldsProps): ReactElement {
  const t = useCopy(copy);
  const { goods } = draft;
  const set = (place: number, change: Partial<GoodsRow>) =>
    onChange({ goods: goods.map((row, one) => (one === place ? { ...row, ...change } : row)) });
  const add = () => {
    const free = ATTRIBUTES.find((name) => goods.every(({ attribute }) => attribute !== name));
    onChange({ goods: [...goods, { attribute: free ?? 'line', not: false, values: [] }] });
  };
  return (
    <section className="bt-panel lp-promo-panel" aria-label={t('what')}>
      <div className="lp-promo-what">
        <h2>{t('what')}</h2>
        <Matches goods={goods} />
      </div>
      {goods.length === 0 ? <p className="bt-quiet">{t('everything')}</p> : null}
      {goods.map((row, place) => (
        <OneRow
          // oxlint-disable-next-line react/no-array-index-key -- rows have no name but their place
          key={place}
          row={row}
          onChange={(change) => set(place, change)}
          onRemove={() => onChange({ goods: goods.filter((_, one) => one !== place) })}
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
    </section>
  );
}

function OneRow({
  row,
  onChange,
  onRemove,
}: {
  readonly row: GoodsRow;
  readonly onChange: (change: Partial<GoodsRow>) => void;
  readonly onRemove: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const facets = useQueryOf(goodsFacets, {}, { freshSeconds: FRESH_SECONDS });
  const values = (facets.data?.facets ?? [])
    .filter(({ facet, value }) => facet === row.attribute && value !== '')
    .map(({ value, count }) => ({ value, label: `${value} (${count})` }));
  const missing = row.values.filter((value) => values.every((one) => one.value !== value));
  return (
    <div className="lp-promo-row">
      <Select
        aria-label={t('attribute')}
        allowDeselect={false}
        data={ATTRIBUTES.map((value) => ({ value, label: t(`attribute-${value}`) }))}
        value={row.attribute}
        onChange={(value) => value && onChange({ attribute: value as GoodsAttribute, values: [] })}
      />
      <Select
        aria-label={t('relation')}
        allowDeselect={false}
        data={[
          { value: 'is', label: t('is') },
          { value: 'not', label: t('isNot') },
        ]}
        value={row.not ? 'not' : 'is'}
        onChange={(value) => onChange({ not: value === 'not' })}
      />
      <MultiSelect
        aria-label={t('values')}
        placeholder={row.values.length === 0 ? t('values') : undefined}
        data={[...values, ...missing.map((value) => ({ value, label: value }))]}
        searchable
        limit={100}
        value={[...row.values]}
        onChange={(chosen) => onChange({ values: chosen })}
      />
      <ActionIcon size={48} aria-label={t('removeRow')} onClick={onRemove}>
        <IconTrash size={20} stroke={1.8} aria-hidden />
      </ActionIcon>
    </div>
  );
}

/** «61 modelli, 486 articoli», while somebody chooses. */
function Matches({ goods }: { readonly goods: readonly GoodsRow[] }): ReactElement | null {
  const t = useCopy(copy);
  const write = useFormat();
  const [asked] = useDebouncedValue(JSON.stringify(queryOf(goods)), TYPING_MS);
  const queries = [JSON.parse(asked)] as InputOf<typeof matchGoods>['queries'];
  const { data } = useQueryOf(matchGoods, { queries }, { keepPrevious: true });
  if (data === undefined) return null;
  const role = data.items === 0 ? 'ritardo' : 'pronto';
  return (
    <span className="lp-promo-matches" data-role={role} role="status">
      <IconCheck size={18} stroke={2} aria-hidden />
      {t('matches', { styles: write.count(data.styles), items: write.count(data.items) })}
    </span>
  );
}
