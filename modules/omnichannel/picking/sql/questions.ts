import type { Read, Tx } from '../../../../server/db/transaction.ts';
import type { Answer, Proposal } from '../domain/proposal.ts';

export type AnsweredBy = 'customer' | 'staff' | 'policy';

/** What a customer was asked about missing pieces. */
export interface Question {
  readonly questionId: string;
  readonly orderId: string;
  readonly locationId: string;
  readonly state: 'open' | 'answered' | 'withdrawn';
  readonly proposals: readonly Proposal[];
  readonly fallback: Answer;
  readonly ruleVersion: number;
  readonly askedAt: Date;
  readonly toldAt: Date | null;
  readonly deadline: Date;
  readonly answer: Answer | null;
  readonly answeredBy: AnsweredBy | null;
  readonly actorName: string | null;
  readonly endedAt: Date | null;
}

const COLUMNS = `
  id as "questionId", order_id as "orderId", location_id as "locationId", state, proposals,
  fallback, rule_version as "ruleVersion", asked_at as "askedAt", told_at as "toldAt", deadline,
  answer, answered_by as "answeredBy", actor_name as "actorName", ended_at as "endedAt"`;

export interface NewQuestion extends Pick<
  Question,
  'questionId' | 'orderId' | 'locationId' | 'proposals' | 'fallback' | 'ruleVersion' | 'deadline'
> {
  readonly tokenDigest: string;
  readonly tellAt: Date;
}

/** Asks; a question about the same order that nobody has answered is overtaken by this one. */
export async function insertQuestion(tx: Tx, question: NewQuestion): Promise<void> {
  await tx.sql.raw(
    `update oc_question set state = 'withdrawn', ended_at = :now
     where order_id = :orderId and state = 'open'`,
    { orderId: question.orderId, now: tx.now },
  );
  await tx.sql.raw(
    `insert into oc_question (id, order_id, location_id, token_digest, proposals, fallback,
       rule_version, asked_at, tell_at, deadline)
     values (:questionId, :orderId, :locationId, :tokenDigest, cast(:proposals as jsonb),
       cast(:fallback as jsonb), :ruleVersion, :now, :tellAt, :deadline)`,
    {
      ...question,
      proposals: JSON.stringify(question.proposals),
      fallback: JSON.stringify(question.fallback),
      now: tx.now,
    },
  );
}

async function one(read: Read, where: string, bindings: Record<string, string>) {
  const { rows } = await read.sql.raw<{ rows: Question[] }>(
    `select ${COLUMNS} from oc_question where ${where} order by asked_at desc, id desc limit 1`,
    bindings,
  );
  return rows[0] ?? null;
}

export function selectQuestion(read: Read, questionId: string): Promise<Question | null> {
  return one(read, 'id = :questionId', { questionId });
}

export function selectQuestionByToken(read: Read, tokenDigest: string): Promise<Question | null> {
  return one(read, 'token_digest = :tokenDigest', { tokenDigest });
}

/** The last question about an order. */
export function selectLastQuestion(read: Read, orderId: string): Promise<Question | null> {
  return one(read, 'order_id = :orderId', { orderId });
}

/** The first answer wins: writes it if nobody was faster. The order is locked by the caller. */
export async function endQuestion(
  tx: Tx,
  questionId: string,
  answer: Answer,
  by: AnsweredBy,
): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update oc_question
     set state = 'answered', answer = cast(:answer as jsonb), answered_by = :by,
       actor_id = :actorId, actor_name = :actorName, ended_at = :now
     where id = :questionId and state = 'open' returning 1`,
    {
      questionId,
      answer: JSON.stringify(answer),
      by,
      actorId: tx.actor.id,
      actorName: tx.actor.name,
      now: tx.now,
    },
  );
  return rows.length > 0;
}

/** Questions to be written to customers now; those another process is writing are passed over. */
export async function takeUntold(tx: Tx, limit: number): Promise<Question[]> {
  const { rows } = await tx.sql.raw<{ rows: Question[] }>(
    `update oc_question set told_at = :now where id in (
       select id from oc_question
       where told_at is null and state = 'open' and tell_at <= :now
       order by tell_at limit :limit for update skip locked)
     returning ${COLUMNS}`,
    { now: tx.now, limit },
  );
  return rows;
}

/** Answers whose outcome is to be written to customers now. */
export async function takeUntoldOutcomes(tx: Tx, limit: number): Promise<Question[]> {
  const { rows } = await tx.sql.raw<{ rows: Question[] }>(
    `update oc_question set outcome_told_at = :now where id in (
       select id from oc_question
       where state = 'answered' and outcome_told_at is null
       order by ended_at limit :limit for update skip locked)
     returning ${COLUMNS}`,
    { now: tx.now, limit },
  );
  return rows;
}
