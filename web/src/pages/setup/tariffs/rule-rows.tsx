import { ActionIcon, Button, Fieldset, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../../text/text.tsx';

interface RuleRowsProps<Row> {
  readonly legend: string;
  readonly hint: string;
  readonly rows: readonly Row[];
  /** What another one begins with. */
  readonly fresh: Row;
  readonly onChange: (rows: readonly Row[]) => void;
  /** The fields of a row. */
  readonly children: (row: Row, change: (part: Partial<Row>) => void, at: number) => ReactNode;
}

/** Rules of one kind, as many as there are: each is changed and taken away where it stands, and another put at the end. */
export function RuleRows<Row extends object>({
  legend,
  hint,
  rows,
  fresh,
  onChange,
  children,
}: RuleRowsProps<Row>) {
  const { t } = useText();
  const change = (at: number, part: Partial<Row>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <Fieldset legend={legend}>
      <Stack gap="xs">
        <Text size="sm" c="var(--quiet)">
          {hint}
        </Text>
        {rows.map((row, at) => (
          // Rows have nothing else to be known by, and are only taken away or put at the end.
          // biome-ignore lint/suspicious/noArrayIndexKey: every field is controlled
          <Group key={at} align="flex-end" wrap="nowrap">
            <SimpleGrid cols={{ base: 1, xs: 2, sm: 4 }} flex={1} verticalSpacing="xs">
              {children(row, (part) => change(at, part), at)}
            </SimpleGrid>
            <ActionIcon
              variant="subtle"
              color="red"
              mb={4}
              aria-label={t('tariffs.removeRow', { kind: legend, number: at + 1 })}
              onClick={() => onChange(rows.filter((_, index) => index !== at))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Group>
          <Button
            size="xs"
            variant="default"
            aria-label={t('tariffs.addTo', { kind: legend })}
            onClick={() => onChange([...rows, fresh])}
          >
            {t('tariffs.addRow')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
