import { auditCheck } from '../audit/verify.ts';
import { SEAL_BATCH, auditHeads, sealAudit } from '../audit/seal.ts';
import type { Keyring } from '../auth/keyring.ts';
import type { Config } from '../config.ts';
import { discardFailure, retryFailure } from '../events/failures.ts';
import { eventWaits, subscriberNotRunning } from '../events/problems.ts';
import type { ReactionRunner } from '../events/reactions.ts';
import type { SweepRunner } from '../jobs/sweeps.ts';
import { notFound } from '../kernel/problems.ts';
import { Refusal } from '../kernel/refusal.ts';
import { startPost } from '../mail/post.ts';
import { retryMail } from '../mail/retry-mail.ts';
import type { Acts, ModuleManifest } from '../modules/manifest.ts';
import type { Metrics } from '../observability/metrics.ts';
import { CORE_ACTS } from './acts.ts';
import {
  auditEndpoint,
  discardFailureEndpoint,
  failuresEndpoint,
  mailboxEndpoint,
  operationsEndpoint,
  retryFailureEndpoint,
  retryMailEndpoint,
  undeliveredEndpoint,
} from './contracts.ts';
import { auditPage, failures, mailbox, operationsState, undelivered } from './queries.ts';

export interface OperationsOptions {
  readonly config: Config;
  readonly keyring: Keyring;
  readonly reactions: ReactionRunner;
  readonly sweeps: SweepRunner;
  readonly metrics: Pick<Metrics, 'mail'>;
  /** What the modules' acts are called. */
  readonly acts: Acts;
}

/** Feed, audit and mail as a module: what an administrator and an auditor may see of them. */
export function operationsManifest(options: OperationsOptions): ModuleManifest {
  const { config, keyring, reactions, sweeps, metrics } = options;
  const acts = { ...CORE_ACTS, ...options.acts };
  const find = (name: string) => reactions.subscriber(name);
  return {
    id: 'core-operations',
    title: { it: 'Operazioni', en: 'Operations' },
    requires: [],
    tables: [
      'core_migration',
      'core_installation',
      'core_epoch',
      'core_outbox',
      'core_reaction',
      'core_outbox_failure',
      'core_audit',
      'core_audit_seal',
      'core_audit_head',
      'core_audit_progress',
      'core_mail',
    ],
    permissions: {
      'core.operations.read': {
        title: { it: 'Vedere lo stato del sistema', en: 'See how the system is doing' },
        roles: ['administrator', 'auditor'],
      },
      'core.operations.manage': {
        title: {
          it: 'Riprovare o scartare eventi, rispedire messaggi',
          en: 'Retry or discard events, send messages again',
        },
        roles: ['administrator'],
      },
      'core.audit.read': {
        title: { it: 'Leggere il registro delle operazioni', en: 'Read the audit' },
        roles: ['auditor', 'administrator'],
      },
    },
    publishes: [],
    problems: [subscriberNotRunning, eventWaits],
    checks: [auditCheck(keyring.publicKey)],
    start({ db, log, routes, jobs }) {
      routes.query(operationsEndpoint, (read) => operationsState(read, sweeps.dueAges()));
      routes.query(failuresEndpoint, failures);
      routes.command(retryFailureEndpoint, (tx, { id }) => retryFailure(tx, id, find));
      routes.command(discardFailureEndpoint, (tx, { id }) => discardFailure(tx, id, find));
      routes.query(auditEndpoint, (read, input) => auditPage(read, input, acts));
      routes.query(undeliveredEndpoint, undelivered);
      routes.command(retryMailEndpoint, (tx, { id }) => retryMail(tx, id));
      routes.query(mailboxEndpoint, async (read, input) => {
        if (!config.demo) throw new Refusal(notFound, { what: 'questa pagina' });
        return mailbox(read, input);
      });
      sweeps.every('core.audit-seal', 1, SEAL_BATCH, (tx) => sealAudit(tx, keyring));
      // Logs are kept where the administrator of the database cannot write: a chain that is shorter
      // later than a head told here has been cut.
      sweeps.every('core.audit-heads', 300, 1, async (tx) => {
        const heads = await auditHeads(tx.sql);
        if (heads.length > 0) log.info({ heads }, 'heads of the audit chains');
        return 0;
      });
      startPost({ db, config, log, jobs, sweeps, metrics });
    },
  };
}
