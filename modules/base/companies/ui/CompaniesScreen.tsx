import { Button } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { listCompanies } from '../contracts.ts';
import { companiesCopy } from './companies-copy.ts';
import { CompanyDialog, type Company } from './CompanyDialog.tsx';

/** Aziende: the chain and its franchisees, under whose VAT numbers shops sell and issue documents. */
export function CompaniesScreen(): ReactElement {
  const t = useCopy(companiesCopy);
  const companies = useQueryOf(listCompanies, {}, { freshSeconds: 15 });
  // By its id: after a conflict the dialog goes on from the version that is there now.
  const [open, setOpen] = useState<'new' | Company['id'] | null>(null);
  const create = {
    id: 'create',
    label: t('create'),
    icon: IconBuilding,
    onPress: () => setOpen('new'),
  };
  const known = companies.data?.companies ?? [];
  return (
    <ScreenFrame
      title={t('title')}
      {...(known.length > 0 ? { primary: create } : {})}
      actionsAt="header"
      asOf={companies.asOf}
      bleed
    >
      <Shown reading={companies} what={t('cannotRead')}>
        {({ companies: all }) =>
          all.length === 0 ? (
            <EmptyState
              title={t('none')}
              icon={IconBuilding}
              role="neutro"
              action={{ ...create, label: t('createFirst') }}
            >
              {t('noneText')}
            </EmptyState>
          ) : (
            <CompaniesTable companies={all} onOpen={({ id }) => setOpen(id)} />
          )
        }
      </Shown>
      {open !== null && (
        <CompanyDialog
          company={known.find(({ id }) => id === open) ?? null}
          first={known.length === 0}
          onClose={() => setOpen(null)}
        />
      )}
    </ScreenFrame>
  );
}

function CompaniesTable({
  companies,
  onOpen,
}: {
  readonly companies: readonly Company[];
  readonly onOpen: (company: Company) => void;
}): ReactElement {
  const t = useCopy(companiesCopy);
  const name = ({ legalName, vatNumber }: Company): ReactElement => (
    <TwoLines first={legalName} second={`${t('vatNumber')} ${vatNumber}`} />
  );
  const role = (company: Company): string => t(`role_${company.role}`);
  const change = (company: Company): ReactElement => (
    <Button
      size="sm"
      aria-label={`${t('change')} ${company.legalName}`}
      onClick={() => onOpen(company)}
    >
      {t('change')}
    </Button>
  );
  return (
    <QueueTable
      label={t('list')}
      columns={[
        { id: 'name', title: t('legalName'), cell: name },
        { id: 'role', title: t('role'), cell: role },
        { id: 'change', title: t('change'), align: 'right', cell: change },
      ]}
      groups={[{ id: 'all', title: '', rows: companies }]}
      keyOf={({ id }) => id}
      card={(company) => (
        <>
          <div className="bt-card-line">
            {name(company)}
            {change(company)}
          </div>
          <div className="bt-card-line">
            <span className="bt-quiet">{role(company)}</span>
          </div>
        </>
      )}
    />
  );
}
