import { defineCopy } from '../../../../server/ui/copy.ts';

export const limitsCopy = defineCopy('omnichannel.approval-limits', {
  it: {
    title: 'Regole',
    subtitle: 'Autorizzazioni, versione {{version}} dal {{when}}',
    cannotRead: 'Non riusciamo a leggere i limiti.',
    conflict:
      'Qualcuno ha già cambiato i limiti. Quello che hai scritto è ancora qui: guarda i nuovi e salva di nuovo.',
    limits: 'Chi decide, fino a quanto',
    anyAmount: 'Qualsiasi importo',
    upTo: '{{role}}, fino a',
    unanswered: 'Se nessuno risponde',
    after: '{{role}}: dopo',
    minutes: ' min',
    afterwards: 'Poi',
    act_refuse: 'La richiesta è rifiutata',
    act_escalate: 'Si chiede più in alto',
    act_allow: 'È concessa fino a',
    allowUpTo: 'Concessa fino a',
    lives: 'Una richiesta dura al massimo',
    hours: ' ore',
    usable: 'Un’autorizzazione si usa entro',
    note: 'Perché cambia (facoltativo)',
    save: 'Salva i limiti',
    nothingChanged: 'Niente è cambiato',
    needsNetwork: 'Serve la rete',
    clerk: 'Commesso',
    'store-manager': 'Responsabile',
    'web-store-manager': 'Web store manager',
    'warehouse-worker': 'Magazziniere',
  },
  en: {
    title: 'Rules',
    subtitle: 'Approvals, version {{version}} since {{when}}',
    cannotRead: 'We cannot read the limits.',
    conflict:
      'Somebody has changed the limits already. What you wrote is still here: look at the new ones and save again.',
    limits: 'Who decides, up to how much',
    anyAmount: 'Any amount',
    upTo: '{{role}}, up to',
    unanswered: 'If nobody answers',
    after: '{{role}}: after',
    minutes: ' min',
    afterwards: 'Then',
    act_refuse: 'The request is refused',
    act_escalate: 'Somebody higher is asked',
    act_allow: 'It is granted up to',
    allowUpTo: 'Granted up to',
    lives: 'A request lives at most',
    hours: ' hours',
    usable: 'An approval is used within',
    note: 'Why it changes (optional)',
    save: 'Save the limits',
    nothingChanged: 'Nothing changed',
    needsNetwork: 'The network is needed',
    clerk: 'Clerk',
    'store-manager': 'Store manager',
    'web-store-manager': 'Web store manager',
    'warehouse-worker': 'Warehouse worker',
  },
});

/** The name of a role in the ladder; one we have no word for stands as it is. */
export function isNamedRole(
  role: string,
): role is 'clerk' | 'store-manager' | 'web-store-manager' | 'warehouse-worker' {
  return role in limitsCopy.it;
}
