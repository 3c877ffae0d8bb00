import { Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useText } from '../text/text.tsx';
import { type Days, type PeriodSearch, PRESETS } from './period.ts';
import { useDays, usePeriodSearch } from './use-days.ts';

/** Which days are shown: a preset that moves on by itself, or two days. */
export function PeriodChoice({ zone }: { readonly zone: string }) {
  const { t, days: daysText } = useText();
  const search = usePeriodSearch();
  const days = useDays();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const choose = (chosen: Omit<PeriodSearch, 'company'>) => {
    setOpen(false);
    const none = { period: undefined, from: undefined, to: undefined };
    void navigate({ to: '.', search: (before) => ({ ...before, ...none, ...chosen }) });
  };
  const preset = search.period ?? (search.from === undefined ? 'month' : undefined);
  const label = preset === undefined ? daysText(days) : t(`period.${preset}`);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus withArrow>
      <Popover.Target>
        <Button
          variant="default"
          px={{ base: 'xs', sm: 'md' }}
          maw="65vw"
          // On a phone it is the choice beside it that gives way.
          flex="none"
          leftSection={<IconCalendar size={16} aria-hidden />}
          onClick={() => setOpen((open) => !open)}
          aria-label={`${t('period.label')}: ${label}`}
        >
          <Text span inherit truncate>
            {label}
          </Text>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {PRESETS.map((one) => (
            <Button
              key={one}
              variant={one === preset ? 'light' : 'subtle'}
              color={one === preset ? undefined : 'gray'}
              justify="flex-start"
              size="sm"
              onClick={() => choose({ period: one })}
            >
              {t(`period.${one}`)}
            </Button>
          ))}
          <OwnDays key={`${days.from} ${days.to}`} days={days} choose={choose} />
          <Text size="xs" c="var(--quiet)">
            {t('period.zone', { zone })}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function OwnDays({ days, choose }: { readonly days: Days; readonly choose: (days: Days) => void }) {
  const { t } = useText();
  const [from, setFrom] = useState(days.from);
  const [to, setTo] = useState(days.to);
  const isRange = from !== '' && to !== '' && from <= to;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isRange) choose({ from, to });
      }}
    >
      <Group align="end" gap="xs" wrap="nowrap">
        <TextInput
          type="date"
          label={t('period.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('period.to')}
          value={to}
          min={from}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!isRange}>
          OK
        </Button>
      </Group>
    </form>
  );
}
