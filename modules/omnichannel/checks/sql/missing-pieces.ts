import type { ReconcileCheck } from '../../../../server/modules/manifest.ts';
import { check } from '../check.ts';

/** What must always be true of pieces that were not found, and of the walks on which they were not. */
export const MISSING_PIECES_CHECKS: readonly ReconcileCheck[] = [
  check(
    'missing-pieces-are-reported',
    {
      it: 'I pezzi che mancano a una riga sono quelli delle sue segnalazioni aperte',
      en: 'The missing pieces of a line are those of its open reports',
    },
    `
    select l.id as line_id, l.short, coalesce(s.pieces, 0) as reported
    from oc_order_line as l
    full join (
      select line_id, sum(quantity) as pieces from oc_short where resolved_at is null group by 1
    ) as s on s.line_id = l.id
    where coalesce(l.short, 0) <> coalesce(s.pieces, 0)`,
  ),
  check(
    'missing-pieces-are-asked-about',
    {
      it: 'Per ogni ordine con pezzi mancanti c’è una domanda aperta o un trasferimento, e viceversa',
      en: 'Every order with missing pieces has an open question or a transfer, and the other way round',
    },
    `
    select o.id as order_id, o.answer_by, q.id as question_id, q.deadline, m.short
    from oc_order as o
    left join oc_question as q on q.order_id = o.id and q.state = 'open'
    left join (select order_id, sum(short) as short from oc_order_line group by 1) as m
      on m.order_id = o.id
    where (q.id is not null and coalesce(m.short, 0) = 0)
      or (q.id is null and coalesce(m.short, 0) > 0 and not exists (
        select from ss_needed_transfer as t
        where t.reference_kind = 'order' and t.reference_id = o.id::text
          -- What follows from the end of one is done by a reaction, a moment later.
          and (t.ended_at is null or t.ended_at > now() - interval '1 minute')))
      or o.answer_by is distinct from q.deadline`,
  ),
  check(
    'answer-was-proposed',
    {
      it: 'Ogni risposta è tra quelle proposte, o è quella prevista dal silenzio',
      en: 'Every answer is among those proposed, or the one that silence means',
    },
    `
    select q.id as question_id, q.answer, q.answered_by
    from oc_question as q
    where q.state = 'answered' and q.answer <> q.fallback
      and not exists (
        select from jsonb_array_elements(q.proposals) as p (proposal) where p.proposal @> q.answer)`,
  ),
  check(
    'order-is-on-its-pickers-walk',
    {
      it: 'Un ordine in preparazione è nel giro di chi lo prepara, nel suo negozio',
      en: 'An order in preparation is on the walk of who prepares it, in its shop',
    },
    `
    select o.id as order_id, o.picker_id, w.id as wave_id, w.picker_id as walks
    from oc_order as o left join oc_wave as w on w.id = o.wave_id
    where o.state in ('picking', 'short', 'picked')
      and (w.id is null or w.picker_id <> o.picker_id or w.location_id <> o.location_id)`,
  ),
];
