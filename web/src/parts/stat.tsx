import { Card, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PeriodSearch } from '../frame/period.ts';
import type { CallSearch } from '../pages/calls/call-search.ts';

interface StatProps {
  readonly label: string;
  readonly value: ReactNode;
  /** What it was in the period before, or another line below it. */
  readonly before?: string | undefined;
  readonly search?: CallSearch & PeriodSearch;
  readonly bad?: boolean;
}

/** One figure with that of the period before; the way to its calls, where there is one. */
export function Stat({ label, value, before, search, bad = false }: StatProps) {
  const inside = (
    <>
      <Text size="sm" c="var(--quiet)">
        {label}
      </Text>
      <Text fz={26} fw={650} lh={1.25} c={bad ? 'var(--bad)' : undefined}>
        {value}
      </Text>
      {before !== undefined && (
        <Text size="xs" c="var(--quiet)">
          {before}
        </Text>
      )}
    </>
  );
  return search === undefined ? (
    <Card withBorder padding="md">
      {inside}
    </Card>
  ) : (
    <Card
      withBorder
      padding="md"
      component={Link}
      to="/calls"
      // The card takes any address; the page reads it. Days and company go along by themselves.
      search={search as never}
      className="card-link"
    >
      {inside}
    </Card>
  );
}
