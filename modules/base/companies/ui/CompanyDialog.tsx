import { TextInput } from '@mantine/core';
import type { ReactElement, SubmitEvent } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { SaveProblem } from '../../../../server/ui/kit/SaveProblem.tsx';
import { useRowDraft } from '../../../../server/ui/row-draft.ts';
import { accessCopy } from '../../access/ui/access-copy.ts';
import '../../access/ui/access.css';
import { FormActions } from '../../access/ui/FormActions.tsx';
import { changeCompany, createCompany, listCompanies } from '../contracts.ts';
import { readVatNumber } from '../domain/vat-number.ts';
import { companiesCopy } from './companies-copy.ts';

export type Company = ReplyOf<typeof listCompanies>['companies'][number];
type Particulars = Pick<Company, 'legalName' | 'vatNumber' | 'role'>;

const REFRESHES = { refreshes: [listCompanies] };

/** Registers a company, or changes the one that is given. */
export function CompanyDialog({
  company,
  first,
  onClose,
}: {
  /** Null: a new one. */
  readonly company: Company | null;
  /** No company is there yet: it is the chain itself. */
  readonly first: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(companiesCopy);
  const a = useCopy(accessCopy);
  const { draft, base, edit, answered } = useRowDraft(company, (row): Particulars => {
    const { legalName, vatNumber, role } = row ?? emptyCompany(first);
    return { legalName, vatNumber, role };
  });
  const create = useCommandOf(createCompany, REFRESHES);
  const change = useCommandOf(changeCompany, REFRESHES);
  const { pending, offline, problem } = base === null ? create : change;
  const flaw = flawOf(draft, base);
  const blocked = offline ? a('needsNetwork') : flaw && t(flaw);
  const save = async (): Promise<void> => {
    const { role } = draft;
    const given = { legalName: draft.legalName.trim(), vatNumber: draft.vatNumber, role };
    const outcome =
      base === null
        ? await create.send(given)
        : await change.send({ ...given, companyId: base.id, expectedVersion: base.version });
    if (outcome.done) onClose();
    else answered(outcome);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (blocked === null) void save();
  };
  return (
    <Dialog opened onClose={onClose} title={company?.legalName ?? t('create')}>
      <form className="ba-form" onSubmit={submit}>
        <TextInput
          label={t('legalName')}
          autoComplete="organization"
          value={draft.legalName}
          data-autofocus
          onChange={(event) => edit({ ...draft, legalName: event.currentTarget.value })}
        />
        <TextInput
          label={t('vatNumber')}
          inputMode="numeric"
          autoComplete="off"
          value={draft.vatNumber}
          onChange={(event) => edit({ ...draft, vatNumber: event.currentTarget.value })}
        />
        <FieldChoice
          label={t('role')}
          choices={(['chain', 'franchisee'] as const).map((value) => ({
            value,
            label: t(`role_${value}`),
          }))}
          value={draft.role}
          onChange={(role) => edit({ ...draft, role })}
        />
        <SaveProblem problem={problem} conflict={t('conflict')} />
        <FormActions
          label={company === null ? t('createIt') : a('save')}
          blocked={blocked}
          pending={pending}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

function emptyCompany(first: boolean): Particulars {
  return { legalName: '', vatNumber: '', role: first ? 'chain' : 'franchisee' };
}

/** Why it cannot be saved as it stands; null when it can. */
function flawOf(
  { legalName, vatNumber, role }: Particulars,
  company: Company | null,
): 'missing' | 'wrongVatNumber' | 'nothingChanged' | null {
  if (legalName.trim() === '') return 'missing';
  if (readVatNumber(vatNumber) === null) return 'wrongVatNumber';
  const same =
    company?.legalName === legalName && company.vatNumber === vatNumber && company.role === role;
  return same ? 'nothingChanged' : null;
}
