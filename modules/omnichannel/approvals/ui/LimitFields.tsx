import { Select, Switch } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { MoneyInput } from '../../../../server/ui/kit/MoneyInput.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import type { ApprovalPolicyInForce } from '../policy-contracts.ts';
import { isNamedRole, limitsCopy } from './limits-copy.ts';

type Policy = ApprovalPolicyInForce['policy'];
type Rule = Policy['unanswered'][number];
type Fallback = Rule['fallback'];

interface FieldsProps {
  readonly policy: Policy;
  readonly disabled: boolean;
  readonly onChange: (policy: Policy) => void;
}

const FIRST_LIMIT_MINOR = 500_00;

/** Each role with its amount; the highest decides any. */
export function Ladder({ policy, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(limitsCopy);
  const roleName = useRoleName();
  const put = (role: string, upToMinor: number | null): void =>
    onChange({
      ...policy,
      ladder: policy.ladder.map((rung) => (rung.role === role ? { role, upToMinor } : rung)),
    });
  return (
    <section className="bt-panel">
      <h2>{t('limits')}</h2>
      {policy.ladder.map(({ role, upToMinor }, place) => (
        <div key={role} className="oc-rules-limit">
          <MoneyInput
            label={t('upTo', { role: roleName(role) })}
            valueMinor={upToMinor}
            placeholder={t('anyAmount')}
            disabled={disabled || upToMinor === null}
            onChange={(minor) => minor !== null && put(role, minor)}
          />
          {place > 0 ? (
            <Switch
              label={t('anyAmount')}
              aria-label={`${roleName(role)}, ${t('anyAmount')}`}
              disabled={disabled}
              checked={upToMinor === null}
              onChange={(event) =>
                put(role, event.currentTarget.checked ? null : FIRST_LIMIT_MINOR)
              }
            />
          ) : null}
        </div>
      ))}
    </section>
  );
}

/** After how long a role's silence is an answer, and which. */
export function Unanswered({ policy, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(limitsCopy);
  const roleName = useRoleName();
  const put = (rule: Rule): void =>
    onChange({
      ...policy,
      unanswered: policy.unanswered.map((each) => (each.role === rule.role ? rule : each)),
    });
  return (
    <section className="bt-panel">
      <h2>{t('unanswered')}</h2>
      {policy.unanswered.map((rule) => (
        <div key={rule.role} className="oc-rules-fields">
          <NumberField
            label={t('after', { role: roleName(rule.role) })}
            min={1}
            max={10_080}
            whole
            suffix={t('minutes')}
            disabled={disabled}
            value={rule.afterMinutes}
            onChange={(minutes) => minutes !== null && put({ ...rule, afterMinutes: minutes })}
          />
          <Select
            label={t('afterwards')}
            allowDeselect={false}
            disabled={disabled}
            data={(['refuse', 'escalate', 'allow'] as const).map((value) => ({
              value,
              label: t(`act_${value}`),
            }))}
            value={rule.fallback.act}
            onChange={(act) =>
              act && put({ ...rule, fallback: fallbackOf(act as Fallback['act'], rule, policy) })
            }
          />
          {rule.fallback.act === 'allow' ? (
            <MoneyInput
              label={t('allowUpTo')}
              valueMinor={rule.fallback.upToMinor}
              disabled={disabled}
              onChange={(upToMinor) =>
                upToMinor !== null && put({ ...rule, fallback: { act: 'allow', upToMinor } })
              }
            />
          ) : null}
        </div>
      ))}
    </section>
  );
}

/** What another choice begins with: the next role of the ladder, no amount. */
function fallbackOf(act: Fallback['act'], { role }: Rule, { ladder }: Policy): Fallback {
  const place = ladder.findIndex((rung) => rung.role === role);
  switch (act) {
    case 'refuse':
      return { act };
    case 'escalate':
      return { act, to: ladder[place + 1]?.role ?? role };
    case 'allow':
      return { act, upToMinor: 0 };
  }
}

export function Lives({ policy, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(limitsCopy);
  return (
    <section className="bt-panel">
      <NumberField
        label={t('lives')}
        min={1}
        max={168}
        whole
        suffix={t('hours')}
        disabled={disabled}
        value={policy.livesHours}
        onChange={(hours) => hours !== null && onChange({ ...policy, livesHours: hours })}
      />
      <NumberField
        label={t('usable')}
        min={1}
        max={1440}
        whole
        suffix={t('minutes')}
        disabled={disabled}
        value={policy.usableMinutes}
        onChange={(minutes) => minutes !== null && onChange({ ...policy, usableMinutes: minutes })}
      />
    </section>
  );
}

function useRoleName(): (role: string) => string {
  const t = useCopy(limitsCopy);
  return (role) => (isNamedRole(role) ? t(role) : role);
}
