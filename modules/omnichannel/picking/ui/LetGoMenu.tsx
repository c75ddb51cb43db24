import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { IconDoorExit, IconDotsVertical } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { letGoWaveEndpoint } from '../contracts.ts';
import { waveCopy } from './wave-copy.ts';

/** What is rarely done with a walk: leaving it to the colleagues. */
export function LetGoMenu({
  waveId,
  plain = false,
}: {
  waveId: string | null;
  /** A button of its own, where there is no room for a menu. */
  plain?: boolean;
}): ReactElement | null {
  const t = useCopy(waveCopy);
  const go = useGo();
  const [asking, setAsking] = useState(false);
  const letGo = useCommandOf(letGoWaveEndpoint);
  if (waveId === null) return null;
  return (
    <>
      {plain ? (
        <Button
          variant="subtle"
          leftSection={<IconDoorExit size={20} stroke={1.8} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('letGo')}
        </Button>
      ) : (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size={48} variant="subtle" aria-label={t('more')}>
              <IconDotsVertical size={24} stroke={1.8} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconDoorExit size={20} stroke={1.8} aria-hidden />}
              onClick={() => setAsking(true)}
            >
              {t('letGo')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t('letGoTitle')}>
        <Text>{t('letGoText')}</Text>
        {letGo.problem ? <ErrorState problem={letGo.problem} reading={false} /> : null}
        <Group justify="flex-end" mt="lg">
          <Button onClick={() => setAsking(false)}>{t('keep')}</Button>
          <Button
            variant="filled"
            loading={letGo.pending}
            disabled={letGo.offline}
            onClick={() =>
              void letGo.send({ waveId }).then((outcome) => {
                if (!outcome.done) return;
                setAsking(false);
                if (outcome.reply.ended) go('/oggi');
              })
            }
          >
            {t('letGoYes')}
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
