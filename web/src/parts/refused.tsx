import { Alert, List, Text } from '@mantine/core';
import { Refusal } from '../api/client.ts';
import { useRefusal } from './states.tsx';

/** What the server says of a field: faults of it, and of what is within it. */
export function faultAt(error: unknown, field: string): string | undefined {
  const own = faultsOf(error).filter(({ where }) => isWithin(where, field));
  return own.length === 0 ? undefined : own.map(({ message }) => message).join(' ');
}

/** Why a form was refused: what none of its fields shows. Nothing while there is no error. */
export function Refused({
  error,
  fields = [],
}: {
  readonly error: unknown;
  readonly fields?: readonly string[];
}) {
  const tell = useRefusal();
  if (error === null || error === undefined) return null;
  const faults = faultsOf(error);
  const rest = faults.filter(({ where }) => !fields.some((field) => isWithin(where, field)));
  const [summary = ''] = tell(error).split('\n');
  return (
    <Alert color="red" role="alert">
      <Text size="sm">{summary}</Text>
      {rest.length > 0 && (
        <List size="sm" mt="xs">
          {rest.map(({ where, message }) => (
            <List.Item key={`${where} ${message}`}>
              <Text component="span" fw={600} size="sm">
                {where}:
              </Text>{' '}
              {message}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}

function faultsOf(error: unknown) {
  return error instanceof Refusal ? error.faults : [];
}

function isWithin(where: string, field: string): boolean {
  return where === field || where.startsWith(`${field}.`) || where.startsWith(`${field}[`);
}
