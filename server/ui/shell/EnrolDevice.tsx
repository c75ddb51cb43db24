import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { currentDeviceEndpoint, enrolDeviceEndpoint } from '../../auth/contracts.ts';
import { useCommandOf } from '../contract.ts';
import { useCopy } from '../copy.ts';
import './login.css';
import { loginCopy } from './login-copy.ts';
import { Logo } from './Logo.tsx';

/** Makes this browser a device of the store, with the one-time code of the administrator. */
export function EnrolDevice({ onDone }: { readonly onDone: () => void }): ReactElement {
  const t = useCopy(loginCopy);
  const [code, setCode] = useState('');
  const command = useCommandOf(enrolDeviceEndpoint, { refreshes: [currentDeviceEndpoint] });
  const enrol = async () => {
    const outcome = await command.send({ code: code.trim() });
    if (outcome.done) onDone();
  };
  return (
    <main className="bt-login">
      <section className="bt-login-card">
        <div className="bt-login-top">
          <Logo large />
        </div>
        <h1 className="bt-login-title">{t('enrol')}</h1>
        <p className="bt-quiet">{t('enrolHint')}</p>
        <form
          className="bt-login-form"
          onSubmit={(event) => {
            event.preventDefault();
            void enrol();
          }}
        >
          <TextInput
            label={t('enrolCode')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            autoFocus
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
            disabled={code.trim() === ''}
            loading={command.pending}
          >
            {t('enrolDone')}
          </Button>
          <Button fullWidth onClick={onDone}>
            {t('notNow')}
          </Button>
        </form>
      </section>
    </main>
  );
}
