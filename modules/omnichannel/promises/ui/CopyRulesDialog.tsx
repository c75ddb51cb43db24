import { Button, MultiSelect } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import {
  copyPolicyEndpoint,
  policiesEndpoint,
  policyHistoryEndpoint,
  type Policy,
} from '../policy-contracts.ts';
import './promises.css';
import { rulesCopy } from './rules-copy.ts';

/** What one shop does differently, for the shops that are chosen. */
export function CopyRulesDialog({
  from,
  shops,
  onClose,
}: {
  from: Policy;
  shops: readonly Policy[];
  onClose: () => void;
}): ReactElement {
  const t = useCopy(rulesCopy);
  const [chosen, setChosen] = useState<string[]>([]);
  const copy = useCommandOf(copyPolicyEndpoint, {
    refreshes: [policiesEndpoint, policyHistoryEndpoint],
    onDone: onClose,
  });
  const others = shops.filter((shop) => shop.locationId !== from.locationId);
  return (
    <Dialog opened onClose={onClose} title={t('copyTitle', { name: from.name ?? '' })}>
      <div className="oc-dialog">
        <p>{t('copyText')}</p>
        {copy.problem ? <ErrorState problem={copy.problem} reading={false} /> : null}
        <MultiSelect
          label={t('copyChoose')}
          searchable
          data={others.map((shop) => ({ value: shop.locationId!, label: shop.name ?? '' }))}
          value={chosen}
          onChange={setChosen}
        />
        <div className="oc-dialog-buttons">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="filled"
            disabled={chosen.length === 0 || copy.offline}
            loading={copy.pending}
            onClick={() =>
              void copy.send({ fromLocationId: from.locationId!, toLocationIds: chosen })
            }
          >
            {t('copyNow', { count: chosen.length })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
