import { ActionIcon, Fieldset, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { PrefixRow } from '../../../api/prefixes.ts';
import { useText } from '../../../text/text.tsx';
import { isStep } from './prefix-draft.ts';

interface RowFieldsProps {
  readonly number: number;
  readonly row: PrefixRow;
  /** Names of the version's time bands. */
  readonly bands: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (row: PrefixRow) => void;
  /** Absent where it is the only row. */
  readonly onRemove?: (() => void) | undefined;
}

const CELLS = [
  ['perMinute', 'perMinute'],
  ['afterSeconds', 'afterSeconds'],
  ['nextIncrement', 'nextIncrement'],
  ['firstIncrement', 'firstIncrement'],
  ['connectCharge', 'connectCharge'],
  ['minimumCharge', 'minimumCharge'],
  ['freeSeconds', 'freeSeconds'],
] as const;
const OF_A_STEP: readonly string[] = ['perMinute', 'afterSeconds', 'nextIncrement'];

/** One price of a prefix: in a time band, from a length of the call on. */
export function RowFields({ number, row, bands, error, onChange, onRemove }: RowFieldsProps) {
  const { t } = useText();
  const cells = isStep(row) ? CELLS.filter(([column]) => OF_A_STEP.includes(column)) : CELLS;
  return (
    <Fieldset legend={t('prefixes.price', { number })}>
      <Group align="flex-start" wrap="nowrap">
        <SimpleGrid cols={{ base: 2, sm: 4 }} flex={1} verticalSpacing="xs">
          <NativeSelect
            label={t('prefixes.band')}
            data={[
              { value: '', label: t(bands.length === 0 ? 'prefixes.always' : 'prefixes.otherTimes') },
              ...bands,
            ]}
            value={row.band ?? ''}
            onChange={(event) => onChange({ ...row, band: event.currentTarget.value })}
          />
          {cells.map(([column, text]) => (
            <TextInput
              key={column}
              label={t(`prefixes.${text}`)}
              inputMode="decimal"
              autoComplete="off"
              required={column === 'perMinute'}
              value={row[column] ?? ''}
              onChange={(event) => onChange({ ...row, [column]: event.currentTarget.value })}
              error={column === 'perMinute' ? error : undefined}
            />
          ))}
        </SimpleGrid>
        {onRemove !== undefined && (
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={t('prefixes.removePrice', { number })}
            onClick={onRemove}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    </Fieldset>
  );
}
