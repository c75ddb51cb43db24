import { Select, TextInput } from '@mantine/core';
import { IconHistoryToggle } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { SaveProblem } from '../../../../server/ui/kit/SaveProblem.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { useRowDraft } from '../../../../server/ui/row-draft.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { RulesParts } from '../../promises/ui/RulesParts.tsx';
import { RulesUnread } from '../../promises/ui/RulesUnread.tsx';
import {
  changeRuleEndpoint,
  readRuleEndpoint,
  ruleHistoryEndpoint,
  type RuleNow,
} from '../contracts.ts';
import { ruleOf, withRuleOf, type Rule } from './channel-rule.ts';
import { AnswerFields, ChoiceFields } from './RuleFields.tsx';
import { RuleVersions } from './RuleVersions.tsx';
import { sourcingCopy } from './sourcing-copy.ts';
import { SourcingPreviewDialog } from './SourcingPreviewDialog.tsx';
import './sourcing.css';

const ALL = 'all channels';

/** Regole, riassegnazione: who gets an order that its shop cannot prepare, version by version. */
export function SourcingRules(): ReactElement {
  const t = useCopy(sourcingCopy);
  const rule = useQueryOf(readRuleEndpoint, {}, { freshSeconds: 0 });
  if (rule.data) {
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
  readonly inForce: RuleNow;
  readonly asOf: Date | null;
  readonly onReload: () => void;
}): ReactElement {
  const t = useCopy(sourcingCopy);
  const mayChange = useMay()('omnichannel.sourcing.change');
  const edits = useRowDraft<RuleNow, Rule>(inForce, ({ rule }) => rule);
  const { draft, base } = edits;
  const [note, setNote] = useState('');
  const [trying, setTrying] = useState(false);
  const saving = useCommandOf(changeRuleEndpoint, {
    refreshes: [readRuleEndpoint, ruleHistoryEndpoint],
  });
  const reasons = [
    !mayChange && t('readOnly'),
    saving.offline && t('needsNetwork'),
    !edits.edited && t('nothingChanged'),
  ];
  const save = (): void => {
    const told = note.trim() === '' ? {} : { note: note.trim() };
    void saving.send({ rule: draft, expectedVersion: base.version, ...told }).then((outcome) => {
      edits.answered(outcome);
      if (outcome.done) setNote('');
      else onReload();
    });
  };
  const preview: Action = {
    id: 'preview',
    label: t('preview'),
    icon: IconHistoryToggle,
    compact: true,
    onPress: () => setTrying(true),
  };
  const [channel, setChannel] = useState<string | null>(null);
  const fields = {
    rule: ruleOf(draft, channel),
    disabled: !mayChange,
    onChange: (next: Rule) => edits.edit(withRuleOf(draft, channel, next)),
  };
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('subtitle')}
      asOf={asOf}
      aside={
        <RuleVersions inForce={inForce.version} {...(mayChange ? { onUse: edits.edit } : {})} />
      }
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
        <section className="bt-panel oc-rules-wide">
          <ChannelChoice
            inForce={inForce}
            differing={Object.keys(draft.channels ?? {})}
            channel={channel}
            onChoose={setChannel}
          />
        </section>
        <ChoiceFields fields={fields} />
        <AnswerFields fields={fields} />
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

/** Of which sales channel the fields below speak; those that differ say so. */
function ChannelChoice({
  inForce,
  differing,
  channel,
  onChoose,
}: {
  readonly inForce: RuleNow;
  readonly differing: readonly string[];
  readonly channel: string | null;
  readonly onChoose: (channel: string | null) => void;
}): ReactElement {
  const t = useCopy(sourcingCopy);
  const say = useText();
  return (
    <Select
      label={t('channel')}
      description={t(channel === null ? 'channelHintAll' : 'channelHint')}
      allowDeselect={false}
      data={[
        { value: ALL, label: t('allChannels') },
        ...inForce.salesChannels.map(({ id, title }) => ({
          value: id,
          label: differing.includes(id) ? t('differs', { channel: say(title) }) : say(title),
        })),
      ]}
      value={channel ?? ALL}
      onChange={(chosen) => onChoose(chosen === null || chosen === ALL ? null : chosen)}
    />
  );
}
