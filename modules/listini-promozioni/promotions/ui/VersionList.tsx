import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useLanguage, useText } from '../../../../server/ui/language.ts';
import type { readPromotion } from '../contracts.ts';
import type { Definition } from '../domain/definition.ts';
import { differencesOf } from '../domain/facts.ts';
import { copy } from './copy.ts';
import './promotions.css';
import { readingCopy } from './reading-copy.ts';

type Version = ReplyOf<typeof readPromotion>['versions'][number];

/** Every version there was, newest first, with what became of it; and what was taken of the promotion. */
export function VersionList({
  file,
}: {
  readonly file: ReplyOf<typeof readPromotion>;
}): ReactElement {
  const t = useCopy(copy);
  const read = useCopy(readingCopy);
  const say = useText();
  const write = useFormat();
  const now = useMinute();
  const [compared, setCompared] = useState<readonly [Version, Version] | null>(null);
  const versions = [...file.versions].sort((one, other) => other.number - one.number);
  const { uses, spentMinor } = file.taken;
  return (
    <div className="lp-promo-side">
      <h2>{t('versions')}</h2>
      {uses > 0 ? (
        <p>{t('taken', { uses: write.count(uses), amount: write.money(spentMinor) })}</p>
      ) : null}
      <ul className="lp-promo-versions">
        {versions.map((version, place) => {
          const former = versions[place + 1];
          return (
            <li key={version.number}>
              <b>
                {t('version', { number: version.number })} · {t(`version-${version.state}`)}
              </b>
              <span>{say(version.sentence)}</span>
              <span className="bt-hint">
                {write.moment(version.decidedAt ?? version.submittedAt ?? version.createdAt, now)}
                {version.decisionNote ? ` · ${version.decisionNote}` : ''}
              </span>
              {former ? (
                <span>
                  <Button size="xs" onClick={() => setCompared([former, version])}>
                    {read('compare')}
                  </Button>
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
      {compared ? <Comparison versions={compared} onClose={() => setCompared(null)} /> : null}
    </div>
  );
}

/** What the later version says other than the earlier one, fact by fact. */
function Comparison({
  versions: [before, after],
  onClose,
}: {
  readonly versions: readonly [Version, Version];
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(readingCopy);
  const differences = differencesOf(
    before.definition as Definition,
    after.definition as Definition,
    useLanguage(),
  );
  return (
    <Dialog
      opened
      onClose={onClose}
      size={720}
      title={t('compareTitle', { before: before.number, after: after.number })}
    >
      {differences.length === 0 ? (
        <p>{t('sameWords')}</p>
      ) : (
        <table className="lp-promo-facts">
          <thead>
            <tr>
              <th scope="col">{t('fact')}</th>
              <th scope="col">{t('versionShort', { number: before.number })}</th>
              <th scope="col">{t('versionShort', { number: after.number })}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ name, before: was, after: is }) => (
              <tr key={name}>
                <th scope="row">{t(`fact-${name}`)}</th>
                <td>
                  <del>{was}</del>
                </td>
                <td>
                  <ins>{is}</ins>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}
