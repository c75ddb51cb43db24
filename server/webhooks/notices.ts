import { sendMail } from '../mail/mail.ts';
import type { Tx } from '../db/transaction.ts';
import { takeNotice } from './sql/endpoints.ts';

/** Why somebody is written to about an endpoint. */
export type NoticeAbout = 'gone' | 'failing' | 'given-up';

const TEXTS: Readonly<Record<NoticeAbout, readonly [string, string]>> = {
  gone: [
    'Ha risposto «410 Gone»: non mandiamo più niente. Se è un errore, riattivalo da Integrazioni.',
    'It answered “410 Gone”: we send nothing more. If that is a mistake, start it again in Integrations.',
  ],
  failing: [
    'Da cinque giorni non accetta niente: l’abbiamo fermato. Quando risponde di nuovo, riattivalo da Integrazioni e rimanda gli eventi persi.',
    'It has taken nothing for five days: we stopped it. When it answers again, start it in Integrations and send again what was missed.',
  ],
  'given-up': [
    'Un messaggio non è mai stato accettato e non sarà più tentato da solo. Si può rimandare da Integrazioni.',
    'A message was never taken and is not tried any more by itself. It can be sent again in Integrations.',
  ],
};

/** Writes to whoever keeps an endpoint; about given-up messages at most once a day. */
export async function notify(tx: Tx, endpointId: string, about: NoticeAbout): Promise<void> {
  const notice = await takeNotice(tx, endpointId, about !== 'given-up');
  if (!notice) return;
  const [it, en] = TEXTS[about];
  await sendMail(tx, {
    to: notice.email,
    subject: `Webhook «${notice.title}»`,
    text: `${notice.url}\n\n${it}\n\n${en}`,
    reference: `webhook:${endpointId}`,
  });
}
