import { Button, Checkbox, Group, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { type StatementOf, useStatementFile } from '../../api/statements.ts';
import { Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';

/** A statement as a file, with every call where that is wanted. */
export function StatementFiles({ company, month }: StatementOf) {
  const { t } = useText();
  const [isItemised, setItemised] = useState(false);
  const file = useStatementFile();
  return (
    <Stack gap={6} align="end">
      <Group gap="xs">
        <Checkbox
          label={t('costs.itemised')}
          checked={isItemised}
          onChange={(event) => setItemised(event.currentTarget.checked)}
        />
        {(['pdf', 'csv'] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            size="xs"
            leftSection={<IconDownload size={15} aria-hidden />}
            loading={file.isPending && file.variables.format === format}
            onClick={() => file.mutate({ company, month, format, itemised: isItemised })}
          >
            {format.toUpperCase()}
          </Button>
        ))}
      </Group>
      <Refused error={file.error} />
    </Stack>
  );
}
