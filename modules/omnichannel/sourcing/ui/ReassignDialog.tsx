import { Button } from '@mantine/core';
import { IconBuildingStore } from '@tabler/icons-react';
import { useId, useState, type ReactElement } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { moveOrderEndpoint } from '../../orders/contracts.ts';
import { readOrderEndpoint } from '../../orders/reading-contracts.ts';
import { candidatesEndpoint, type Candidates } from '../contracts.ts';
import { reassignCopy } from './reassign-copy.ts';
import { ShopWords } from './ShopWords.tsx';
import './reassign.css';

/** Moves an order by hand: every shop with its place or its reason, the one the rules choose first. */
export function ReassignDialog({
  orderId,
  preferred,
  onClose,
}: {
  readonly orderId: string;
  /** Chosen at first in place of the rules' own choice: where a card was dropped. */
  readonly preferred?: string;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(reassignCopy);
  const candidates = useQueryOf(candidatesEndpoint, { orderId }, { freshSeconds: 0 });
  return (
    <Dialog opened onClose={onClose} title={t('title')} size={640}>
      <Shown reading={candidates} what={t('cannotRead')}>
        {(found) => (
          <Choice
            found={found}
            preferred={preferred ?? null}
            onClose={onClose}
            onAgain={candidates.retry}
          />
        )}
      </Shown>
    </Dialog>
  );
}

function Choice({
  found,
  preferred,
  onClose,
  onAgain,
}: {
  readonly found: Candidates;
  readonly preferred: string | null;
  readonly onClose: () => void;
  readonly onAgain: () => void;
}): ReactElement {
  const t = useCopy(reassignCopy);
  const name = useId();
  const [chosen, setChosen] = useState(preferred);
  const move = useCommandOf(moveOrderEndpoint, { refreshes: [readOrderEndpoint] });
  // Read again after a refusal, the shop that was chosen may no longer be among them.
  const shop = found.ranked.find(({ locationId }) => locationId === chosen) ?? found.ranked[0];
  const send = (): void => {
    if (!shop) return;
    const { orderId, version: expectedVersion } = found;
    void move
      .send({ orderId, locationId: shop.locationId, expectedVersion })
      .then((outcome) => (outcome.done ? onClose() : onAgain()));
  };
  return (
    <div className="oc-reassign">
      {found.ranked.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <fieldset>
          <legend>{t('shops')}</legend>
          {found.ranked.map((one) => (
            <label key={one.locationId} data-chosen={one === shop}>
              <input
                type="radio"
                name={name}
                checked={one === shop}
                onChange={() => setChosen(one.locationId)}
              />
              <span className="oc-reassign-place">{one.place}</span>
              <ShopWords shop={one} />
            </label>
          ))}
        </fieldset>
      )}
      <details>
        <summary>
          {t('why')} · {t('rule', { version: found.ruleVersion })}
        </summary>
        <ul>
          {found.excluded.map(({ locationId, name: shopName, because }) => (
            <li key={locationId}>
              <b>{shopName}</b> <span className="bt-quiet">{t(`out_${because}`)}</span>
            </li>
          ))}
        </ul>
      </details>
      {move.problem ? <ErrorState problem={move.problem} reading={false} /> : null}
      {shop ? (
        <>
          <p className="bt-quiet">{t('moved')}</p>
          <Button
            variant="filled"
            size="lg"
            leftSection={<IconBuildingStore size={20} stroke={1.8} aria-hidden />}
            loading={move.pending}
            disabled={move.offline}
            onClick={send}
          >
            {t('move', { name: shop.name })}
          </Button>
        </>
      ) : null}
    </div>
  );
}
