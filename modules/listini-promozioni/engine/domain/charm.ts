/**
 * An ending that prices have: `{ everyMinor: 100, endingsMinor: [90, 99] }` is x.90 or x.99,
 * `{ everyMinor: 1000, endingsMinor: [990] }` is x9.90.
 */
export interface CharmRule {
  readonly everyMinor: number;
  readonly endingsMinor: readonly number[];
  readonly direction: 'down' | 'up' | 'nearest';
}
