import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ColourAndSize } from '../../../../server/ui/kit/ItemCard.tsx';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { findStyle, lookUp } from '../../stock/contracts.ts';
import { newCopy } from './new-copy.ts';
import type { WantedLine } from './wanted.ts';

type Hit = ReplyOf<typeof lookUp>['hits'][number];
type Style = ReplyOf<typeof findStyle>['view'];
type Add = (item: Omit<WantedLine, 'quantity'>) => void;

const LETTERS_ENOUGH = 2;
const TYPING_MS = 200;

/** Words find styles; one that can only be one item is put on the list, of others the size is asked. */
export function WantedSearch({
  hereId,
  onAdd,
}: {
  readonly hereId: string;
  readonly onAdd: Add;
}): ReactElement {
  const t = useCopy(newCopy);
  const [text, setText] = useState('');
  const [open, setOpen] = useState<Hit | null>(null);
  const [q] = useDebouncedValue(text.trim(), TYPING_MS);
  const asked = q.length >= LETTERS_ENOUGH && text !== '';
  const found = useQueryOf(
    lookUp,
    { q: q || '-', limit: 5, from: hereId },
    { when: asked, keepPrevious: true },
  );
  const add: Add = (item) => {
    onAdd(item);
    setText('');
    setOpen(null);
  };
  const take = (hit: Hit): void => {
    const [only] = hit.itemIds;
    if (only !== undefined && hit.itemIds.length === 1) {
      add({ styleId: hit.styleId, itemId: only });
    } else setOpen(hit);
  };
  return (
    <section className="ss-wanted-search" aria-label={t('results')}>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={20} stroke={1.8} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = found.data?.hits[0];
          if (event.key === 'Enter' && first && q === text.trim()) take(first);
        }}
      />
      {asked ? (
        <Shown reading={found} what={t('cannotSearch')}>
          {({ hits }) =>
            hits.length === 0 ? (
              <p className="bt-quiet ss-none">{t('nothingFound', { q })}</p>
            ) : (
              <ul className="ss-hits">
                {hits.map((hit) => (
                  <li key={hit.styleId}>
                    <HitButton hit={hit} onPress={() => take(hit)} />
                  </li>
                ))}
              </ul>
            )
          }
        </Shown>
      ) : null}
      {open ? (
        <SizesDialog hit={open} hereId={hereId} onAdd={add} onClose={() => setOpen(null)} />
      ) : null}
    </section>
  );
}

function HitButton({
  hit,
  onPress,
}: {
  readonly hit: Hit;
  readonly onPress: () => void;
}): ReactElement {
  return (
    <button type="button" onClick={onPress}>
      <ItemPicture item={hit} beside />
      <TwoLines first={hit.name} second={`${hit.brand} · ${hit.styleCode}`} />
      <Amounts here={hit.availableHere} elsewhere={hit.availableElsewhere} />
    </button>
  );
}

function Amounts({
  here,
  elsewhere,
}: {
  readonly here: number;
  readonly elsewhere: number;
}): ReactElement {
  const t = useCopy(newCopy);
  if (here + elsewhere === 0) return <span className="ss-hit-amounts">{t('soldOut')}</span>;
  return (
    <span className="ss-hit-amounts">
      {here > 0 ? <b>{t('hereCount', { count: here })}</b> : null}
      {elsewhere > 0 ? <span>{t('elsewhereCount', { count: elsewhere })}</span> : null}
    </span>
  );
}

/** Sizes and colours of a style with what is here and elsewhere: one press puts a piece on the list. */
function SizesDialog({
  hit,
  hereId,
  onAdd,
  onClose,
}: {
  readonly hit: Hit;
  readonly hereId: string;
  readonly onAdd: Add;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(newCopy);
  const style = useQueryOf(findStyle, { styleId: hit.styleId, from: hereId });
  return (
    <Dialog opened onClose={onClose} title={t('chooseSize', { name: hit.name })}>
      <Shown reading={style} what={t('cannotReadItem')}>
        {({ view }) => (
          <ul className="ss-hits ss-wanted-sizes">
            {sizesOf(view, hit.itemIds).map((item) => (
              <li key={item.itemId}>
                <button
                  type="button"
                  onClick={() => onAdd({ styleId: view.styleId, itemId: item.itemId })}
                >
                  <ColourAndSize item={item} named={false} />
                  <Amounts {...amountsOf(view, item.itemId, hereId)} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Dialog>
  );
}

/** The items that fit what was written; all of the style where none did in particular. */
function sizesOf(view: Style, fitting: readonly string[]): readonly Style['items'][number][] {
  const some = view.items.filter(({ itemId }) => fitting.includes(itemId));
  return (some.length > 0 ? some : view.items).toSorted(
    (a, b) => a.colour.localeCompare(b.colour) || a.sizeOrder - b.sizeOrder,
  );
}

function amountsOf(view: Style, itemId: string, hereId: string) {
  const cells = view.cells[itemId] ?? {};
  const all = Object.values(cells).reduce((sum, { available }) => sum + available, 0);
  const here = cells[hereId]?.available ?? 0;
  return { here, elsewhere: all - here };
}
