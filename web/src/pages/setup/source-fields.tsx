import { Stack } from '@mantine/core';
import { useState } from 'react';
import { faultAt } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { type Field, SettingField } from './setting-field.tsx';

interface SourceFieldsProps {
  readonly fields: readonly Field[];
  /** What is typed, by the fields' names. */
  readonly values: Readonly<Record<string, string>>;
  readonly error: unknown;
  readonly onChange: (field: string, value: string) => void;
}

/** The settings of a kind of source: those that are rarely needed are folded away unless one of them is at fault. */
export function SourceFields({ fields, values, error, onChange }: SourceFieldsProps) {
  const { t } = useText();
  const [isMore, setMore] = useState(false);
  const isOpen =
    isMore || fields.some((field) => !field.isRequired && faultAt(error, placeOf(field)) !== undefined);
  const show = (field: Field) => (
    <SettingField
      key={field.name}
      field={field}
      value={values[field.name] ?? ''}
      error={faultAt(error, placeOf(field))}
      onChange={(value) => onChange(field.name, value)}
    />
  );
  return (
    <>
      {fields.filter(({ isRequired }) => isRequired).map(show)}
      <details open={isOpen} onToggle={(event) => setMore(event.currentTarget.open)}>
        <summary>{t('setup.moreSettings')}</summary>
        <Stack mt="sm">{fields.filter(({ isRequired }) => !isRequired).map(show)}</Stack>
      </details>
    </>
  );
}

/** Where faults of a setting stand. */
export function placeOf({ isSecret, name }: Field): string {
  return `${isSecret ? 'secrets' : 'settings'}.${name}`;
}
