import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { switchPersonEndpoint } from '../../auth/contracts.ts';
import { useCommandOf } from '../contract.ts';
import { useCopy } from '../copy.ts';
import { Initials } from '../kit/Initials.tsx';
import { useLayout } from '../kit/layout.ts';
import { Notice } from '../kit/Notice.tsx';
import { PinPad } from '../kit/PinPad.tsx';
import { soundRefused } from '../kit/sounds.ts';
import type { Lock } from './access.ts';
import './login.css';
import { LanguageButton, Today, type Entered } from './LogInParts.tsx';
import { loginCopy } from './login-copy.ts';
import { Logo } from './Logo.tsx';
import type { CurrentDevice } from './use-device.ts';

const PIN_DIGITS = 6;

type Person = CurrentDevice['people'][number];

/** The colleagues of an enrolled device, and the pad: two touches and six digits to change person. */
export function PinSwitch({
  device,
  people,
  lock,
  onEntered,
  onPassword,
}: {
  readonly device: NonNullable<CurrentDevice['device']>;
  readonly people: readonly Person[];
  readonly lock: Lock;
  readonly onEntered: Entered;
  readonly onPassword: () => void;
}): ReactElement {
  const t = useCopy(loginCopy);
  const [chosen, setChosen] = useState<Person | null>(null);
  return (
    <main className="bt-pin-screen" data-chosen={chosen !== null}>
      <section className="bt-pin-people">
        <div className="bt-login-top">
          <Logo large />
          <Today />
        </div>
        <div className="bt-pin-who">
          <h1 className="bt-login-title">{t('whoAreYou')}</h1>
          <p className="bt-quiet">{t('tapYourName', { device: device.name })}</p>
        </div>
        <ul className="bt-pin-list">
          {people.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                className="bt-pin-person"
                aria-pressed={person.id === chosen?.id}
                onClick={() => setChosen(person)}
              >
                <Initials
                  name={person.name}
                  role={person.id === chosen?.id ? 'inchiostro' : 'neutro'}
                  filled={person.id === chosen?.id}
                  large
                  beside
                />
                <span className="bt-pin-name">{person.name}</span>
              </button>
            </li>
          ))}
        </ul>
        {lock !== 'none' && (
          <div className="bt-pin-note">
            <Notice role="neutro" icon={IconInfoCircle}>
              {t('workStays')}
            </Notice>
          </div>
        )}
      </section>
      <section className="bt-pin-side">
        <PinEntry key={chosen?.id ?? ''} person={chosen} onEntered={onEntered} />
        <div className="bt-pin-foot">
          <p className="bt-hint">{t('pinLocked')}</p>
          {chosen && (
            <Button className="bt-pin-other" fullWidth onClick={() => setChosen(null)}>
              {t('back', { name: firstName(chosen) })}
            </Button>
          )}
          <Button fullWidth onClick={onPassword}>
            {t('byPassword')}
          </Button>
          <LanguageButton />
        </div>
      </section>
    </main>
  );
}

function firstName({ name }: Person): string {
  return name.split(' ')[0] ?? name;
}

function PinEntry({
  person,
  onEntered,
}: {
  readonly person: Person | null;
  readonly onEntered: Entered;
}): ReactElement {
  const t = useCopy(loginCopy);
  const [pin, setPin] = useState('');
  // On a handheld the names give way to the pad: then this is the title of the page.
  const Title = useLayout() === 'handheld' && person ? 'h1' : 'h2';
  const command = useCommandOf(switchPersonEndpoint);
  const enter = async (typed: string) => {
    if (!person) return;
    const outcome = await command.send({ accountId: person.id, pin: typed });
    setPin('');
    if (outcome.done) onEntered(outcome.reply);
    else soundRefused();
  };
  return (
    <>
      <div className="bt-pin-hello">
        <Title className="bt-pin-hello-title">
          {person ? t('hello', { name: firstName(person) }) : t('whoAreYou')}
        </Title>
        <p className="bt-quiet">{person ? t('typePin') : t('chooseFirst')}</p>
      </div>
      {command.problem && (
        <div role="alert" className="bt-login-problem">
          <b>{command.problem.title}.</b> {command.problem.detail}
        </div>
      )}
      <PinPad
        digits={PIN_DIGITS}
        label={t('typePin')}
        value={pin}
        onChange={setPin}
        onComplete={(typed) => void enter(typed)}
        disabled={person === null || command.pending}
      />
    </>
  );
}
