import type { ReactElement } from 'react';
import { useAddressValue } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { rulesCopy } from './rules-copy.ts';

type Part = 'ritiri' | 'riassegnazione';

/** Which rules one looks at: those of pickups, or those by which another shop is chosen. */
export function RulesParts({ part }: { readonly part: Part }): ReactElement | null {
  const t = useCopy(rulesCopy);
  const [, choose] = useAddressValue('parte');
  const may = useMay()('omnichannel.sourcing.read');
  if (!may) return null;
  return (
    <div className="oc-rules-parts">
      <FieldChoice<Part>
        label={t('parts')}
        hideLabel
        joined
        choices={[
          { value: 'ritiri', label: t('partPickups') },
          { value: 'riassegnazione', label: t('partSourcing') },
        ]}
        value={part}
        onChange={choose}
      />
    </div>
  );
}
