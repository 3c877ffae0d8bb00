import { Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type SourceKind, useAddSource } from '../../api/sources.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { fieldsOf, readField } from './setting-field.tsx';
import { placeOf, SourceFields } from './source-fields.tsx';

interface AddSourceProps {
  readonly kinds: readonly SourceKind[];
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Adds a source by the fields of its kind. It is tried first; what was typed stays when that fails. */
export function AddSource({ kinds, opened, onClose }: AddSourceProps) {
  const { t } = useText();
  const [name, setName] = useState('');
  const [kindName, setKindName] = useState<string | null>(null);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [isUntested, setUntested] = useState(false);
  const add = useAddSource();
  const kind = kinds.find((one) => one.kind === (kindName ?? kinds[0]?.kind));
  const fields = kind === undefined ? [] : fieldsOf(kind);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kind === undefined) return;
    const given = fields.flatMap((field) => {
      const value = readField(field, values[field.name] ?? '');
      return value === undefined ? [] : [{ field, value }];
    });
    const pick = (isSecret: boolean) =>
      Object.fromEntries(
        given
          .filter(({ field }) => field.isSecret === isSecret)
          .map(({ field, value }) => [field.name, value]),
      );
    add.mutate(
      { name, kind: kind.kind, settings: pick(false), secrets: pick(true), untested: isUntested },
      {
        onSuccess: () => {
          setName('');
          setValues({});
          onClose();
        },
      },
    );
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t('setup.addSource')} size="lg">
      <form onSubmit={submit}>
        <Stack>
          <Select
            label={t('setup.kind')}
            data={kinds.map((one) => one.kind)}
            value={kind?.kind ?? null}
            onChange={setKindName}
            allowDeselect={false}
            error={faultAt(add.error, 'kind')}
          />
          <Text size="sm" c="var(--quiet)">
            {kind?.description}
          </Text>
          <TextInput
            label={t('setup.name')}
            description={t('setup.sourceNameHint')}
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={faultAt(add.error, 'name')}
          />
          <SourceFields
            fields={fields}
            values={values}
            error={add.error}
            onChange={(field, value) => setValues((before) => ({ ...before, [field]: value }))}
          />
          <Checkbox
            label={t('setup.untested')}
            checked={isUntested}
            onChange={(event) => setUntested(event.currentTarget.checked)}
          />
          <Refused error={add.error} fields={['kind', 'name', ...fields.map(placeOf)]} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {t('setup.tryAndAdd')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
