import { Checkbox, MultiSelect, Stack } from '@mantine/core';
import { useSession } from '../../api/session.ts';
import { useText } from '../../text/text.tsx';
import { PERMISSIONS, type PermissionName } from './permission-text.ts';

interface PermissionChoiceProps {
  /** As the server has them: `billing-call-reporting:a,b`. */
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  readonly error: string | undefined;
}

const REPORTING = 'billing-call-reporting';

/** What somebody may do, each with a sentence; reporting with the companies it is of. */
export function PermissionChoice({ value, onChange, error }: PermissionChoiceProps) {
  const { t } = useText();
  const { companies } = useSession();
  const held = new Map(value.map((permission) => [nameOf(permission), permission]));
  const change = (next: ReadonlyMap<string, string>) => onChange([...next.values()]);
  const reported = held.get(REPORTING)?.split(':')[1]?.split(',').filter(Boolean) ?? [];
  return (
    <Stack gap="xs">
      <Checkbox.Group
        label={t('setup.permissions')}
        required
        error={error}
        value={[...held.keys()]}
        onChange={(names) => change(new Map(names.map((name) => [name, held.get(name) ?? name])))}
      >
        <Stack gap="xs" mt="xs">
          {Object.entries(PERMISSIONS).map(([name, text]) => (
            <Checkbox key={name} value={name} label={t(text)} />
          ))}
        </Stack>
      </Checkbox.Group>
      {held.has(REPORTING) && (
        <MultiSelect
          label={t('setup.permCompanies')}
          required
          searchable
          data={companies.map(({ id, name }) => ({ value: id, label: name }))}
          value={reported}
          onChange={(ids) => change(new Map(held).set(REPORTING, `${REPORTING}:${ids.join(',')}`))}
        />
      )}
    </Stack>
  );
}

function nameOf(permission: string): PermissionName {
  return permission.split(':')[0] as PermissionName;
}
