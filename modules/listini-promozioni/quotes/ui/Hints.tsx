import { IconBulb, IconRosetteDiscount } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Text } from '../../../../server/kernel/text.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useText } from '../../../../server/ui/language.ts';
import { offerCopy } from './offer-copy.ts';
import './offers.css';

/** More than a clerk says to a customer at once is noise. */
const MOST_HINTS = 3;

/** The promotions that apply, and what would bring the next ones: «Ancora un pezzo e vale «3×2»». */
export function Hints({
  applied,
  hints,
}: {
  readonly applied: readonly Text[];
  readonly hints: readonly Text[];
}): ReactElement | null {
  const t = useCopy(offerCopy);
  const say = useText();
  if (applied.length + hints.length === 0) return null;
  const said = [...new Set(hints.map(say))].slice(0, MOST_HINTS);
  return (
    <ul className="lp-hints" aria-label={t('offers')}>
      {applied.length > 0 ? (
        <li data-applied="true">
          <IconRosetteDiscount size={20} stroke={1.8} aria-hidden="true" />
          <span>{t('applied', { names: applied.map(say).join(', ') })}</span>
        </li>
      ) : null}
      {said.map((hint) => (
        <li key={hint}>
          <IconBulb size={20} stroke={1.8} aria-hidden="true" />
          <span>{hint}</span>
        </li>
      ))}
    </ul>
  );
}
