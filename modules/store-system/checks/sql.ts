import type { ReconcileCheck } from '../../../server/modules/manifest.ts';
import { checksOf } from '../../../server/modules/reconcile-checks.ts';
import { TRANSFER_TRUTHS } from '../transfers/sql/checks.ts';

const check = checksOf('store-system');

/** Both sides of every line, as what it did to a level. */
const SIDES = `
  select location_id, item_id, to_place as condition, to_version as number, quantity as pieces
  from ss_movement where to_version is not null
  union all
  select location_id, item_id, from_place, from_version, -quantity
  from ss_movement where from_version is not null`;

/** What must always be true of stock and promises, recomputed from the ledger. */
export const STORE_SYSTEM_CHECKS: readonly ReconcileCheck[] = [
  check(
    'level-equals-ledger',
    {
      it: 'La giacenza è la somma dei suoi movimenti',
      en: 'On hand is the sum of its movements',
    },
    `
    select location_id, item_id, condition, level.on_hand, coalesce(ledger.pieces, 0) as ledger
    from ss_stock_level as level
    full join (
      select location_id, item_id, condition, sum(pieces)::integer as pieces
      from (${SIDES}) as side group by 1, 2, 3
    ) as ledger using (location_id, item_id, condition)
    where level.on_hand is distinct from coalesce(ledger.pieces, 0)`,
  ),
  check(
    'ledger-has-no-gaps',
    {
      it: 'Le righe di ogni giacenza sono numerate senza salti',
      en: 'The lines of every level are numbered without gaps',
    },
    `
    select location_id, item_id, condition, level.ledger_version, ledger.lines, ledger.last
    from ss_stock_level as level
    left join (
      select location_id, item_id, condition, count(*) as lines, min(number) as first,
        max(number) as last
      from (${SIDES}) as side group by 1, 2, 3
    ) as ledger using (location_id, item_id, condition)
    where level.ledger_version <> coalesce(ledger.lines, 0)
      or (ledger.lines > 0 and (ledger.first <> 1 or ledger.last <> ledger.lines))`,
  ),
  check(
    'styles-are-the-catalogue',
    {
      it: 'Ogni giacenza, arrivo e trasferimento ha il modello che dice il catalogo',
      en: 'Every level, arrival and transfer has the style that the catalogue says',
    },
    `
    select copy.of, copy.item_id, copy.style_id, goods.style_id as catalogue
    from (
      select 'level' as of, item_id, style_id from ss_stock_level
      union select 'incoming', item_id, style_id from ss_incoming
      union select 'transfer', item_id, style_id from ss_transfer_line
    ) as copy
    join base_goods as goods using (item_id)
    where copy.style_id <> goods.style_id`,
  ),
  check(
    'held-equals-holds',
    {
      it: 'L’impegnato è la somma degli impegni attivi',
      en: 'Held is the sum of the live holds',
    },
    `
    select location_id, item_id, coalesce(level.held, 0) as held, coalesce(live.pieces, 0) as holds
    from (select * from ss_stock_level where condition = 'sellable') as level
    full join (
      select location_id, item_id, sum(quantity)::integer as pieces
      from ss_hold where state in ('active', 'set-aside') group by 1, 2
    ) as live using (location_id, item_id)
    where coalesce(level.held, 0) <> coalesce(live.pieces, 0)`,
  ),
  check(
    'nothing-promised-twice',
    {
      it: 'Ogni pezzo promesso c’è, o la mancanza è registrata',
      en: 'Every promised piece is there, or its lack is on record',
    },
    `
    select location_id, item_id, level.on_hand, level.held, level.shortage,
      coalesce(exception.pieces, 0) as recorded
    from (select * from ss_stock_level where condition = 'sellable') as level
    full join (
      select location_id, item_id, sum(quantity)::integer as pieces
      from ss_shortage where closed_at is null group by 1, 2
    ) as exception using (location_id, item_id)
    where coalesce(level.shortage, 0) <> coalesce(exception.pieces, 0)
      or coalesce(level.shortage, 0) <>
         greatest(0, coalesce(level.held, 0) - greatest(0, coalesce(level.on_hand, 0)))`,
  ),
  check(
    'exception-names-a-live-promise',
    {
      it: 'Ogni eccezione aperta dice a chi manca il pezzo',
      en: 'Every open exception names who lacks the piece',
    },
    `
    select shortage.id, shortage.location_id, shortage.item_id, shortage.quantity, hold.state
    from (
      select hold_id, location_id, item_id, min(id::text) as id, sum(quantity) as quantity
      from ss_shortage where closed_at is null group by 1, 2, 3
    ) as shortage
    left join ss_hold as hold
      on hold.id = shortage.hold_id and hold.location_id = shortage.location_id
      and hold.item_id = shortage.item_id and hold.state in ('active', 'set-aside')
    where hold.id is null or shortage.quantity > hold.quantity`,
  ),
  check(
    'movement-touches-known-levels',
    {
      it: 'Ogni movimento va da un posto noto a un altro',
      en: 'Every movement goes from one known place to another',
    },
    `
    select side.location_id, side.item_id, side.condition
    from (${SIDES}) as side
    left join ss_stock_level as level using (location_id, item_id, condition)
    where level.location_id is null`,
  ),
  check(
    'reservation-has-its-hold',
    {
      it: 'Ogni prenotazione viva ha il suo impegno, e viceversa',
      en: 'Every live reservation has its hold, and the other way round',
    },
    `
    select reservation.id as reservation_id, reservation.state, hold.id as hold_id,
      hold.state as hold_state
    from (
      select * from ss_reservation
      where state in ('offered', 'requested', 'active', 'set-aside')
    ) as reservation
    full join (
      select * from ss_hold where kind = 'customer' and state in ('active', 'set-aside')
    ) as hold
      on hold.id = reservation.hold_id and hold.owner_id = reservation.id::text
      and hold.location_id = reservation.location_id and hold.item_id = reservation.item_id
      and hold.quantity = reservation.quantity
    -- An overdue reservation may have lost its hold already: its own sweep is on the way.
    where reservation.id is null or (hold.id is null and reservation.until > now())`,
  ),
  check(
    'recount-keeps-back-its-pieces',
    {
      it: 'Ogni impegno da ricontare ha il suo conteggio aperto',
      en: 'Every hold for a count has its open recount',
    },
    `
    select hold.id as hold_id, hold.location_id, hold.item_id, hold.owner_id
    from ss_hold as hold
    left join ss_recount as recount
      on recount.id::text = hold.owner_id and recount.location_id = hold.location_id
      and recount.item_id = hold.item_id and recount.state = 'open'
    where hold.kind = 'count' and hold.state in ('active', 'set-aside') and recount.id is null`,
  ),
  check(
    'recount-posted-its-difference',
    {
      it: 'Ogni conteggio chiuso ha registrato la sua differenza',
      en: 'Every closed recount posted its difference',
    },
    `
    select recount.id, recount.difference, coalesce(posted.pieces, 0) as posted
    from ss_recount as recount
    left join (
      select document_id, sum(case when to_place = 'sellable' then quantity else -quantity end) as pieces
      from ss_movement where document_kind = 'recount' group by 1
    ) as posted on posted.document_id = recount.id::text
    where recount.state = 'closed' and recount.difference <> coalesce(posted.pieces, 0)`,
  ),
  ...TRANSFER_TRUTHS.map(({ name, title, statement }) => check(name, title, statement)),
];
