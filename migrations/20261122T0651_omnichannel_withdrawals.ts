import type { Knex } from 'knex';

/**
 * Withdrawals that customers declared on the page of their order (Codice del Consumo, art. 54-bis): who,
 * when, for which pieces, and what was acknowledged. Goods and money follow as a return.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table oc_withdrawal (
      id uuid primary key,
      order_id uuid not null constraint oc_withdrawal_order references oc_order (id),
      declared_at timestamptz not null,
      -- Until when it could be declared; null when the goods had not been handed over yet.
      deadline timestamptz,
      declared_by text not null,
      email text not null,
      language text not null,
      constraint oc_withdrawal_in_time check (deadline is null or declared_at < deadline),
      constraint oc_withdrawal_language_known check (language in ('it', 'en'))
    );
    create index oc_withdrawal_of_order on oc_withdrawal (order_id, declared_at);

    create table oc_withdrawal_line (
      withdrawal_id uuid not null
        constraint oc_withdrawal_line_withdrawal references oc_withdrawal (id),
      line_id uuid not null constraint oc_withdrawal_line_line references oc_order_line (id),
      -- Pieces the customer has and brings or sends back.
      to_bring_back integer not null,
      -- Pieces that had not been handed over: cancelled with the declaration.
      cancelled integer not null,
      primary key (withdrawal_id, line_id),
      constraint oc_withdrawal_line_is_something check (
        to_bring_back >= 0 and cancelled >= 0 and to_bring_back + cancelled > 0)
    );
    create index oc_withdrawal_line_of_line on oc_withdrawal_line (line_id);`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table oc_withdrawal_line, oc_withdrawal;');
}
