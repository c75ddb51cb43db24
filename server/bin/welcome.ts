import { demoLocations } from '../../seeds/demo/locations.ts';
import { DEMO_PASSWORD, DEMO_PIN, demoPeople } from '../../seeds/demo/people.ts';
import { isLoopback, type Config } from '../config.ts';

export interface Welcome {
  readonly config: Config;
  /** Where it listens. */
  readonly url: string;
  /** Made at this start, because nobody was there; their password is told only now. */
  readonly administrator: { readonly login: string; readonly password: string } | null;
  readonly hasDemo: boolean;
  /** How long the start took. */
  readonly after: string;
}

/** What stands in the terminal when everything runs: where to go, and as whom. */
export function welcome({ config, url, administrator, hasDemo, after }: Welcome): string {
  const home = isLoopback(config.host) ? url.replace('127.0.0.1', 'localhost') : config.publicUrl;
  const lines = [
    '',
    `  Bottega è pronta (ready) · ${after}`,
    '',
    `  Schermate (screens)    ${home}`,
  ];
  if (hasDemo) lines.push(`  Negozio di prova       ${home}/shop`);
  lines.push(`  API                    ${home}/api/docs`);
  if (administrator) {
    const { login, password } = administrator;
    lines.push(
      '',
      '  Il primo amministratore, mostrato solo ora (the first administrator, shown only now):',
      `    ${login}  ${password}`,
    );
  }
  if (hasDemo) lines.push('', ...demoLogIns());
  lines.push('', '  Ctrl-C per fermare (to stop)', '');
  return lines.join('\n');
}

/** One person of each role. */
function demoLogIns(): string[] {
  const seen = new Set<string>();
  const one = demoPeople(demoLocations()).filter(({ role }) => {
    const first = !seen.has(role);
    seen.add(role);
    return first;
  });
  const width = Math.max(...one.map(({ login }) => login.length));
  return [
    `  Accessi di prova (demo log-ins) · password ${DEMO_PASSWORD} · PIN ${DEMO_PIN}`,
    ...one
      .toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role))
      .map(
        ({ login, role, locationId }) =>
          `    ${login.padEnd(width)}  ${role}${locationId ? ` · ${locationId}` : ''}`,
      ),
  ];
}

/** As they come in the README. */
const ORDER = [
  'clerk',
  'store-manager',
  'web-store-manager',
  'warehouse-worker',
  'merchandiser',
  'administrator',
  'auditor',
];
