import { Button } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import { EmptyState } from '../kit/EmptyState.tsx';
import { ScreenFrame } from '../kit/ScreenFrame.tsx';
import { useText } from '../language.ts';
import type { Screen } from '../screen.ts';
import { shellCopy } from './copy.ts';
import { useSession } from './session.ts';
import { useShell } from './shell.ts';

/** For a screen about one location, and a person who works in many and has not said in which. */
export function ChoosePlacePage({ screen }: { readonly screen: Screen }): ReactElement {
  const t = useCopy(shellCopy);
  const say = useText();
  const { places } = useSession();
  const { changeLocation } = useShell();
  return (
    <ScreenFrame title={say(screen.title)}>
      <EmptyState title={t('choosePlace')} icon={IconMapPin} role="inchiostro">
        <div className="bt-places">
          {places.map(({ id, name }) => (
            <Button key={id} onClick={() => changeLocation(id)}>
              {name}
            </Button>
          ))}
        </div>
      </EmptyState>
    </ScreenFrame>
  );
}
