import type { ReactElement } from 'react';
import { useAddressValue } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { rulesCopy } from './rules-copy.ts';

export type Part = 'ritiri' | 'riassegnazione' | 'resi' | 'autorizzazioni';

const PARTS = [
  { value: 'ritiri', words: 'partPickups', permission: 'omnichannel.policy.read' },
  { value: 'riassegnazione', words: 'partSourcing', permission: 'omnichannel.sourcing.read' },
  { value: 'resi', words: 'partReturns', permission: 'omnichannel.returns.read' },
  { value: 'autorizzazioni', words: 'partApprovals', permission: 'omnichannel.approvals.read' },
] as const;

/** Which rules one looks at: of pickups, of choosing another shop, of returns, of authorisations. */
export function RulesParts({ part }: { readonly part: Part }): ReactElement | null {
  const t = useCopy(rulesCopy);
  const [, choose] = useAddressValue('parte');
  const may = useMay();
  // Four words side by side are wider than a handheld.
  const handheld = useLayout() === 'handheld';
  const shown = PARTS.filter(({ permission }) => may(permission));
  if (shown.length < 2) return null;
  return (
    <div className="oc-rules-parts">
      <FieldChoice<Part>
        label={t('parts')}
        hideLabel
        joined={!handheld}
        choices={shown.map(({ value, words }) => ({ value, label: t(words) }))}
        value={part}
        onChange={choose}
      />
    </div>
  );
}
