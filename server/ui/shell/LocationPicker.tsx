import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import { shellCopy } from './copy.ts';
import { placeOf, useSession } from './session.ts';
import { useShell } from './shell.ts';

/** Where the person works now; a menu for those who work in more places than one. */
export function LocationPicker(): ReactElement {
  const t = useCopy(shellCopy);
  const session = useSession();
  const { changeLocation } = useShell();
  const { places } = session;
  const here = placeOf(session);
  const name =
    here?.name ?? (places.length > 1 ? t('everywhere', { count: places.length }) : t('noLocation'));
  if (places.length < 2) return <span className="bt-location">{name}</span>;
  return (
    <Menu width={300}>
      <Menu.Target>
        <button
          type="button"
          className="bt-location"
          aria-label={`${t('changeLocation')}: ${name}`}
        >
          <span className="bt-clip">{name}</span>
          <IconChevronDown size={18} stroke={1.8} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="bt-location-list">
        {places.map((place) => (
          <Menu.Item
            key={place.id}
            onClick={() => changeLocation(place.id)}
            aria-current={place.id === here?.id ? 'true' : undefined}
            rightSection={
              place.id === here?.id ? <IconCheck size={20} stroke={1.8} aria-hidden="true" /> : null
            }
          >
            {place.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
