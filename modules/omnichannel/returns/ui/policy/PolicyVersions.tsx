import type { ReactElement } from 'react';
import { useCopy } from '../../../../../server/ui/copy.ts';
import { useMinute } from '../../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../../server/ui/kit/use-format.ts';
import type { ReturnPolicyView } from '../../policy-contracts.ts';
import { policyCopy } from './policy-copy.ts';

/** Every version that was in force: files keep the one they were judged by. */
export function PolicyVersions({ view }: { readonly view: ReturnPolicyView }): ReactElement {
  const t = useCopy(policyCopy);
  const write = useFormat();
  const now = useMinute();
  return (
    <section className="bt-aside-pad oc-history">
      <h2>{t('versions')}</h2>
      <p className="bt-quiet">{t('filesKeep')}</p>
      <ol>
        {view.history.map(({ version, publishedAt, publishedBy, note }) => (
          <li key={version}>
            <p>
              <strong>{t('versionOf', { version, name: publishedBy })}</strong>
            </p>
            <p className="bt-quiet">{write.moment(publishedAt, now)}</p>
            {note ? <p className="bt-quiet">{note}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
