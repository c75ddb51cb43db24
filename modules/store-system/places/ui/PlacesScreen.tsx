import { ActionIcon, TextInput } from '@mantine/core';
import { IconMapPin, IconX } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useClient } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useLatest } from '../../../../server/ui/latest.ts';
import { problemOf } from '../../../../server/ui/problem.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED, refused, type ScanResult } from '../../../../server/ui/scan/scan.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { placeItem, type PlacedItemReply } from '../contracts.ts';
import { readPlace } from '../domain.ts';
import { placesCopy } from './copy.ts';
import './places.css';

/** What the code of a printed shelf label begins with. */
const SHELF_CODE = /^SCAFFALE-/i;

interface Placed extends PlacedItemReply {
  readonly gtin: string;
}

/** Posti: scan a shelf, then what lies on it. */
export function PlacesScreen(): ReactElement {
  const t = useCopy(placesCopy);
  const client = useClient();
  const locationId = useLocationId() ?? '';
  const { value: typed, latest, keep: setTyped } = useLatest('');
  const [done, setDone] = useState<readonly Placed[]>([]);
  const place = readPlace(typed);
  const put = async (gtin: string, where: string | null): Promise<ScanResult> => {
    try {
      const reply = await client.call(placeItem, { locationId, gtin, place: where });
      setDone((before) => [
        { ...reply, gtin },
        ...before.filter(({ itemId }) => itemId !== reply.itemId),
      ]);
      return accepted(`${reply.name} · ${reply.size}`, wordsOf(t, reply));
    } catch (error) {
      const { title, detail } = problemOf(error);
      return refused(detail ?? title);
    }
  };
  useScan((scan) => {
    if (scan.kind === 'text') {
      const read = readPlace(scan.code.replace(SHELF_CODE, ''));
      if (read === null) return PASSED;
      setTyped(read);
      return accepted(read, t('scanNow', { place: read }));
    }
    if (scan.kind !== 'item') return PASSED;
    const shelf = readPlace(latest());
    if (shelf === null) return refused(t('choosePlace'), t('choosePlaceText'));
    return put(scan.code, shelf);
  });
  return (
    <ScreenFrame title={t('title')}>
      <div className="ss-places">
        <p className="bt-quiet">{t('explain')}</p>
        <TextInput
          label={t('place')}
          description={t('placeHint')}
          maxLength={12}
          size="lg"
          value={typed}
          error={typed !== '' && place === null ? t('wrong') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value.toUpperCase())}
        />
        {place === null ? null : (
          <Notice role="lavoro" icon={IconMapPin}>
            {t('scanNow', { place })}
          </Notice>
        )}
        {done.length === 0 ? (
          <EmptyState title={t('none')} icon={IconMapPin} role="neutro">
            {t('noneText')}
          </EmptyState>
        ) : (
          <section aria-label={t('done')}>
            <h2>{t('done')}</h2>
            <ul className="ss-places-done">
              {done.map((one) => (
                <li key={one.itemId}>
                  <TwoLines
                    first={
                      <strong>
                        {one.name} · {one.colour} · {one.size}
                      </strong>
                    }
                    second={wordsOf(t, one)}
                  />
                  {one.place === null ? null : (
                    <ActionIcon
                      size={48}
                      variant="subtle"
                      aria-label={t('remove', { name: one.name })}
                      onClick={() => void put(one.gtin, null)}
                    >
                      <IconX size={20} stroke={1.8} aria-hidden />
                    </ActionIcon>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </ScreenFrame>
  );
}

function wordsOf(
  t: ReturnType<typeof useCopy<typeof placesCopy.it>>,
  { place, before }: PlacedItemReply,
): string {
  if (place === null) return t('gone');
  return before === null || before === place
    ? t('placed', { place })
    : t('moved', { before, place });
}
