import { useCallback, useEffect, useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../../server/http/contract.ts';
import { distance } from '../../../../../server/ui/kit/format.ts';
import { customerOrder } from '../../public-contracts.ts';
import type { PartProps } from './OrderPart.tsx';
import { PartFrame } from './PartFrame.tsx';
import { byWords } from './times.ts';
import { useDecision } from './use-decision.ts';
import { client, useSpeaking } from './use-order.ts';

type Stores = ReplyOf<typeof customerOrder.stores>['stores'];

const LOOK_AGAIN_MS = 5_000;

/** Where else all of it is now, nearest first; asked again while somebody chooses. */
export function StoresPart({
  token,
  take,
  onClose,
}: PartProps & { readonly onClose: () => void }): ReactElement {
  const speaking = useSpeaking();
  const { t, reader } = speaking;
  const [stores, setStores] = useState<Stores | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  /** Why the stores could not be read the last time. */
  const [unread, setUnread] = useState<string | null>(null);
  const look = useCallback(() => {
    client.call(customerOrder.stores, { token }).then(
      (reply) => {
        setStores(reply.stores);
        setUnread(null);
      },
      (problem: Error) => setUnread(problem.message),
    );
  }, [token]);
  useEffect(() => {
    look();
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [look]);
  const wanted = stores?.find(({ locationId }) => locationId === chosen);
  const decision = useDecision(take, { done: onClose, refused: look });
  const move = (locationId: string): void =>
    decision.send(client.call(customerOrder.move, { token, locationId }));
  return (
    <PartFrame title={t('storesTitle')} refusal={decision.refusal ?? unread} onClose={onClose}>
      {stores === null ? (
        <p className="co-quiet">{t('waiting')}</p>
      ) : stores.length === 0 ? (
        <p>{t('noStores')}</p>
      ) : (
        <>
          <p className="co-quiet">{t('storesText')}</p>
          <div className="co-choices" role="radiogroup" aria-label={t('storesTitle')}>
            {stores.map((store) => (
              <label key={store.locationId}>
                <input
                  type="radio"
                  name="store"
                  checked={store.locationId === chosen}
                  onChange={() => setChosen(store.locationId)}
                />
                <span>
                  <b>{store.name}</b>
                  <small className="co-quiet">
                    {store.street}, {store.city}
                    {store.distanceMetres === null
                      ? ''
                      : ` · ${t('far', { distance: distance(reader, store.distanceMetres) })}`}
                  </small>
                  <small className="co-good">
                    {t('readyThere', { when: byWords(speaking, store.readyBy, new Date()) })}
                  </small>
                </span>
              </label>
            ))}
          </div>
        </>
      )}
      {wanted && (
        <div className="co-foot">
          <button
            type="button"
            className="co-button"
            disabled={decision.pending}
            onClick={() => move(wanted.locationId)}
          >
            {t('collectThere', { store: wanted.name })}
          </button>
        </div>
      )}
    </PartFrame>
  );
}
