import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import type { listEndpointsEndpoint } from '../../../../server/webhooks/contracts.ts';
import { copy } from './copy.ts';

export type Endpoint = ReplyOf<typeof listEndpointsEndpoint>['items'][number];

/** How an endpoint does: colour, shape and word. */
export function EndpointState({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const t = useCopy(copy);
  const { state, failingSince } = endpoint;
  if (state === 'disabled') return <StatusBadge status="late" words={t('disabled')} />;
  if (state === 'paused') return <StatusBadge status="cancelled" words={t('paused')} />;
  if (failingSince !== null) return <StatusBadge status="expiresSoon" words={t('struggling')} />;
  return <StatusBadge status="active" words={t('active')} />;
}
