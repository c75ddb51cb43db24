import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useText } from '../../../../server/ui/language.ts';
import { MoneyInput } from '../../../../server/ui/kit/MoneyInput.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { OwnOrChain, type TermFieldsProps } from './NumberTerms.tsx';
import { rulesCopy } from './rules-copy.ts';
import type { AllPolicies, Buffer } from './rules-draft.ts';

type Channels = AllPolicies['salesChannels'];

/** What is kept back from channels, and where: each condition that is left open holds for all. */
export function BufferFields({
  fields,
  channels,
}: {
  fields: TermFieldsProps;
  channels: Channels;
}): ReactElement {
  const t = useCopy(rulesCopy);
  const { draft, chain, disabled, onChange } = fields;
  const buffers = draft.buffers ?? chain.buffers;
  const set = (next: Buffer[]): void => onChange({ ...draft, buffers: next });
  return (
    <section className="bt-panel oc-rules-wide">
      <h2>{t('buffers')}</h2>
      <OwnOrChain term="buffers" fields={fields}>
        <p className="bt-quiet">{buffers.length === 0 ? t('noBuffers') : t('buffersText')}</p>
      </OwnOrChain>
      <div className="oc-rules-list">
        {buffers.map((buffer, at) => (
          <BufferRow
            key={at}
            buffer={buffer}
            channels={channels}
            number={at + 1}
            disabled={disabled}
            onChange={(next) => set(buffers.map((other, place) => (place === at ? next : other)))}
            onRemove={() => set(buffers.filter((_, place) => place !== at))}
          />
        ))}
        {disabled ? null : (
          <Button
            size="sm"
            leftSection={<IconPlus size={18} stroke={1.8} aria-hidden />}
            onClick={() => set([...buffers, { keepBack: 1, confidenceUpTo: 'low' }])}
          >
            {t('addBuffer')}
          </Button>
        )}
      </div>
    </section>
  );
}

function BufferRow({
  buffer,
  channels,
  number,
  disabled,
  onChange,
  onRemove,
}: {
  buffer: Buffer;
  channels: Channels;
  number: number;
  disabled: boolean;
  onChange: (buffer: Buffer) => void;
  onRemove: () => void;
}): ReactElement {
  const t = useCopy(rulesCopy);
  const say = useText();
  /** The buffer with one condition more, other, or left open. */
  const having = <K extends keyof Buffer>(name: K, value: Buffer[K] | null): Buffer => {
    const { [name]: _, ...others } = buffer;
    return (value === null ? others : { ...others, [name]: value }) as Buffer;
  };
  return (
    <div className="oc-rules-row" role="group" aria-label={`${t('buffers')} ${number}`}>
      <NumberField
        label={t('keepBack')}
        min={0}
        max={20}
        whole
        disabled={disabled}
        value={buffer.keepBack}
        onChange={(value) => value !== null && onChange(having('keepBack', value))}
      />
      <Select
        label={t('confidence')}
        allowDeselect={false}
        disabled={disabled}
        data={[
          { value: '', label: t('anyConfidence') },
          { value: 'medium', label: t('upToMedium') },
          { value: 'low', label: t('upToLow') },
        ]}
        value={buffer.confidenceUpTo ?? ''}
        onChange={(value) =>
          onChange(having('confidenceUpTo', value === 'medium' || value === 'low' ? value : null))
        }
      />
      <NumberField
        label={t('onHandUpTo')}
        min={0}
        max={9999}
        whole
        placeholder="–"
        disabled={disabled}
        value={buffer.onHandUpTo ?? null}
        onChange={(value) => onChange(having('onHandUpTo', value))}
      />
      <TextInput
        label={t('bufferCategory')}
        placeholder={t('anyCategory')}
        disabled={disabled}
        maxLength={80}
        value={buffer.category ?? ''}
        onChange={(event) => onChange(having('category', event.currentTarget.value || null))}
      />
      <MoneyInput
        label={t('priceFrom')}
        placeholder="–"
        disabled={disabled}
        valueMinor={buffer.priceFromMinor ?? null}
        onChange={(minor) => onChange(having('priceFromMinor', minor))}
      />
      <Select
        label={t('bufferChannel')}
        allowDeselect={false}
        disabled={disabled}
        data={[
          { value: '', label: t('allChannels') },
          ...channels.map(({ id, title }) => ({ value: id, label: say(title) })),
        ]}
        value={buffer.channel ?? ''}
        onChange={(value) => onChange(having('channel', value || null))}
      />
      {disabled ? null : (
        <ActionIcon size={48} aria-label={t('removeBuffer', { number })} onClick={onRemove}>
          <IconTrash size={20} stroke={1.8} aria-hidden="true" />
        </ActionIcon>
      )}
    </div>
  );
}
