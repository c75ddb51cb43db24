import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { lookUp } from '../contracts.ts';
import { copy } from './copy.ts';
import { addressOf } from './use-finder.ts';

type Found = ReplyOf<typeof lookUp>;

const LETTERS_ENOUGH = 2;
const TYPING_MS = 200;

/** Words in any order and with mistakes; Enter opens the best answer. */
export function FinderSearch(): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const from = useLocationId();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), TYPING_MS);
  const asked = q.length >= LETTERS_ENOUGH;
  const input = { q: q || '-', limit: 8, ...(from === null ? {} : { from }) };
  const found = useQueryOf(lookUp, input, { when: asked, keepPrevious: true });
  // On a handheld the keyboard would hide the half of the screen that nobody has read yet.
  const desktop = useLayout() === 'desktop';
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (desktop) field.current?.focus();
  }, [desktop]);
  const openFirst = (event: KeyboardEvent): void => {
    const first = found.data?.hits[0];
    if (event.key === 'Enter' && first && q === text.trim()) go(addressOfHit(first));
  };
  return (
    <section aria-label={t('results')}>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={20} stroke={1.8} aria-hidden />}
        value={text}
        ref={field}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={openFirst}
      />
      {asked && (
        <Shown reading={found} what={t('cannotSearch')}>
          {(reply) => <Results reply={reply} q={q} />}
        </Shown>
      )}
    </section>
  );
}

/** When only one item fits what was written, it is chosen in the matrix. */
function addressOfHit({ styleId, itemIds }: Found['hits'][number]): string {
  const [only] = itemIds;
  return addressOf(
    only !== undefined && itemIds.length === 1 ? { styleId, itemId: only } : { styleId },
  );
}

function Results({ reply, q }: { readonly reply: Found; readonly q: string }): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  if (reply.hits.length === 0)
    return <p className="bt-quiet ss-none">{t('nothingFound', { q })}</p>;
  return (
    <>
      {reply.corrections.length > 0 && (
        <p className="bt-hint ss-none">
          {reply.corrections.map((correction) => t('corrected', correction)).join(' · ')}
        </p>
      )}
      <ul className="ss-hits">
        {reply.hits.map((hit) => (
          <li key={hit.styleId}>
            <button type="button" onClick={() => go(addressOfHit(hit))}>
              <ItemPicture item={hit} beside />
              <TwoLines first={hit.name} second={`${hit.brand} · ${hit.styleCode}`} />
              <Amounts hit={hit} />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Amounts({ hit }: { readonly hit: Found['hits'][number] }): ReactElement {
  const t = useCopy(copy);
  const { availableHere: here, availableElsewhere: elsewhere } = hit;
  if (here + elsewhere === 0) return <span className="bt-quiet">{t('soldOutEverywhere')}</span>;
  return (
    <span className="ss-hit-amounts">
      {here > 0 && <b>{t('hereCount', { count: here })}</b>}
      {elsewhere > 0 && <span>{t('elsewhereCount', { count: elsewhere })}</span>}
    </span>
  );
}
