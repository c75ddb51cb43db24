import { ActionIcon, Button, Select } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { listRolesEndpoint } from '../../../../server/auth/account-contracts.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useText } from '../../../../server/ui/language.ts';
import { accessCopy } from './access-copy.ts';
import { peopleCopy } from './people-copy.ts';
import { useStoreNames } from './use-store-names.ts';

export interface Assignment {
  readonly role: string;
  readonly locationId: string | null;
}

const HOUR_SECONDS = 3600;
const EVERYWHERE = '*';

/** Roles by their names. */
function useRoleTitles(): ReadonlyMap<string, string> {
  const say = useText();
  const roles = useQueryOf(listRolesEndpoint, {}, { freshSeconds: HOUR_SECONDS });
  return new Map(roles.data?.roles.map(({ role, title }) => [role, say(title)]));
}

/** «Commesso · Milano Torino 14, Responsabile · Monza» */
export function useRoleWords(): (assignments: readonly Assignment[]) => string {
  const t = useCopy(peopleCopy);
  const a = useCopy(accessCopy);
  const titles = useRoleTitles();
  const { nameOf } = useStoreNames();
  return (assignments) =>
    assignments.length === 0
      ? t('noRoles')
      : assignments
          .map(({ role, locationId }) =>
            t('roleAt', {
              role: titles.get(role) ?? role,
              store: locationId === null ? a('everywhere') : nameOf(locationId),
            }),
          )
          .join(', ');
}

/** Which roles a person has, and where each holds. */
export function RolesField({
  value,
  disabled,
  onChange,
}: {
  readonly value: readonly Assignment[];
  readonly disabled: boolean;
  readonly onChange: (value: readonly Assignment[]) => void;
}): ReactElement {
  const t = useCopy(peopleCopy);
  const a = useCopy(accessCopy);
  const titles = useRoleTitles();
  const { choices } = useStoreNames();
  const roles = [...titles].map(([role, label]) => ({ value: role, label }));
  const places = [{ value: EVERYWHERE, label: a('everywhere') }, ...choices];
  const change = (at: number, next: Assignment): void =>
    onChange(value.map((each, place) => (place === at ? next : each)));
  return (
    <div className="ba-roles" role="group" aria-label={t('roles')}>
      {value.map((assignment, at) => (
        <div className="ba-role" key={`${at}-${assignment.role}`}>
          <Select
            label={t('role')}
            data={roles}
            value={assignment.role}
            disabled={disabled}
            onChange={(role) => role !== null && change(at, { ...assignment, role })}
          />
          <Select
            label={t('where')}
            data={places}
            searchable
            value={assignment.locationId ?? EVERYWHERE}
            disabled={disabled}
            onChange={(place) =>
              change(at, { ...assignment, locationId: place === EVERYWHERE ? null : place })
            }
          />
          <ActionIcon
            size={48}
            disabled={disabled}
            aria-label={t('removeRole', { role: titles.get(assignment.role) ?? assignment.role })}
            onClick={() => onChange(value.filter((_, place) => place !== at))}
          >
            <IconTrash size={20} stroke={1.8} aria-hidden="true" />
          </ActionIcon>
        </div>
      ))}
      {!disabled && (
        <div>
          <Button
            size="sm"
            leftSection={<IconPlus size={18} stroke={1.8} aria-hidden />}
            onClick={() =>
              onChange([...value, { role: roles[0]?.value ?? 'clerk', locationId: null }])
            }
          >
            {t('addRole')}
          </Button>
        </div>
      )}
    </div>
  );
}
