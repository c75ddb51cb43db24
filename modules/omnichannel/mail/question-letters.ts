import type { Tx } from '../../../server/db/transaction.ts';
import type { Language } from '../../../server/kernel/text.ts';
import { readFiles } from '../orders/sql/files.ts';
import { answerOf, sameAnswer, type Answer, type Proposal } from '../picking/domain/proposal.ts';
import { takeUntold, takeUntoldOutcomes, type Question } from '../picking/sql/questions.ts';
import { letter, type Letter } from './letters.ts';
import { instantText, moneyText } from './words.ts';
import { LETTERS_AT_ONCE, writeLetters, type Post, type WrittenFacts } from './write-letters.ts';

/** Asks customers what is to become of pieces that were not found, with a link to answer by. */
export async function askCustomers(tx: Tx, post: Post): Promise<number> {
  const questions = byOrder(await takeUntold(tx, LETTERS_AT_ONCE));
  const files = await readFiles(tx, { orderIds: [...questions.keys()] });
  await writeLetters(tx, post, files, (facts, { orderId }) => {
    const question = questions.get(orderId)!;
    const token = post.secrets.questionToken(question.questionId);
    return questionLetter({ ...facts, url: questionPage(post.publicUrl, token) }, question);
  });
  return questions.size;
}

/** Tells what came of an answer; a move and a cancellation have letters of their own. */
export async function tellOutcomes(tx: Tx, post: Post): Promise<number> {
  const answered = await takeUntoldOutcomes(tx, LETTERS_AT_ONCE);
  const questions = byOrder(answered.filter(({ answer }) => hasOutcomeLetter(answer)));
  const files = await readFiles(tx, { orderIds: [...questions.keys()] });
  await writeLetters(tx, post, files, (facts, { orderId }) =>
    outcomeLetter(facts, questions.get(orderId)!),
  );
  return answered.length;
}

function hasOutcomeLetter(answer: Answer | null): boolean {
  return answer !== null && answer.kind !== 'move' && answer.kind !== 'cancel';
}

function byOrder(questions: readonly Question[]): ReadonlyMap<string, Question> {
  return new Map(questions.map((question) => [question.orderId, question]));
}

/** Where a customer answers. */
export function questionPage(publicUrl: string, token: string): string {
  return `${publicUrl}/domanda/${token}`;
}

export function questionLetter(facts: WrittenFacts, question: Question): Letter {
  const { language, number, shop } = facts;
  const italian = language === 'it';
  const until = instantText(language, shop.schedule.zone, question.deadline);
  const ways = question.proposals.map((one) => `• ${proposalText(facts, one)}`).join('\n');
  const subject = italian
    ? `Ordine ${number}: dicci come preferisci`
    : `Order ${number}: what would you prefer?`;
  return letter({ ...facts, link: italian ? 'Rispondi qui' : 'Answer here' }, subject, [
    italian
      ? `ci dispiace: da ${shop.name} non troviamo più una parte del tuo ordine.`
      : `we are sorry: ${shop.name} cannot find a part of your order any more.`,
    facts.missing.join('\n'),
    `${italian ? 'Puoi scegliere:' : 'You can choose:'}\n${ways}`,
    italian
      ? `Rispondi entro ${until}. Se non rispondi: ${fallbackText(language, question)}.`
      : `Please answer by ${until}. If you do not: ${fallbackText(language, question)}.`,
  ]);
}

function fallbackText(language: Language, { fallback }: Question): string {
  const italian = language === 'it';
  if (fallback.kind === 'partial') {
    return italian
      ? 'prepariamo il resto e rimborsiamo i pezzi che mancano'
      : 'we prepare the rest and refund the missing pieces';
  }
  return italian ? 'annulliamo l’ordine e rimborsiamo' : 'we cancel the order and refund it';
}

function proposalText(facts: WrittenFacts, proposal: Proposal): string {
  const { language, currency } = facts;
  const italian = language === 'it';
  const money = (amount: number): string => moneyText(language, amount, currency);
  switch (proposal.kind) {
    case 'move':
      return italian ? `ritirare tutto da ${proposal.name}` : `collect it all at ${proposal.name}`;
    case 'bring': {
      const by = instantText(language, facts.shop.schedule.zone, new Date(proposal.readyBy));
      return italian
        ? `far arrivare i pezzi da ${proposal.name}: l’ordine è pronto entro ${by}`
        : `have the pieces brought from ${proposal.name}: the order is ready by ${by}`;
    }
    case 'substitute': {
      const { name, colour, size, payMinor } = proposal;
      return italian
        ? `al suo posto ${name}, ${colour}, ${size}: ${money(payMinor)}`
        : `instead ${name}, ${colour}, ${size}: ${money(payMinor)}`;
    }
    case 'partial':
      return italian ? 'ritirare il resto' : 'collect the rest';
    case 'cancel':
      return italian ? 'annullare l’ordine' : 'cancel the order';
  }
}

function outcomeLetter(facts: WrittenFacts, question: Question): Letter {
  const { answer, answeredBy } = question;
  const { language, number, currency, toRefundMinor } = facts;
  const italian = language === 'it';
  const subject = italian ? `Ordine ${number} aggiornato` : `Order ${number} updated`;
  const silent = italian
    ? 'non avendo ricevuto una risposta, prepariamo il resto del tuo ordine.'
    : 'as we have had no answer, we prepare the rest of your order.';
  const heard =
    answer?.kind === 'substitute'
      ? italian
        ? 'abbiamo messo nel tuo ordine il pezzo che hai scelto.'
        : 'we have put the piece you chose into your order.'
      : italian
        ? 'prepariamo il resto del tuo ordine, come hai chiesto.'
        : 'we prepare the rest of your order, as you asked.';
  const brought = broughtText(facts, question);
  if (brought !== null) return letter(facts, subject, [brought]);
  const back = moneyText(language, toRefundMinor, currency);
  return letter(facts, subject, [
    answeredBy === 'policy' ? silent : heard,
    facts.kept.join('\n'),
    ...(toRefundMinor > 0
      ? [italian ? `Ti rimborseremo ${back}.` : `We will refund ${back}.`]
      : []),
  ]);
}

/** Where the missing pieces come from, and by when the order is ready now; null for other answers. */
function broughtText(facts: WrittenFacts, { answer, proposals }: Question): string | null {
  const chosen = proposals.find(
    (one) => one.kind === 'bring' && answer !== null && sameAnswer(answerOf(one), answer),
  );
  if (chosen?.kind !== 'bring') return null;
  const { language, shop } = facts;
  const by = instantText(language, shop.schedule.zone, new Date(chosen.readyBy));
  return language === 'it'
    ? `facciamo arrivare da ${chosen.name} i pezzi che mancavano: il tuo ordine sarà pronto da ${shop.name} entro ${by}.`
    : `we bring the missing pieces from ${chosen.name}: your order will be ready at ${shop.name} by ${by}.`;
}
