import { ActionIcon, MultiSelect, Select } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { goodsFacets } from '../../price-lists/grid-contracts.ts';
import './builder.css';
import { goodsCopy } from './goods-copy.ts';
import { GoodsPicker } from './ItemPicker.tsx';
import { ATTRIBUTES, isMeasured, type GoodsAttribute, type GoodsRow } from './goods-rows.ts';

const FRESH_SECONDS = 600;

interface RowProps {
  readonly row: GoodsRow;
  readonly onChange: (change: Partial<GoodsRow>) => void;
}

/** «e · Stagione · è · A/I 26 · 642»: one condition, and how many items are left with it. */
export function OneGoodsRow({
  row,
  first,
  count,
  onChange,
  onRemove,
}: RowProps & {
  readonly first: boolean;
  readonly count: number | undefined;
  readonly onRemove: () => void;
}): ReactElement {
  const t = useCopy(goodsCopy);
  const write = useFormat();
  return (
    <div className="lp-build-row">
      {first ? (
        <span className="lp-build-joined">{t('where-row')}</span>
      ) : (
        <Select
          className="lp-build-joined"
          aria-label={t('joined')}
          allowDeselect={false}
          data={[
            { value: 'and', label: t('and') },
            { value: 'or', label: t('or') },
          ]}
          value={row.joined}
          onChange={(value) => onChange({ joined: value === 'or' ? 'or' : 'and' })}
        />
      )}
      <Select
        aria-label={t('attribute')}
        allowDeselect={false}
        searchable
        selectFirstOptionOnChange
        data={ATTRIBUTES.map((value) => ({ value, label: t(`attribute-${value}`) }))}
        value={row.attribute}
        onChange={(value) =>
          value &&
          onChange({
            attribute: value as GoodsAttribute,
            values: [],
            min: null,
            max: null,
          })
        }
      />
      <Select
        aria-label={t('relation')}
        allowDeselect={false}
        data={[
          { value: 'is', label: t(row.attribute === 'reduced' ? 'yes' : 'is') },
          { value: 'not', label: t(row.attribute === 'reduced' ? 'no' : 'isNot') },
        ]}
        value={row.not ? 'not' : 'is'}
        onChange={(value) => onChange({ not: value === 'not' })}
      />
      <Values row={row} onChange={onChange} />
      <span className="lp-build-count">{count === undefined ? '' : write.count(count)}</span>
      <ActionIcon size={44} aria-label={t('removeRow')} onClick={onRemove}>
        <IconTrash size={20} stroke={1.8} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function Values({ row, onChange }: RowProps): ReactElement {
  const t = useCopy(goodsCopy);
  const { attribute, values } = row;
  if (attribute === 'reduced') return <span />;
  if (isMeasured(attribute)) return <Ends row={row} onChange={onChange} />;
  if (attribute === 'style' || attribute === 'item') {
    return (
      <GoodsPicker
        label={t('values')}
        hint={t('giftHint')}
        by={attribute}
        values={values}
        onChange={(chosen) => onChange({ values: chosen })}
      />
    );
  }
  return <KnownValues row={row} onChange={onChange} />;
}

function KnownValues({ row, onChange }: RowProps): ReactElement {
  const t = useCopy(goodsCopy);
  const facets = useQueryOf(goodsFacets, {}, { freshSeconds: FRESH_SECONDS });
  const known = (facets.data?.facets ?? [])
    .filter(({ facet, value }) => facet === row.attribute && value !== '')
    .map(({ value, count }) => ({ value, label: `${value} (${count})` }));
  const missing = row.values.filter((value) => known.every((one) => one.value !== value));
  return (
    <MultiSelect
      aria-label={t('values')}
      placeholder={row.values.length === 0 ? t('values') : ''}
      data={[...known, ...missing.map((value) => ({ value, label: value }))]}
      searchable
      selectFirstOptionOnChange
      limit={100}
      value={[...row.values]}
      onChange={(chosen) => onChange({ values: chosen })}
    />
  );
}

function Ends({ row, onChange }: RowProps): ReactElement {
  const t = useCopy(goodsCopy);
  const end = (name: 'min' | 'max') => (
    <NumberField
      label={t(name)}
      hideLabel
      placeholder={t(name)}
      whole={row.attribute !== 'price'}
      value={row[name]}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  return (
    <span className="lp-build-ends">
      {end('min')}
      {end('max')}
    </span>
  );
}
