import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement, type ReactNode, type SubmitEvent } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED } from '../../../../server/ui/scan/scan.ts';
import { readTerms } from '../contracts.ts';
import type { DeskRow } from './desk.ts';
import { deskCopy } from './desk-copy.ts';
import { UntilField } from './UntilField.tsx';
import type { Because } from './use-steps.ts';

interface StepProps {
  readonly row: DeskRow;
  readonly onBack: () => void;
  readonly pending: boolean;
  readonly offline: boolean;
}

/** The question of a step, its one answer, and the way back. */
function StepForm({
  label,
  missing = null,
  onSubmit,
  onBack,
  pending,
  offline,
  children,
}: Omit<StepProps, 'row'> & {
  readonly label: string;
  readonly missing?: string | null;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}): ReactElement {
  const t = useCopy(deskCopy);
  const blocked = offline ? t('needsNetwork') : missing;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (blocked === null && !pending) onSubmit();
  };
  return (
    <form className="ss-reserve" onSubmit={submit}>
      {children}
      <div className="bt-dialog-actions ss-reserve-actions">
        {blocked !== null && <span className="bt-action-reason">{blocked}</span>}
        <Button onClick={onBack}>{t('back')}</Button>
        <Button type="submit" variant="filled" loading={pending} disabled={blocked !== null}>
          {label}
        </Button>
      </div>
    </form>
  );
}

/** On which shelf the piece waits: scanned, written, or one that is in use. */
export function ShelfForm({
  row,
  shelves,
  onShelf,
  ...step
}: StepProps & {
  readonly shelves: readonly string[];
  readonly onShelf: (shelf: string) => void;
}): ReactElement {
  const t = useCopy(deskCopy);
  const [text, setText] = useState('');
  const shelf = text.trim().toUpperCase();
  useScan((scan) => {
    if (scan.kind !== 'text') return PASSED;
    setText(scan.code);
    onShelf(scan.code.trim().toUpperCase());
    return accepted(t('shelf', { shelf: scan.code.trim().toUpperCase() }));
  }, !step.pending);
  return (
    <StepForm
      {...step}
      label={shelf === '' ? t('step_setAside') : t('onShelf', { shelf })}
      missing={shelf === '' ? t('needsShelf') : null}
      onSubmit={() => onShelf(shelf)}
    >
      <TextInput
        label={t('shelfLabel')}
        placeholder={t('shelfHint')}
        maxLength={40}
        autoComplete="off"
        value={text}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {row.details && <p className="bt-hint">{t(heardBy(row.details))}</p>}
      {shelves.length > 0 && (
        <FieldChoice
          label={t('recentShelves')}
          choices={shelves.map((each) => ({ value: each, label: each }))}
          value={shelves.find((each) => each === shelf) ?? null}
          onChange={setText}
        />
      )}
    </StepForm>
  );
}

function heardBy({ customer }: NonNullable<DeskRow['details']>) {
  if (customer.hasEmail) return 'willBeWritten';
  return customer.phone === null ? 'cannotBeTold' : 'willBeCalled';
}

/** Why the shop cannot keep what another asked for. */
export function RefuseForm({
  onRefuse,
  ...step
}: StepProps & { readonly onRefuse: (because: Because) => void }): ReactElement {
  const t = useCopy(deskCopy);
  const [because, setBecause] = useState<Because>('not-found');
  return (
    <StepForm {...step} label={t('confirmRefuse')} onSubmit={() => onRefuse(because)}>
      <FieldChoice<Because>
        label={t('refuseWhy')}
        choices={[
          { value: 'not-found', label: t('becauseNotFound') },
          { value: 'damaged', label: t('becauseDamaged') },
          { value: 'other', label: t('becauseOther') },
        ]}
        value={because}
        onChange={setBecause}
      />
      <p className="bt-hint">{t('refuseText')}</p>
    </StepForm>
  );
}

/** Until which closing the piece is kept from now on. */
export function ExtendForm({
  row,
  onExtend,
  ...step
}: StepProps & { readonly onExtend: (until: string) => void }): ReactElement {
  const t = useCopy(deskCopy);
  const { locationId } = row.reservation;
  const terms = useQueryOf(readTerms, { locationId });
  const [until, setUntil] = useState<string | null>(null);
  const chosen = until ?? terms.data?.usual ?? '';
  return (
    <StepForm
      {...step}
      label={t('confirmExtend')}
      missing={chosen === '' ? t('reading') : null}
      onSubmit={() => onExtend(chosen)}
    >
      <Shown reading={terms} what={t('cannotRead')}>
        {(read) => <UntilField terms={read} value={chosen} onChange={setUntil} />}
      </Shown>
    </StepForm>
  );
}

/** The last look before the goods leave. */
export function CollectForm({
  row,
  onCollect,
  ...step
}: StepProps & { readonly onCollect: () => void }): ReactElement {
  const t = useCopy(deskCopy);
  const write = useFormat();
  const { quantity, depositMinor, shelf } = row.reservation;
  return (
    <StepForm {...step} label={t('collectPieces', { count: quantity })} onSubmit={onCollect}>
      {shelf !== null && <p className="ss-shelf">{t('shelf', { shelf })}</p>}
      {depositMinor > 0 && <p>{t('collectDeposit', { amount: write.money(depositMinor) })}</p>}
      <p className="bt-quiet">{t('collectText')}</p>
    </StepForm>
  );
}
