import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallSearch } from '../pages/calls/call-search.ts';

/** Which calls are meant; days and company stay those of the page where it does not say. */
export interface CallsOf extends CallSearch {
  readonly company?: string;
  readonly period?: undefined;
  readonly from?: string;
  readonly to?: string;
}

/** The way from a figure to its calls; plain where it counts none. */
export function CallsLink({
  search,
  count,
  label,
  children,
}: {
  readonly search: CallsOf;
  readonly count?: number;
  /** What a person hears who follows it, where its text alone says too little. */
  readonly label?: string;
  readonly children: ReactNode;
}) {
  if (count === 0) return children;
  return (
    // What is within takes any address; the page of calls reads it.
    <Anchor component={Link} to="/calls" search={search as never} inherit aria-label={label}>
      {children}
    </Anchor>
  );
}
