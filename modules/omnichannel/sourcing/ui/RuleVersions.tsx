import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { Badge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { ruleHistoryEndpoint } from '../contracts.ts';
import { sourcingCopy } from './sourcing-copy.ts';
import type { Rule } from './channel-rule.ts';

/** Every version, who wrote it and why; an old one can be taken up again as a draft. */
export function RuleVersions({
  inForce,
  onUse,
}: {
  readonly inForce: number;
  readonly onUse?: (rule: Rule) => void;
}): ReactElement {
  const t = useCopy(sourcingCopy);
  const write = useFormat();
  const now = useMinute();
  const history = useQueryOf(ruleHistoryEndpoint, {});
  return (
    <section className="bt-aside-pad oc-history">
      <h2>{t('history')}</h2>
      <Shown reading={history} what={t('cannotRead')}>
        {({ versions }) => (
          <ol>
            {versions.map(({ version, rule, changedBy, validFrom, note }) => (
              <li key={version}>
                <p className="oc-version-head">
                  <strong>{t('version', { version })}</strong>
                  {version === inForce ? (
                    <Badge role="pronto" icon={IconCheck}>
                      {t('inForce')}
                    </Badge>
                  ) : null}
                </p>
                <p className="bt-quiet">
                  {t('changedBy', { name: changedBy, when: write.moment(validFrom, now) })}
                </p>
                {note ? <p className="bt-quiet">{note}</p> : null}
                {onUse && version !== inForce ? (
                  <Button size="compact-sm" variant="subtle" onClick={() => onUse(rule)}>
                    {t('use')}
                  </Button>
                ) : null}
              </li>
            ))}
          </ol>
        )}
      </Shown>
    </section>
  );
}
