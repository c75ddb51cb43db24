import { MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { findGoods } from '../finding-contracts.ts';

const TYPING_MS = 250;
const SHORTEST = 2;

export type FoundItem = ReplyOf<typeof findGoods>['items'][number];

/** What a search finds, and the goods that are chosen already, so that they have a name. */
export function useFoundGoods(search: string, chosen: readonly string[], by: 'item' | 'style') {
  const [settled] = useDebouncedValue(search.trim(), TYPING_MS);
  const found = useQueryOf(
    findGoods,
    { search: settled },
    { when: settled.length >= SHORTEST, keepPrevious: true },
  );
  const named = useQueryOf(
    findGoods,
    by === 'item' ? { itemIds: [...chosen] } : { styleIds: [...chosen] },
    { when: chosen.length > 0, keepPrevious: true, freshSeconds: 600 },
  );
  const goods = new Map<string, FoundItem>();
  const known = chosen.length === 0 ? [] : (named.data?.items ?? []);
  for (const item of [...known, ...(settled.length < SHORTEST ? [] : (found.data?.items ?? []))]) {
    const id = by === 'item' ? item.itemId : item.styleId;
    if (!goods.has(id)) goods.set(id, item);
  }
  return goods;
}

export const itemWords = ({ name, colour, size }: FoundItem): string =>
  `${name} ${colour} ${size}`.trim();

/** One item, looked for by name, code or barcode. */
export function ItemPicker({
  label,
  hint,
  value,
  onChange,
  size = 'md',
}: {
  readonly label: string;
  readonly hint: string;
  readonly value: string | null;
  readonly onChange: (itemId: string | null, item: FoundItem | null) => void;
  readonly size?: 'sm' | 'md';
}): ReactElement {
  const [search, setSearch] = useState('');
  const goods = useFoundGoods(search, value === null ? [] : [value], 'item');
  return (
    <Select
      label={label}
      placeholder={hint}
      size={size}
      searchable
      clearable
      selectFirstOptionOnChange
      filter={({ options }) => options}
      data={[...goods].map(([id, item]) => ({ value: id, label: itemWords(item) }))}
      value={value}
      onSearchChange={setSearch}
      onChange={(id) => onChange(id, id === null ? null : (goods.get(id) ?? null))}
    />
  );
}

/** Several items or styles, looked for in the same way. */
export function GoodsPicker({
  label,
  hint,
  by,
  values,
  onChange,
}: {
  readonly label: string;
  readonly hint: string;
  readonly by: 'item' | 'style';
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}): ReactElement {
  const [search, setSearch] = useState('');
  const goods = useFoundGoods(search, values, by);
  const shown = [...goods].map(([value, item]) => ({
    value,
    label: by === 'item' ? itemWords(item) : `${item.name} · ${item.styleCode}`,
  }));
  const unnamed = values.filter((value) => !goods.has(value));
  return (
    <MultiSelect
      aria-label={label}
      placeholder={values.length === 0 ? hint : ''}
      searchable
      filter={({ options }) => options}
      data={[...shown, ...unnamed.map((value) => ({ value, label: '…' }))]}
      value={[...values]}
      onSearchChange={setSearch}
      onChange={onChange}
    />
  );
}
