import { Button, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { blockCoupons, createCodes, listCoupons } from '../../coupons/contracts.ts';
import { DecisionDialog } from '../../price-lists/ui/DecisionDialog.tsx';
import './builder.css';
import { readingCopy } from './reading-copy.ts';

const MOST_CODES = 10_000;

type Series = ReplyOf<typeof listCoupons>['series'][number];

/** Batches of single-use codes: made, told once as a file, followed, blocked. */
export function CouponCodes({
  promotionId,
  name,
}: {
  readonly promotionId: string | null;
  readonly name: string;
}): ReactElement {
  const t = useCopy(readingCopy);
  const write = useFormat();
  const [count, setCount] = useState<number | null>(100);
  const [title, setTitle] = useState<string | null>(null);
  const series = useQueryOf(
    listCoupons,
    { promotionId: promotionId ?? '' },
    { when: promotionId !== null, freshSeconds: 0 },
  );
  const make = useCommandOf(createCodes, { refreshes: [listCoupons] });
  const [made, setMade] = useState<readonly string[]>([]);
  const [blocking, setBlocking] = useState<Series | null>(null);
  const batch = (title ?? name).trim();
  const wanted = Math.min(MOST_CODES, Math.max(1, count ?? 0));
  const send = async (): Promise<void> => {
    if (promotionId === null) return;
    const outcome = await make.send({ promotionId, name: batch, count: wanted });
    if (outcome.done) setMade(outcome.reply.codes.map(({ code }) => code));
  };
  return (
    <section className="bt-panel lp-build-panel" aria-label={t('coupons')}>
      <h2>{t('coupons')}</h2>
      {promotionId === null ? <p className="bt-quiet">{t('saveForCodes')}</p> : null}
      {make.problem ? <ErrorState problem={make.problem} reading={false} /> : null}
      {promotionId === null ? null : (
        <div className="lp-build-step">
          <TextInput
            label={t('couponName')}
            maxLength={120}
            value={title ?? name}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <NumberField
            label={t('couponCount')}
            whole
            max={MOST_CODES}
            value={count}
            onChange={setCount}
          />
          <Button
            loading={make.pending}
            disabled={make.offline || batch === '' || count === null || count < 1}
            onClick={() => void send()}
          >
            {t('makeCodes', { count: wanted })}
          </Button>
        </div>
      )}
      {made.length > 0 ? <Made codes={made} name={batch} /> : null}
      <ul className="lp-build-series">
        {(series.data?.series ?? []).map((one) => (
          <li key={one.id}>
            <span>
              <b>{one.sharedCode ? t('sharedCode', { code: one.sharedCode }) : one.name}</b>
              <span className="bt-quiet">
                {t('seriesTaken', {
                  used: write.count(one.used),
                  count: write.count(one.usesLimit ?? one.codeCount),
                })}
              </span>
            </span>
            {one.blockedAt ? (
              <span className="bt-quiet">{t('blocked')}</span>
            ) : (
              <Button size="sm" onClick={() => setBlocking(one)}>
                {t('blockSeries')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {blocking ? <BlockDialog series={blocking} onClose={() => setBlocking(null)} /> : null}
    </section>
  );
}

/** Nobody can make blocked codes good again: asked once more. */
function BlockDialog({
  series: { id: seriesId, name },
  onClose,
}: {
  readonly series: Series;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(readingCopy);
  const block = useCommandOf(blockCoupons, { refreshes: [listCoupons], onDone: onClose });
  return (
    <DecisionDialog
      title={t('blockTitle', { name })}
      text={t('blockText')}
      confirm={t('blockSeries')}
      reason="none"
      danger
      command={block}
      onConfirm={() => void block.send({ seriesId })}
      onClose={onClose}
    />
  );
}

/** Codes are kept as hashes only: what is shown here is the one chance to keep them. */
function Made({
  codes,
  name,
}: {
  readonly codes: readonly string[];
  readonly name: string;
}): ReactElement {
  const t = useCopy(readingCopy);
  const download = (): void => {
    const file = new Blob([`codice\r\n${codes.join('\r\n')}\r\n`], { type: 'text/csv' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className="lp-build-made" role="status">
      <p>
        <b>{t('madeCodes', { count: codes.length })}</b> {t('couponsText')}
      </p>
      <code>{codes.slice(0, 3).join(' · ')}</code>
      <Button
        size="sm"
        leftSection={<IconDownload size={18} stroke={1.8} aria-hidden />}
        onClick={download}
      >
        {t('downloadCodes')}
      </Button>
    </div>
  );
}
