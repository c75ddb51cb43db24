import { TextInput } from '@mantine/core';
import { IconHistoryToggle } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { SaveProblem } from '../../../../server/ui/kit/SaveProblem.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { isSameTerm } from '../../promises/domain/terms.ts';
import { RulesParts } from '../../promises/ui/RulesParts.tsx';
import { RulesUnread } from '../../promises/ui/RulesUnread.tsx';
import {
  changeRuleEndpoint,
  readRuleEndpoint,
  ruleHistoryEndpoint,
  type RuleInForce,
} from '../contracts.ts';
import { AnswerFields, ChoiceFields } from './RuleFields.tsx';
import { RuleVersions } from './RuleVersions.tsx';
import { sourcingCopy } from './sourcing-copy.ts';
import { SourcingPreviewDialog } from './SourcingPreviewDialog.tsx';
import './sourcing.css';

export type Rule = RuleInForce['rule'];

/** Regole, riassegnazione: who gets an order that its shop cannot prepare, version by version. */
export function SourcingRules(): ReactElement {
  const t = useCopy(sourcingCopy);
  const rule = useQueryOf(readRuleEndpoint, {}, { freshSeconds: 0 });
  if (rule.data) {
    // What is typed stays when theirs is read after a conflict.
    return <Rules inForce={rule.data} asOf={rule.asOf} onReload={rule.retry} />;
  }
  return (
    <RulesUnread part="riassegnazione" title={t('title')} reading={rule} what={t('cannotRead')} />
  );
}

function Rules({
  inForce,
  asOf,
  onReload,
}: {
  readonly inForce: RuleInForce;
  readonly asOf: Date | null;
  readonly onReload: () => void;
}): ReactElement {
  const t = useCopy(sourcingCopy);
  const mayChange = useMay()('omnichannel.sourcing.change');
  const [draft, setDraft] = useState<Rule>(inForce.rule);
  const [note, setNote] = useState('');
  const [trying, setTrying] = useState(false);
  const saving = useCommandOf(changeRuleEndpoint, {
    refreshes: [readRuleEndpoint, ruleHistoryEndpoint],
  });
  const reasons = [
    !mayChange && t('readOnly'),
    saving.offline && t('needsNetwork'),
    isSameTerm(draft, inForce.rule) && t('nothingChanged'),
  ];
  const save = (): void => {
    const told = note.trim() === '' ? {} : { note: note.trim() };
    void saving
      .send({ rule: draft, expectedVersion: inForce.version, ...told })
      .then((outcome) => (outcome.done ? setNote('') : onReload()));
  };
  const preview: Action = {
    id: 'preview',
    label: t('preview'),
    icon: IconHistoryToggle,
    compact: true,
    onPress: () => setTrying(true),
  };
  const names = Object.keys(draft.channels ?? {});
  const fields = { rule: draft, disabled: !mayChange, onChange: setDraft };
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('subtitle')}
      asOf={asOf}
      aside={<RuleVersions inForce={inForce.version} {...(mayChange ? { onUse: setDraft } : {})} />}
      asideLabel={t('history')}
      primary={{
        id: 'save',
        label: t('save'),
        blocked: reasons.find((reason) => typeof reason === 'string') ?? null,
        pending: saving.pending,
        onPress: save,
      }}
      secondary={mayChange ? [preview] : []}
    >
      <RulesParts part="riassegnazione" />
      <SaveProblem problem={saving.problem} conflict={t('conflict')} />
      <div className="oc-rules">
        <ChoiceFields fields={fields} />
        <AnswerFields fields={fields} />
        {names.length > 0 ? (
          <p className="bt-quiet oc-rules-wide">{t('channels', { names: names.join(', ') })}</p>
        ) : null}
        {mayChange ? (
          <section className="bt-panel oc-rules-wide">
            <TextInput
              label={t('note')}
              maxLength={200}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </section>
        ) : null}
      </div>
      {trying ? <SourcingPreviewDialog rule={draft} onClose={() => setTrying(false)} /> : null}
    </ScreenFrame>
  );
}
