import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { faultAt } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';

/** Options with a few words to choose from, by the format that knows them; the others are of all formats. */
const CHOICES = [
  { name: 'decimal', words: ['point', 'comma'] },
  { name: 'dates', words: ['dmy', 'mdy', 'ymd'] },
  { name: 'unit', words: ['unit', 'cent'] },
  { name: 'prices', words: ['sell', 'buy'], only: 'a2billing' },
  { name: 'ignore', words: ['rounding', 'max-cost', 'rounding,max-cost'], only: 'cgrates' },
] as const;

const TEXTS = [
  { name: 'columns', example: 'prefix=1,perMinute=4' },
  { name: 'increments', example: '60/1' },
  { name: 'times', example: 'peak=mon-fri 08:00-19:00' },
  { name: 'countryCode', example: '44' },
] as const;

export const OPTION_FIELDS = [...CHOICES, ...TEXTS].map(({ name }) => name);

interface ForeignOptionsProps {
  readonly format: string;
  readonly values: Readonly<Record<string, string>>;
  readonly error: unknown;
  readonly onChange: (name: string, value: string) => void;
}

/** What settles a file that can be read in more ways than one: a refusal names the option that does. */
export function ForeignOptions({ format, values, error, onChange }: ForeignOptionsProps) {
  const { t } = useText();
  return (
    // Open where something is wrong: it is likely to be settled here.
    <details open={error === null ? undefined : true}>
      <summary>{t('foreign.options')}</summary>
      <SimpleGrid cols={{ base: 1, sm: 3 }} mt="sm">
        {CHOICES.filter((choice) => !('only' in choice) || choice.only === format).map(({ name, words }) => (
          <NativeSelect
            key={name}
            label={t(`foreign.${name}`)}
            data={[{ value: '', label: t('foreign.byTheFile') }, ...words]}
            value={values[name] ?? ''}
            onChange={(event) => onChange(name, event.currentTarget.value)}
            error={faultAt(error, name)}
          />
        ))}
        {TEXTS.map(({ name, example }) => (
          <TextInput
            key={name}
            label={t(`foreign.${name}`)}
            placeholder={example}
            autoComplete="off"
            value={values[name] ?? ''}
            onChange={(event) => onChange(name, event.currentTarget.value)}
            error={faultAt(error, name)}
          />
        ))}
      </SimpleGrid>
    </details>
  );
}
