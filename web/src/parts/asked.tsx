import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failed, Loading } from './states.tsx';

/** Shows what was asked for once it is there; until then its place, or why it did not come. */
export function Asked<Data>({
  query,
  height,
  children,
}: {
  readonly query: UseQueryResult<Data>;
  readonly height?: number;
  readonly children: (data: Data) => ReactNode;
}) {
  if (query.isPending) return <Loading {...(height === undefined ? {} : { height })} />;
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return (
    <div style={query.isPlaceholderData ? { opacity: 0.55, transition: 'opacity 150ms' } : undefined}>
      {children(query.data)}
    </div>
  );
}
