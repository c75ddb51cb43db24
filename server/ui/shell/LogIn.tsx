import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import { logInEndpoint } from '../../auth/contracts.ts';
import { useCommandOf } from '../contract.ts';
import { useCopy } from '../copy.ts';
import { Notice } from '../kit/Notice.tsx';
import type { Lock } from './access.ts';
import { EnrolDevice } from './EnrolDevice.tsx';
import './login.css';
import { loginCopy } from './login-copy.ts';
import { LanguageButton, Today, type Entered } from './LogInParts.tsx';
import { Logo } from './Logo.tsx';
import { PinSwitch } from './PinSwitch.tsx';
import { useDevice } from './use-device.ts';

/**
 * Who are you? On an enrolled device a name and a PIN, elsewhere a password. When it covers somebody's
 * work, it says that the work is still there.
 */
export function LogIn({
  lock,
  onEntered,
}: {
  readonly lock: Lock;
  readonly onEntered: Entered;
}): ReactElement {
  const { device, people } = useDevice();
  const [byPassword, setByPassword] = useState(false);
  const [enrolling, setEnrolling] = useState(false);
  if (enrolling) return <EnrolDevice onDone={() => setEnrolling(false)} />;
  if (device && people.length > 0 && !byPassword) {
    return (
      <PinSwitch
        device={device}
        people={people}
        lock={lock}
        onEntered={onEntered}
        onPassword={() => setByPassword(true)}
      />
    );
  }
  return (
    <PasswordForm
      lock={lock}
      onEntered={onEntered}
      other={
        device
          ? { label: 'byPin', go: () => setByPassword(false) }
          : { label: 'enrol', go: () => setEnrolling(true) }
      }
    />
  );
}

function PasswordForm({
  lock,
  onEntered,
  other,
}: {
  readonly lock: Lock;
  readonly onEntered: Entered;
  /** The other way in: by PIN where the device is enrolled, otherwise enrolling it. */
  readonly other: { readonly label: 'byPin' | 'enrol'; readonly go: () => void };
}): ReactElement {
  const t = useCopy(loginCopy);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const command = useCommandOf(logInEndpoint);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const outcome = await command.send({ login: login.trim(), password });
    if (outcome.done) onEntered(outcome.reply);
    else setPassword('');
  };
  const ready = login.trim() !== '' && password !== '';
  return (
    <main className="bt-login">
      <section className="bt-login-card">
        <div className="bt-login-top">
          <Logo large />
          <LanguageButton />
        </div>
        <h1 className="bt-login-title">{t('title')}</h1>
        <p className="bt-quiet">{t(lock === 'expired' ? 'expired' : 'hint')}</p>
        <form className="bt-login-form" onSubmit={(event) => void submit(event)}>
          <TextInput
            label={t('login')}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            inputMode="email"
            autoFocus
          />
          <PasswordInput
            label={t('password')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          />
          {command.problem && (
            <div role="alert" className="bt-login-problem">
              <b>{command.problem.title}.</b> {command.problem.detail}
            </div>
          )}
          <Button
            type="submit"
            variant="filled"
            fullWidth
            disabled={!ready}
            loading={command.pending}
          >
            {t('enter')}
          </Button>
          <Button
            fullWidth
            variant={other.label === 'enrol' ? 'subtle' : 'default'}
            onClick={other.go}
          >
            {t(other.label)}
          </Button>
        </form>
        {lock === 'expired' && (
          <Notice role="neutro" icon={IconInfoCircle}>
            {t('workStays')}
          </Notice>
        )}
      </section>
      <Today />
    </main>
  );
}
