import { Button, PasswordInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { changePinEndpoint, meEndpoint } from '../../auth/contracts.ts';
import { useCommandOf } from '../contract.ts';
import { useCopy } from '../copy.ts';
import { Dialog } from '../kit/Dialog.tsx';
import { tellScan } from '../scan/handlers.ts';
import { shellCopy } from './copy.ts';
import './login.css';

const PIN = /^[0-9]{6}$/;

/** Chooses one's own PIN; the password proves who asks. */
export function OwnPin({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(shellCopy);
  return (
    <Dialog opened={opened} onClose={onClose} title={t('ownPin')} size={440}>
      {opened && <OwnPinForm onClose={onClose} />}
    </Dialog>
  );
}

function OwnPinForm({ onClose }: { readonly onClose: () => void }): ReactElement {
  const t = useCopy(shellCopy);
  const [password, setPassword] = useState('');
  const [pin, setPin] = useState('');
  const command = useCommandOf(changePinEndpoint, { refreshes: [meEndpoint] });
  const save = async () => {
    const outcome = await command.send({ password, pin });
    if (!outcome.done) return;
    onClose();
    tellScan({ outcome: 'accepted', title: t('ownPinSaved') });
  };
  return (
    <form
      className="bt-login-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="bt-quiet">{t('ownPinHint')}</p>
      <PasswordInput
        label={t('ownPinPassword')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        data-autofocus
      />
      <PasswordInput
        label={t('ownPinNew')}
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
        inputMode="numeric"
        autoComplete="off"
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
        disabled={password === '' || !PIN.test(pin)}
        loading={command.pending}
      >
        {t('ownPinSave')}
      </Button>
    </form>
  );
}
