import { demoLocations } from '../../seeds/demo/locations.ts';
import { DEMO_PASSWORD, DEMO_PIN, demoPeople } from '../../seeds/demo/people.ts';
import type { Config } from '../config.ts';

/** What stands in the terminal when everything runs: where to go, and as whom. */
export function welcome(config: Config, url: string, after: string): string {
  const home = url.replace('127.0.0.1', 'localhost');
  const lines = [
    '',
    `  Bottega è pronta (ready) · ${after}`,
    '',
    `  Schermate (screens)    ${home}`,
  ];
  if (config.demo) lines.push(`  Negozio di prova       ${home}/shop`);
  lines.push(`  API                    ${home}/api/docs`);
  if (config.demo) lines.push('', ...demoLogIns());
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
