import { Select } from '@mantine/core';
import { IconCopy, IconHistoryToggle, IconPlayerPause } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useAddressValue } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { SaveProblem } from '../../../../server/ui/kit/SaveProblem.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { policiesEndpoint, type Policy } from '../policy-contracts.ts';
import { BufferFields } from './BufferFields.tsx';
import { CapacityFields } from './CapacityFields.tsx';
import { ConfidenceFields } from './ConfidenceFields.tsx';
import { CopyRulesDialog } from './CopyRulesDialog.tsx';
import { promiseCopy } from './copy.ts';
import {
  NumberTermField,
  UnseenField,
  WaitingFields,
  type TermFieldsProps,
} from './NumberTerms.tsx';
import { PauseDialog } from './PauseDialog.tsx';
import { PreviewDialog } from './PreviewDialog.tsx';
import { previewCopy } from './preview-copy.ts';
import { RefundFields } from './RefundFields.tsx';
import { RulesParts } from './RulesParts.tsx';
import { PauseNotice } from './PauseNotice.tsx';
import { rulesCopy } from './rules-copy.ts';
import type { AllPolicies } from './rules-draft.ts';
import './rules.css';
import { FromFields, useRulesForm } from './RulesForm.tsx';
import { RulesHistory } from './RulesHistory.tsx';
import { LimitsScreen } from '../../approvals/ui/LimitsScreen.tsx';
import { PolicyScreen } from '../../returns/ui/policy/PolicyScreen.tsx';
import { SourcingRules } from '../../sourcing/ui/SourcingRules.tsx';

const CHAIN = 'catena';

/** Regole: what pickups go by, for the chain and for each shop, with who changed what and from when. */
export function RulesScreen(): ReactElement {
  const [part] = useAddressValue('parte');
  if (part === 'riassegnazione') return <SourcingRules />;
  if (part === 'resi') return <PolicyScreen />;
  return part === 'autorizzazioni' ? <LimitsScreen /> : <PickupRules />;
}

function PickupRules(): ReactElement {
  const t = useCopy(rulesCopy);
  const policies = useQueryOf(policiesEndpoint, {}, { freshSeconds: 0 });
  const [whose, setWhose] = useAddressValue('di');
  const all = policies.data;
  if (!all) {
    return (
      <ScreenFrame title={t('title')}>
        <Shown reading={policies} what={t('cannotRead')}>
          {() => null}
        </Shown>
      </ScreenFrame>
    );
  }
  const shop = all.shops.find(({ locationId }) => locationId === whose);
  const chosen = whose === CHAIN ? all.chain : (shop ?? firstOf(all));
  return (
    <Rules
      key={chosen.locationId ?? CHAIN}
      policy={chosen}
      all={all}
      asOf={policies.asOf}
      onChoose={setWhose}
      onReload={policies.retry}
    />
  );
}

/** Whoever looks after one shop begins there; the office with the chain. */
function firstOf({ chain, shops }: AllPolicies): Policy {
  return chain.editable === 'none' && shops.length > 0 ? shops[0]! : chain;
}

interface RulesProps {
  readonly policy: Policy;
  readonly all: AllPolicies;
  readonly asOf: Date | null;
  readonly onChoose: (whose: string) => void;
  readonly onReload: () => void;
}

