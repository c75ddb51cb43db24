import { TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { SaveProblem } from '../../../../server/ui/kit/SaveProblem.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useRowDraft } from '../../../../server/ui/row-draft.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { AutomaticRefunds } from '../../refunds/ui/AutomaticRefunds.tsx';
import { RulesParts } from '../../promises/ui/RulesParts.tsx';
import { RulesUnread } from '../../promises/ui/RulesUnread.tsx';
import '../../promises/ui/rules.css';
import {
  approvalPolicyEndpoint,
  changeApprovalPolicyEndpoint,
  type ApprovalPolicyInForce,
} from '../policy-contracts.ts';
import { limitsCopy } from './limits-copy.ts';
import { Ladder, Lives, Unanswered } from './LimitFields.tsx';

/** Regole, Autorizzazioni: who decides up to how much, and what happens when nobody answers. */
export function LimitsScreen(): ReactElement {
  const t = useCopy(limitsCopy);
  const limits = useQueryOf(approvalPolicyEndpoint, {}, { freshSeconds: 0 });
  if (limits.data) {
    return <Limits inForce={limits.data} asOf={limits.asOf} onAgain={limits.retry} />;
  }
  return (
    <RulesUnread part="autorizzazioni" title={t('title')} reading={limits} what={t('cannotRead')} />
  );
}

function policyOf({ policy }: ApprovalPolicyInForce): ApprovalPolicyInForce['policy'] {
  return policy;
}

function Limits({
  inForce,
  asOf,
  onAgain,
}: {
  readonly inForce: ApprovalPolicyInForce;
  readonly asOf: Date | null;
  readonly onAgain: () => void;
}): ReactElement {
  const t = useCopy(limitsCopy);
  const write = useFormat();
  const now = useMinute();
  const may = useMay()('omnichannel.approvals.policy');
  const edits = useRowDraft(inForce, policyOf);
  const { draft: policy, base } = edits;
  const [note, setNote] = useState('');
  const save = useCommandOf(changeApprovalPolicyEndpoint, {
    refreshes: [approvalPolicyEndpoint],
    onDone: () => setNote(''),
  });
  const said = note.trim();
  const fields = { policy, disabled: !may, onChange: edits.edit };
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('subtitle', {
        version: inForce.version,
        when: write.moment(inForce.validFrom, now),
      })}
      {...(may
        ? {
            primary: {
              id: 'save',
              label: t('save'),
              pending: save.pending,
              blocked: save.offline ? t('needsNetwork') : edits.edited ? null : t('nothingChanged'),
              onPress: () =>
                void save
                  .send({
                    policy,
                    expectedVersion: base.version,
                    ...(said === '' ? {} : { note: said }),
                  })
                  .then((outcome) => {
                    edits.answered(outcome);
                    if (!outcome.done) onAgain();
                  }),
            },
          }
        : {})}
      asOf={asOf}
    >
      <RulesParts part="autorizzazioni" />
      <SaveProblem problem={save.problem} conflict={t('conflict')} />
      <div className="oc-rules">
        <Ladder {...fields} />
        <Unanswered {...fields} />
        <Lives {...fields} />
        <AutomaticRefunds />
        {may ? (
          <section className="bt-panel">
            <TextInput
              label={t('note')}
              maxLength={200}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </section>
        ) : null}
      </div>
    </ScreenFrame>
  );
}
