import { useEffect, useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from '../../../../server/http/client.ts';
import { sayIn } from '../../../../server/ui/copy.ts';
import type { Language } from '../../../../server/kernel/text.ts';
import { currentLanguage } from '../../../../server/ui/language.ts';
import { clock, day, type Reader } from '../../../../server/ui/kit/format.ts';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { useDecision } from '../../orders/ui/customer/use-decision.ts';
import type { Answer } from '../domain/proposal.ts';
import { customerQuestion, type PublicQuestion } from '../question-contracts.ts';
import { ProposalChoice } from './ProposalChoice.tsx';
import { pageCopy } from './page-copy.ts';
import './question-page.css';

/** The page speaks the language of the order, whatever the device does. */
let spoken: Language = currentLanguage();
const client = createClient({ baseUrl: '', language: () => spoken });

/** Opens the page on which a customer answers about missing pieces: nothing but the link is needed. */
export function openQuestion(root: HTMLElement): void {
  const token = location.pathname.split('/')[2] ?? '';
  createRoot(root).render(<QuestionPage token={token} />);
}

function QuestionPage({ token }: { readonly token: string }): ReactElement {
  const [question, setQuestion] = useState<PublicQuestion | null>(null);
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    setFailed(false);
    client.call(customerQuestion.read, { token }).then(
      (read) => {
        spoken = read.language;
        document.documentElement.lang = spoken;
        setQuestion(read);
      },
      () => setFailed(true),
    );
  }, [token, round]);
  const t = sayIn(pageCopy, question?.language ?? currentLanguage());
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  return (
    <main className="oc-page">
      {question ? (
        <Asked question={question} token={token} onChange={setQuestion} />
      ) : failed ? (
        <div className="oc-page-card">
          <h1>{t('failedTitle')}</h1>
          <p>{t('failedText')}</p>
          <button type="button" className="oc-page-button" onClick={() => setRound(round + 1)}>
            {t('again')}
          </button>
        </div>
      ) : (
        <p className="oc-page-quiet" aria-busy="true">
          {t('loading')}
        </p>
      )}
    </main>
  );
}

function Asked({
  question,
  token,
  onChange,
}: {
  readonly question: PublicQuestion;
  readonly token: string;
  readonly onChange: (question: PublicQuestion) => void;
}): ReactElement {
  const t = sayIn(pageCopy, question.language);
  const reader: Reader = { language: question.language, zone: 'Europe/Rome' };
  const { shop, firstName, number } = question;
  return (
    <>
      <header>
        <p className="oc-page-quiet">{t('order', { number })}</p>
        <h1>{question.state === 'open' ? t('sorry', { name: firstName }) : t('thanks')}</h1>
      </header>
      {question.state === 'open' ? (
        <>
          <p>{t('explain', { shop: shop.name })}</p>
          <Missing question={question} />
          <Choice question={question} token={token} reader={reader} onChange={onChange} />
        </>
      ) : (
        <p className="oc-page-note" role="status">
          {outcome(question)}
        </p>
      )}
      <footer>
        <a href={question.orderPage}>{t('toOrder')}</a>
        {shop.phone ? (
          <a href={`tel:${shop.phone}`}>{t('call', { shop: shop.name, phone: shop.phone })}</a>
        ) : null}
      </footer>
    </>
  );
}

function Missing({ question }: { readonly question: PublicQuestion }): ReactElement {
  return (
    <ul className="oc-page-missing">
      {question.missing.map((piece) => (
        <li key={`${piece.name}/${piece.colour}/${piece.size}`}>
          <ItemPicture item={piece} size="card" beside />
          <span>
            <b>{piece.name}</b>
            <span className="oc-page-quiet">
              {piece.colour}, {piece.size}
              {piece.quantity > 1 ? ` × ${piece.quantity}` : ''}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Choice({
  question,
  token,
  reader,
  onChange,
}: {
  readonly question: PublicQuestion;
  readonly token: string;
  readonly reader: Reader;
  readonly onChange: (question: PublicQuestion) => void;
}): ReactElement {
  const t = sayIn(pageCopy, question.language);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const { pending, refusal, send } = useDecision(onChange);
  const until = `${day(reader, question.deadline)}, ${clock(reader, question.deadline)}`;
  return (
    <>
      <ProposalChoice
        label={t('choose')}
        proposals={question.proposals}
        currency={question.currency}
        reader={reader}
        value={answer}
        onChange={setAnswer}
      />
      <p className="oc-page-quiet">{t('until', { when: until })}</p>
      {refusal ? (
        <p className="oc-page-refusal" role="alert">
          {refusal}
        </p>
      ) : null}
      <div className="oc-page-foot">
        <button
          type="button"
          className="oc-page-button"
          data-filled
          disabled={answer === null || pending}
          onClick={() => answer && send(client.call(customerQuestion.answer, { token, answer }))}
        >
          {t(pending ? 'sending' : 'confirm')}
        </button>
      </div>
    </>
  );
}

function outcome(question: PublicQuestion): string {
  const t = sayIn(pageCopy, question.language);
  if (question.state === 'withdrawn' || question.answer === null) return t('withdrawn');
  return t(`done_${question.answer.kind}`);
}
