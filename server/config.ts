/** What the environment decides, read once at start and passed on; nothing else reads `process.env`. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** An existing PostgreSQL ≥ 15; null = the embedded one. */
  readonly databaseUrl: string | null;
  /** Where the embedded database, secrets and uploads are kept. */
  readonly dataFolder: string;
  /** The subset of modules to start; null = all. */
  readonly modules: readonly string[] | null;
  /** Demo data and demo log-ins: only with the embedded database or `DEMO=1`, and then only on loopback. */
  readonly demo: boolean;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly trustProxy: string | null;
  /** `smtp://…`; null = mail stays in the visible mailbox. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** The address customers reach us at: links in mail. */
  readonly publicUrl: string;
  readonly logLevel: string;
  readonly poolSize: number;
}
