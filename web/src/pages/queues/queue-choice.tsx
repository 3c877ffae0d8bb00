import { Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { QueueRow } from '../../api/queues.ts';
import { useText } from '../../text/text.tsx';

/** Chooses one queue or ring group to look at; its number stands in the address. */
export function QueueChoice({
  queues,
  chosen,
}: {
  readonly queues: readonly QueueRow[];
  readonly chosen: string | undefined;
}) {
  const { t } = useText();
  const navigate = useNavigate();
  const names = new Map<string, string>();
  // Companies may have the same number: then it is all of these that are chosen.
  for (const { key, name } of queues) {
    const before = names.get(key);
    names.set(key, before === undefined ? name : `${before}, ${name}`);
  }
  if (chosen !== undefined && !names.has(chosen)) names.set(chosen, '');
  return (
    <Select
      aria-label={t('queues.which')}
      placeholder={t('queues.all')}
      data={[...names].map(([value, name]) => ({
        value,
        label: name === '' ? value : `${name} · ${value}`,
      }))}
      value={chosen ?? null}
      onChange={(queue) =>
        void navigate({ to: '.', search: (before) => ({ ...before, queue: queue ?? undefined }) })
      }
      searchable
      clearable
      w={{ base: '100%', xs: 220 }}
    />
  );
}
