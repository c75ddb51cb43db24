import { Button, Select } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { InputOf, ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { usePages } from '../../../../server/ui/pages.ts';
import type { ChangeSetReply } from '../change-contracts.ts';
import { comparePriceList } from '../contracts.ts';
import './change.css';
import './lists.css';
import { termsCopy } from './terms-copy.ts';

const NOW = 'adesso';

interface Publication {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly at: string;
  readonly validFrom: string;
  readonly terms: ChangeSetReply['terms'];
}

/** What two publications of a list say differently, item by item, and whether its terms do. */
export function CompareDialog({
  listId,
  changes,
  onClose,
}: {
  readonly listId: string;
  /** Newest first. */
  readonly changes: readonly ChangeSetReply[];
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(termsCopy);
  const write = useFormat();
  const published = publicationsOf(changes);
  const [after, setAfter] = useState(published[0]?.id ?? NOW);
  const [before, setBefore] = useState(published[1]?.id ?? 'inizio');
  const options = [
    ...published.map(({ id, title, at }) => ({
      value: id,
      label: t('versionOf', { title, day: write.documentDay(at) }),
    })),
    { value: 'inizio', label: t('beginning') },
  ];
  const find = (id: string) => published.find((one) => one.id === id) ?? null;
  const [older, newer] = [find(before), find(after)];
  return (
    <Dialog opened onClose={onClose} title={t('compare')} size={820}>
      <div className="lp-form">
        <p className="bt-quiet">{t('compareText')}</p>
        {published.length === 0 ? (
          <p>{t('noVersions')}</p>
        ) : (
          <>
            <div className="lp-form-pair">
              <Select
                label={t('before')}
                allowDeselect={false}
                data={options}
                value={before}
                onChange={(id) => id && setBefore(id)}
              />
              <Select
                label={t('after')}
                allowDeselect={false}
                data={options}
                value={after}
                onChange={(id) => id && setAfter(id)}
              />
            </div>
            {JSON.stringify(termsAt(published, older)) ===
            JSON.stringify(termsAt(published, newer)) ? null : (
              <Notice role="attesa" icon={IconInfoCircle}>
                {t('termsDiffer')}
              </Notice>
            )}
            <Differences
              asked={{
                listId,
                limit: 100,
                ...sideOf('before', older),
                ...sideOf('after', newer),
              }}
            />
          </>
        )}
        <div className="lp-form-buttons">
          <Button onClick={onClose}>{t('close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function publicationsOf(changes: readonly ChangeSetReply[]): Publication[] {
  return changes
    .flatMap(({ id, title, publishedVersion, decidedAt, createdAt, validFrom, terms }) =>
      publishedVersion === null
        ? []
        : [
            {
              id,
              title,
              version: publishedVersion,
              at: decidedAt ?? createdAt,
              validFrom,
              terms,
            },
          ],
    )
    .sort((one, other) => other.version - one.version);
}

/** The terms a list had with a publication: of the latest one up to it that brought any. */
function termsAt(published: readonly Publication[], at: Publication | null): unknown {
  const brought = published.find(
    ({ version, terms }) => at !== null && version <= at.version && terms !== null,
  );
  return brought?.terms ?? null;
}

/** A publication is looked at with its own version, when it had begun; before all there is version 0. */
function sideOf(side: 'before' | 'after', publication: Publication | null) {
  const version = publication?.version ?? 0;
  return {
    [`${side}Version`]: version,
    ...(publication ? { [`${side}At`]: publication.validFrom } : {}),
  } as Pick<InputOf<typeof comparePriceList>, 'beforeVersion' | 'afterVersion'>;
}

type Row = ReplyOf<typeof comparePriceList>['items'][number];

function Differences({
  asked,
}: {
  readonly asked: InputOf<typeof comparePriceList>;
}): ReactElement {
  const t = useCopy(termsCopy);
  const rows = usePages(comparePriceList, asked);
  return (
    <Shown reading={rows} what={t('cannotCompare')}>
      {(items) =>
        items.length === 0 ? (
          <p>{t('same')}</p>
        ) : (
          <>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard */}
            <div className="lp-refused-rows" role="region" tabIndex={0} aria-label={t('compare')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('item')}</th>
                    <th scope="col" data-align="right">
                      {t('quantity')}
                    </th>
                    <th scope="col" data-align="right">
                      {t('before')}
                    </th>
                    <th scope="col" data-align="right">
                      {t('after')}
                    </th>
                    <th scope="col" data-align="right">
                      {t('change')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((row) => (
                    <DifferentPrice key={`${row.subjectId} ${row.minQuantity}`} row={row} />
                  ))}
                </tbody>
              </table>
            </div>
            {rows.more ? (
              <div>
                <Button size="sm" loading={rows.loadingMore} onClick={rows.more}>
                  {t('more')}
                </Button>
              </div>
            ) : null}
          </>
        )
      }
    </Shown>
  );
}

function DifferentPrice({ row }: { readonly row: Row }): ReactElement {
  const write = useFormat();
  const amount = (minor: number | null) => (minor === null ? '—' : write.bareMoney(minor));
  const variant = row.subjectKind === 'item' ? ` ${row.colour ?? ''} ${row.size ?? ''}` : '';
  return (
    <tr>
      <th scope="row">
        {`${row.name ?? '…'}${variant}`}
        <span className="bt-hint"> {row.styleCode}</span>
      </th>
      <td data-align="right">{row.minQuantity === 1 ? '' : row.minQuantity}</td>
      <td data-align="right">{amount(row.beforeMinor)}</td>
      <td data-align="right">{amount(row.afterMinor)}</td>
      <td data-align="right">
        {row.changePercent === null
          ? '—'
          : `${row.changePercent > 0 ? '+' : ''}${write.percent(row.changePercent)}`}
      </td>
    </tr>
  );
}
