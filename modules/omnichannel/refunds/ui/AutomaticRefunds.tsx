import { Button, Switch } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { MoneyInput } from '../../../../server/ui/kit/MoneyInput.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { SaveProblem } from '../../../../server/ui/kit/SaveProblem.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useRowDraft } from '../../../../server/ui/row-draft.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { REFUND_CAUSES } from '../../orders/domain/refund.ts';
import { refundCopy } from '../../orders/ui/refund-copy.ts';
import {
  changeRefundRuleEndpoint,
  refundRuleEndpoint,
  type RefundRuleInForce,
} from '../rule-contracts.ts';
import { automaticCopy } from './automatic-copy.ts';

/** Which refunds due leave by themselves: up to how much, and how long after each cause. */
export function AutomaticRefunds(): ReactElement {
  const t = useCopy(automaticCopy);
  const rule = useQueryOf(refundRuleEndpoint, {}, { freshSeconds: 0 });
  return (
    <section className="bt-panel" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="bt-hint">{t('hint')}</p>
      <Shown reading={rule} what={t('cannotRead')}>
        {(inForce) => <Rule inForce={inForce} onAgain={rule.retry} />}
      </Shown>
    </section>
  );
}

/** Half an hour: long enough to notice that the wrong order was cancelled. */
const FIRST_MINUTES = 30;

function ruleOf({ rule }: RefundRuleInForce): RefundRuleInForce['rule'] {
  return rule;
}

function Rule({
  inForce,
  onAgain,
}: {
  readonly inForce: RefundRuleInForce;
  readonly onAgain: () => void;
}): ReactElement {
  const t = useCopy(automaticCopy);
  const cause = useCopy(refundCopy);
  const may = useMay()('omnichannel.approvals.policy');
  const edits = useRowDraft(inForce, ruleOf);
  const { draft: rule, base } = edits;
  const save = useCommandOf(changeRefundRuleEndpoint, { refreshes: [refundRuleEndpoint] });
  const put = (name: (typeof REFUND_CAUSES)[number], minutes: number | null): void => {
    const { [name]: _, ...others } = rule.afterMinutes;
    edits.edit({
      ...rule,
      afterMinutes: minutes === null ? others : { ...others, [name]: minutes },
    });
  };
  return (
    <div className="oc-rules-fields">
      <SaveProblem problem={save.problem} conflict={t('conflict')} />
      <MoneyInput
        label={t('upTo')}
        valueMinor={rule.upToMinor}
        disabled={!may}
        onChange={(minor) => minor !== null && edits.edit({ ...rule, upToMinor: minor })}
      />
      {REFUND_CAUSES.map((name) => {
        const minutes = rule.afterMinutes[name];
        return (
          <div key={name} className="oc-rules-limit">
            <NumberField
              label={cause(name)}
              min={0}
              max={525_600}
              whole
              suffix={t('minutes')}
              placeholder={t('byHand')}
              disabled={!may || minutes === undefined}
              value={minutes ?? null}
              onChange={(typed) => typed !== null && put(name, typed)}
            />
            <Switch
              label={t('byHand')}
              aria-label={`${cause(name)}, ${t('byHand')}`}
              disabled={!may}
              checked={minutes === undefined}
              onChange={(event) => put(name, event.currentTarget.checked ? null : FIRST_MINUTES)}
            />
          </div>
        );
      })}
      {may ? (
        <Button
          disabled={!edits.edited || save.offline}
          loading={save.pending}
          onClick={() =>
            void save.send({ rule, expectedVersion: base.version }).then((outcome) => {
              edits.answered(outcome);
              if (!outcome.done) onAgain();
            })
          }
        >
          {t('save')}
        </Button>
      ) : null}
    </div>
  );
}
