import { PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import type { SourceKind } from '../../api/sources.ts';

/** A setting of a kind of source, as its shape describes it. */
export interface Field {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  readonly choices: readonly string[];
  readonly example: string;
  readonly isRequired: boolean;
  readonly isSecret: boolean;
}

/** The part of a shape that a form makes use of. */
interface ShapePart {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly examples?: readonly unknown[];
}

/** Fields of a kind: those it cannot do without first. */
export function fieldsOf({ settings, secrets }: SourceKind): readonly Field[] {
  const { properties = {}, required = [] } = settings as {
    readonly properties?: Readonly<Record<string, ShapePart>>;
    readonly required?: readonly string[];
  };
  const fields = Object.entries(properties).map(([name, part]): Field => {
    const [example] = part.examples ?? [];
    const type = typeof part.type === 'string' ? part.type : (part.type?.[0] ?? 'string');
    return {
      name,
      title: part.title ?? name,
      description: part.description ?? '',
      type,
      choices: part.enum ?? [],
      example: writeField({ type }, example),
      isRequired: required.includes(name),
      isSecret: secrets.includes(name),
    };
  });
  return [
    ...fields.filter(({ isRequired }) => isRequired),
    ...fields.filter(({ isRequired }) => !isRequired),
  ];
}

/** What was typed as its type has it; undefined for nothing. What cannot be read so is sent as it stands, and refused. */
export function readField({ type }: Field, typed: string): unknown {
  if (typed.trim() === '') return undefined;
  if (type === 'array') return typed.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  if (type === 'integer') return /^\d+$/.test(typed.trim()) ? Number(typed) : typed;
  if (type !== 'object') return typed;
  try {
    return JSON.parse(typed) as unknown;
  } catch {
    return typed;
  }
}

/** A setting as it would have been typed. */
export function writeField({ type }: Pick<Field, 'type'>, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (type === 'array' && Array.isArray(value)) return value.join('\n');
  return type === 'object' ? JSON.stringify(value) : String(value);
}

interface SettingFieldProps {
  readonly field: Field;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** The input for a setting: lists are written a line each. */
export function SettingField({ field, value, error, onChange }: SettingFieldProps) {
  const { name, title, description, type, choices, example, isRequired, isSecret } = field;
  const label = title.charAt(0).toUpperCase() + title.slice(1);
  const common = {
    label,
    description: `${name}: ${description}`,
    required: isRequired,
    error,
    placeholder: example,
  };
  if (choices.length > 0) {
    return (
      <Select
        {...common}
        data={[...choices]}
        value={value === '' ? null : value}
        onChange={(chosen) => onChange(chosen ?? '')}
        clearable={!isRequired}
      />
    );
  }
  if (isSecret) {
    return (
      <PasswordInput
        {...common}
        placeholder=""
        autoComplete="new-password"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (type === 'array' || type === 'object') {
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        maxRows={10}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return <TextInput {...common} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}
