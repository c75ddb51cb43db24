import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import type { readPromotion } from '../contracts.ts';
import { copy } from './copy.ts';
import './promotions.css';

/** Every version there was, newest first, with what became of it; and what was taken of the promotion. */
export function VersionList({
  file,
}: {
  readonly file: ReplyOf<typeof readPromotion>;
}): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const write = useFormat();
  const now = useMinute();
  const versions = [...file.versions].sort((one, other) => other.number - one.number);
  const { uses, spentMinor } = file.taken;
  return (
    <div className="lp-promo-side">
      <h2>{t('versions')}</h2>
      {uses > 0 ? (
        <p>{t('taken', { uses: write.count(uses), amount: write.money(spentMinor) })}</p>
      ) : null}
      <ul className="lp-promo-versions">
        {versions.map((version) => (
          <li key={version.number}>
            <b>
              {t('version', { number: version.number })} · {t(`version-${version.state}`)}
            </b>
            <span>{say(version.sentence)}</span>
            <span className="bt-hint">
              {write.moment(version.decidedAt ?? version.submittedAt ?? version.createdAt, now)}
              {version.decisionNote ? ` · ${version.decisionNote}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
