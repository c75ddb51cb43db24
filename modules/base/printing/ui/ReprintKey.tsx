import { useEffect, useRef, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useText } from '../../../../server/ui/language.ts';
import { tellScan } from '../../../../server/ui/scan/handlers.ts';
import { useLocationId } from '../../../../server/ui/shell/session.ts';
import { reprintLastEndpoint } from '../contracts.ts';
import { printingCopy } from './copy.ts';

/** F12 on every screen: what one printed last comes out once more. */
export function ReprintKey(): ReactElement | null {
  const t = useCopy(printingCopy);
  const say = useText();
  const locationId = useLocationId();
  const reprint = useCommandOf(reprintLastEndpoint);
  const press = async (): Promise<void> => {
    if (locationId === null || reprint.pending || reprint.offline) return;
    const outcome = await reprint.send({ locationId, because: 'more' });
    reprint.forget();
    if (!outcome.done) {
      return tellScan({ outcome: 'refused', title: t('nothingToReprint') });
    }
    const { title, about } = outcome.reply;
    const what = `${say(title)} ${about}`;
    tellScan({ outcome: 'accepted', title: t('reprinting', { what }) });
  };
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
      if (event.key !== 'F12' || !plain) return;
      event.preventDefault();
      void latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return null;
}
