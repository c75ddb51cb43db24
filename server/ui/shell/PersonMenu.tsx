import { Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconChevronDown,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconPassword,
  IconSun,
  IconUsers,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import { Initials } from '../kit/Initials.tsx';
import { useLanguage, useText } from '../language.ts';
import { shellCopy } from './copy.ts';
import { useSession } from './session.ts';
import { useShell } from './shell.ts';

/** The person at the screen: change person by PIN, language, theme, shortcuts, log out. */
export function PersonMenu({ compact = false }: { readonly compact?: boolean }): ReactElement {
  const t = useCopy(shellCopy);
  const say = useText();
  const { person } = useSession();
  return (
    <Menu width={280} position={compact ? 'bottom-end' : 'top-start'}>
      <Menu.Target>
        <button
          type="button"
          className="bt-person"
          data-compact={compact}
          aria-label={t('account', { name: person.name })}
        >
          <Initials name={person.name} role="inchiostro" beside />
          {!compact && (
            <>
              <span className="bt-person-words">
                <span className="bt-person-name bt-clip">{person.name}</span>
                <span className="bt-person-role bt-clip">{say(person.role)}</span>
              </span>
              <IconChevronDown size={18} stroke={1.8} aria-hidden="true" />
            </>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <PersonMenuItems />
      </Menu.Dropdown>
    </Menu>
  );
}

const ICON = { size: 20, stroke: 1.8, 'aria-hidden': true } as const;

function PersonMenuItems(): ReactElement {
  const t = useCopy(shellCopy);
  const language = useLanguage();
  const { device } = useSession();
  const { switchPerson, logOut, openShortcuts, openOwnPin, changeLanguage } = useShell();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const Theme = dark ? IconSun : IconMoon;
  return (
    <>
      {device !== null && (
        <Menu.Item leftSection={<IconUsers {...ICON} />} onClick={switchPerson}>
          {t('switchPerson')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconLanguage {...ICON} />}
        lang={language === 'it' ? 'en' : 'it'}
        onClick={() => changeLanguage(language === 'it' ? 'en' : 'it')}
      >
        {t('language')}
      </Menu.Item>
      <Menu.Item
        leftSection={<Theme {...ICON} />}
        onClick={() => setColorScheme(dark ? 'light' : 'dark')}
      >
        {t(dark ? 'light' : 'dark')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconKeyboard {...ICON} />}
        rightSection={
          <kbd className="bt-key" aria-hidden="true">
            ?
          </kbd>
        }
        onClick={openShortcuts}
      >
        {t('shortcuts')}
      </Menu.Item>
      <Menu.Item leftSection={<IconPassword {...ICON} />} onClick={openOwnPin}>
        {t('ownPin')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconLogout {...ICON} />} onClick={logOut}>
        {t('logOut')}
      </Menu.Item>
    </>
  );
}