function Rules({ policy, all, asOf, onChoose, onReload }: RulesProps): ReactElement {
  const t = useCopy(rulesCopy);
  const form = useRulesForm(policy, all, onReload);
  const [dialog, setDialog] = useState<Extra | null>(null);
  const { saving, draft } = form;
  const isChain = policy.locationId === null;
  const fields: TermFieldsProps = {
    draft,
    chain: all.chain.inForce,
    shop: policy.locationId,
    disabled: policy.editable !== 'all',
    onChange: form.setDraft,
  };
  // What a shop decides itself stands first where that is all it may.
  const capacity = <CapacityFields fields={{ ...fields, disabled: policy.editable === 'none' }} />;
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t(isChain ? 'subtitleChain' : 'subtitleShop')}
      tools={<WhoseField policy={policy} all={all} onChoose={onChoose} />}
      asOf={asOf}
      aside={<RulesHistory locationId={policy.locationId} />}
      asideLabel={t('history')}
      primary={{
        id: 'save',
        label: t('save'),
        blocked: form.blocked,
        pending: saving.pending,
        onPress: form.save,
      }}
      secondary={useExtras(policy, all, setDialog)}
    >
      <RulesParts part="ritiri" />
      <SaveProblem problem={saving.problem} conflict={t('conflict')} />
      {policy.locationId !== null ? (
        <PauseNotice locationId={policy.locationId} paused={policy.paused} />
      ) : null}
      <div className="oc-rules">
        {policy.editable === 'capacity' ? capacity : null}
        <PromiseFields fields={fields} />
        <WaitingFields fields={fields} />
        <RefundFields fields={fields} />
        {policy.editable === 'capacity' ? null : capacity}
        <BufferFields fields={fields} channels={all.salesChannels} />
        <ConfidenceFields fields={fields} />
        {policy.editable === 'none' ? null : <FromFields form={form} />}
      </div>
      {dialog === 'copy' ? (
        <CopyRulesDialog from={policy} shops={all.shops} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'preview' ? (
        <PreviewDialog
          locationId={policy.locationId}
          draft={draft}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'pause' && policy.locationId !== null ? (
        <PauseDialog
          shop={{ locationId: policy.locationId, closesAt: null }}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </ScreenFrame>
  );
}

type Extra = 'copy' | 'pause' | 'preview';

/** What else can be done with the rules of a shop. */
function useExtras(
  { locationId, editable, paused }: Policy,
  { shops }: AllPolicies,
  open: (dialog: Extra) => void,
): Action[] {
  const t = useCopy(rulesCopy);
  const say = useCopy(promiseCopy);
  const sayPreview = useCopy(previewCopy);
  const preview: Action = {
    id: 'preview',
    label: sayPreview('try'),
    icon: IconHistoryToggle,
    compact: true,
    onPress: () => open('preview'),
  };
  if (editable === 'none') return [];
  if (locationId === null) return [preview];
  const pause: Action = {
    id: 'pause',
    label: say('pause'),
    icon: IconPlayerPause,
    compact: true,
    onPress: () => open('pause'),
  };
  const copy: Action = {
    id: 'copy',
    label: t('copyTo'),
    icon: IconCopy,
    compact: true,
    onPress: () => open('copy'),
  };
  return [
    preview,
    ...(paused ? [] : [pause]),
    ...(editable === 'all' && shops.length > 1 ? [copy] : []),
  ];
}

function PromiseFields({ fields }: { fields: TermFieldsProps }): ReactElement {
  const t = useCopy(rulesCopy);
  return (
    <section className="bt-panel">
      <h2>{t('promise')}</h2>
      <NumberTermField term="readyOpeningMinutes" fields={fields} />
      <NumberTermField term="acknowledgeMinutes" fields={fields} />
      <UnseenField fields={fields} />
      <NumberTermField term="tightMinutes" fields={fields} />
    </section>
  );
}

function WhoseField({
  policy,
  all,
  onChoose,
}: Pick<RulesProps, 'policy' | 'all' | 'onChoose'>): ReactElement {
  const t = useCopy(rulesCopy);
  const write = useFormat();
  const soon = policy.upcoming;
  return (
    <>
      {soon ? (
        <span className="bt-quiet">
          {t('validFrom', { day: write.moment(soon.validFrom, new Date()) })}
        </span>
      ) : null}
      <Select
        aria-label={t('whose')}
        searchable
        allowDeselect={false}
        w={280}
        data={[
          { value: CHAIN, label: t('chain') },
          ...all.shops.map(({ locationId, name, own }) => ({
            value: locationId!,
            label: Object.keys(own).length > 0 ? `${name} · ${t('differs')}` : (name ?? ''),
          })),
        ]}
        value={policy.locationId ?? CHAIN}
        onChange={(whose) => whose && onChoose(whose)}
      />
    </>
  );
}
