import { Text } from '@mantine/core';

/** A name and what stands for it, in a list of such. */
export function Fact({
  label,
  value,
  bad = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly bad?: boolean;
}) {
  return (
    <div>
      <Text component="dt" size="xs" c="var(--quiet)">
        {label}
      </Text>
      <Text component="dd" m={0} fw={550} c={bad ? 'var(--bad)' : undefined}>
        {value}
      </Text>
    </div>
  );
}
