import { Button, CloseButton, Group, Pill, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useText } from '../../text/text.tsx';
import { type CallSearch, type ListFilter, OUTCOMES } from './call-search.ts';

interface CallFiltersProps {
  readonly filter: CallSearch;
  readonly onChange: (change: Partial<CallSearch>) => void;
}

const TYPING_MS = 300;
const DIRECTIONS = ['in', 'out', 'internal'] as const;
const TRANSFERS = ['yes', 'no'] as const;
/** What other pages lead here with: each can be taken off again. */
const PILLS: readonly ListFilter[] = [
  ...(['device', 'extension', 'name', 'trunk', 'numberType', 'destination', 'prefix'] as const),
  ...(['disposition', 'queueStatus', 'hour', 'weekday'] as const),
];

/** Which calls the table is about. */
export function CallFilters({ filter, onChange }: CallFiltersProps) {
  const { t, weekday } = useText();
  const pills = PILLS.flatMap((name) => (filter[name] === undefined ? [] : [{ name, values: filter[name] }]));
  const show = (name: ListFilter, value: string) => {
    if (name === 'weekday') return weekday(Number(value), 'long');
    return name === 'hour' ? `${value}:00` : value || '–';
  };
  const direction = DIRECTIONS.find((one) => filter.direction?.length === 1 && filter.direction[0] === one);
  return (
    <Group gap="xs" className="no-print">
      <Search q={filter.q} onChange={(q) => onChange({ q })} />
      <Select
        aria-label={t('calls.direction')}
        placeholder={t('calls.anyDirection')}
        data={DIRECTIONS.map((value) => ({ value, label: t(`calls.${value}`) }))}
        value={direction ?? null}
        onChange={(value) => onChange({ direction: value === null ? undefined : [value] })}
        clearable
        w={150}
      />
      <Select
        aria-label={t('calls.outcome')}
        placeholder={t('calls.anyOutcome')}
        data={OUTCOMES.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
        value={filter.outcome ?? null}
        onChange={(value) => onChange({ outcome: OUTCOMES.find((one) => one === value) })}
        clearable
        w={190}
      />
      <Select
        aria-label={t('columns.transferred')}
        placeholder={t('calls.anyTransfer')}
        data={TRANSFERS.map((value) => ({ value, label: t(`transfers.${value}`) }))}
        value={filter.transferred === undefined ? null : filter.transferred ? 'yes' : 'no'}
        onChange={(value) => onChange({ transferred: value === null ? undefined : value === 'yes' })}
        clearable
        w={170}
      />
      {filter.side !== undefined && (
        <Mark text={t(`calls.${filter.side}`)} onRemove={() => onChange({ side: undefined })} />
      )}
      {filter.unknownCost === true && (
        <Mark text={t('figures.unknownCosts')} onRemove={() => onChange({ unknownCost: undefined })} />
      )}
      {filter.unknownCarrierCost === true && (
        <Mark text={t('costs.unknownCarrier')} onRemove={() => onChange({ unknownCarrierCost: undefined })} />
      )}
      {filter.ringOver !== undefined && (
        <Mark
          text={t('calls.ringOver', { seconds: filter.ringOver })}
          onRemove={() => onChange({ ringOver: undefined })}
        />
      )}
      {filter.ringUpTo !== undefined && (
        <Mark
          text={t('calls.ringUpTo', { seconds: filter.ringUpTo })}
          onRemove={() => onChange({ ringUpTo: undefined })}
        />
      )}
      {pills.map(({ name, values }) => (
        <Mark
          key={name}
          name={t(`filters.${name}`)}
          text={`${t(`filters.${name}`)}: ${values.map((value) => show(name, value)).join(', ')}`}
          onRemove={() => onChange({ [name]: undefined })}
        />
      ))}
      {pills.length > 1 && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => onChange(Object.fromEntries(PILLS.map((name) => [name, undefined])))}
        >
          {t('calls.allFiltersOff')}
        </Button>
      )}
    </Group>
  );
}

/** A restriction that can be taken off again, by the keyboard too. */
function Mark({
  text,
  name = text,
  onRemove,
}: {
  readonly text: string;
  readonly name?: string;
  readonly onRemove: () => void;
}) {
  const { t } = useText();
  return (
    <Pill
      size="md"
      withRemoveButton
      onRemove={onRemove}
      removeButtonProps={{ 'aria-label': t('calls.without', { name }), 'aria-hidden': false, tabIndex: 0 }}
    >
      {text}
    </Pill>
  );
}

function Search({
  q,
  onChange,
}: {
  readonly q: string | undefined;
  readonly onChange: (q: string | undefined) => void;
}) {
  const { t } = useText();
  const [typed, setTyped] = useState(q ?? '');
  useEffect(() => setTyped(q ?? ''), [q]);
  const tell = useDebouncedCallback((text: string) => onChange(text.trim() || undefined), TYPING_MS);
  return (
    <TextInput
      type="search"
      aria-label={t('calls.search')}
      placeholder={t('calls.search')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed !== '' && (
          <CloseButton
            size="sm"
            aria-label={t('calls.clearSearch')}
            onClick={() => {
              setTyped('');
              onChange(undefined);
            }}
          />
        )
      }
      value={typed}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        tell(value);
      }}
      w={{ base: '100%', sm: 260 }}
    />
  );
}
