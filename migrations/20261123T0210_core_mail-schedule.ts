import type { Knex } from 'knex';

/**
 * A letter keeps its own schedule: how often it was tried and when it is tried next. What failed in the
 * last three days is tried again by it; the jobs that were to try it know no attempt and do nothing.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table core_mail
      add column attempts integer not null default 0
        constraint core_mail_attempts_not_negative check (attempts >= 0),
      add column next_at timestamptz;
    comment on column core_mail.next_at is
      'When it is tried next; of a letter under way, when it is taken up again if nobody tells its outcome';
    update core_mail set state = 'queued', attempts = 1
    where state = 'failed' and queued_at > now() - interval '3 days';
    update core_mail set next_at = now() where state in ('queued', 'sending');
    alter table core_mail add constraint core_mail_next_while_it_waits
      check ((next_at is not null) = (state in ('queued', 'sending')));
    drop index core_mail_queued;
    create index core_mail_due on core_mail (next_at) where state in ('queued', 'sending');
    create index core_mail_undelivered on core_mail (id)
      where attempts > 0 and state in ('queued', 'sending', 'failed')`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index core_mail_undelivered;
    drop index core_mail_due;
    alter table core_mail drop column attempts, drop column next_at;
    create index core_mail_queued on core_mail (queued_at) where state = 'queued'`);
}
