import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Source, type SourceKind, useChangeSource } from '../../api/sources.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { type Field, fieldsOf, readField, writeField } from './setting-field.tsx';
import { placeOf, SourceFields } from './source-fields.tsx';

interface ChangeSourceProps {
  readonly source: Source;
  readonly kind: SourceKind;
  readonly onClose: () => void;
}

/** Other settings of a source. Only what is typed otherwise is sent; a secret that is left empty stays as it is. */
export function ChangeSource({ source, kind, onClose }: ChangeSourceProps) {
  const { t } = useText();
  const fields = fieldsOf(kind);
  const typedBefore = (field: Field) =>
    field.isSecret ? '' : writeField(field, source.settings[field.name]);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(fields.map((field) => [field.name, typedBefore(field)])),
  );
  const [keepPlace, setKeepPlace] = useState(false);
  const [untested, setUntested] = useState(false);
  const change = useChangeSource(source.name);
  const changed = fields.filter((field) => (values[field.name] ?? '') !== typedBefore(field));
  const pick = (isSecret: boolean) =>
    Object.fromEntries(
      changed
        .filter((field) => field.isSecret === isSecret)
        // Null takes a setting away.
        .map((field) => [field.name, readField(field, values[field.name] ?? '') ?? null]),
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wish = { settings: pick(false), secrets: pick(true), keepPlace, untested };
    change.mutate(wish, { onSuccess: onClose });
  };
  return (
    <Dialog opened onClose={onClose} title={t('setup.changeSource', { name: source.name })} size="lg">
      <form onSubmit={submit}>
        <Stack>
          {fields.some(({ isSecret }) => isSecret) && (
            <Text size="sm" c="var(--quiet)">
              {t('setup.secretsStay')}
            </Text>
          )}
          <SourceFields
            fields={fields}
            values={values}
            error={change.error}
            onChange={(field, value) => setValues((before) => ({ ...before, [field]: value }))}
          />
          <Checkbox
            label={t('setup.keepPlace')}
            description={t('setup.keepPlaceHint')}
            checked={keepPlace}
            onChange={(event) => setKeepPlace(event.currentTarget.checked)}
          />
          <Checkbox
            label={t('setup.untestedChange')}
            checked={untested}
            onChange={(event) => setUntested(event.currentTarget.checked)}
          />
          {change.error !== null && <Refused error={change.error} fields={fields.map(placeOf)} />}
          {changed.length === 0 && <Alert color="gray">{t('setup.nothingChanged')}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={change.isPending} disabled={changed.length === 0}>
              {t('setup.tryAndChange')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
