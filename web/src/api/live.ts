import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import type { Refusal } from './client.ts';
import { type LiveEvents, listenLive } from './live-stream.ts';

type Snapshot = LiveEvents['snapshot'];
export type LiveCall = Snapshot['calls'][number];
export type LiveParty = LiveCall['from'];
export type LiveFigures = Snapshot['figures'];
export type LiveSources = Pick<Snapshot, 'state' | 'sources'>;

/** What is known of calls in progress. */
export interface Live {
  /** The last that was told; undefined before anything was. */
  readonly view: (LiveSources & Pick<Snapshot, 'calls' | 'more' | 'figures'>) | undefined;
  /** Since when there is no connection, in milliseconds by this machine's clock; undefined while there is one. */
  readonly lostAtMs: number | undefined;
  readonly refusal: Refusal | undefined;
  /** How far the server's clock is ahead of this machine's. */
  readonly aheadMs: number;
}

type Told =
  | { readonly name: keyof LiveEvents; readonly data: LiveEvents[keyof LiveEvents]; readonly atMs: number }
  | { readonly name: 'lost'; readonly atMs: number }
  | { readonly name: 'refused'; readonly refusal: Refusal };

const NOTHING: Live = { view: undefined, lostAtMs: undefined, refusal: undefined, aheadMs: 0 };

/** Calls in progress and today's figures, as they move; the last view stays while the connection is lost. */
export function useLive(company: string | undefined): Live {
  const [live, tell] = useReducer(follow, NOTHING);
  useEffect(
    () =>
      listenLive(company, {
        onEvent: (name, data) => tell({ name, data, atMs: Date.now() }),
        onLost: () => tell({ name: 'lost', atMs: Date.now() }),
        onRefused: (refusal) => tell({ name: 'refused', refusal }),
      }),
    [company],
  );
  return live;
}

/** Figures that others have asked for are no longer those of now once today's have moved: so often at most. */
const REFRESH_MS = 5000;

/** Asks for figures again as calls end, while `isToday` and a PBX tells of them. */
export function useLandings(isToday: boolean, company: string | undefined): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isToday) return;
    let timer: number | undefined;
    const refresh = () => {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: ['figures'] });
      }, REFRESH_MS);
    };
    const stop = listenLive(company, {
      onEvent: (name, data) => {
        if (name === 'figures') refresh();
        if (name === 'snapshot' && (data as Snapshot).state !== 'here') queueMicrotask(() => stop());
      },
      onLost: () => {},
      onRefused: () => stop(),
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [isToday, company, queries]);
}

function follow(live: Live, told: Told): Live {
  switch (told.name) {
    case 'lost':
      return { ...live, lostAtMs: live.lostAtMs ?? told.atMs };
    case 'refused':
      return { ...live, refusal: told.refusal };
    default:
      return {
        ...{ lostAtMs: undefined, refusal: undefined },
        aheadMs: Date.parse(told.data.now) - told.atMs,
        view: change(live.view, told.name, told.data),
      };
  }
}

function change(
  view: Live['view'],
  name: keyof LiveEvents,
  data: LiveEvents[keyof LiveEvents],
): Live['view'] {
  if (name === 'snapshot') return data as Snapshot;
  if (view === undefined) return undefined;
  if (name !== 'calls') return { ...view, ...(data as Partial<Snapshot>) };
  const { changed, ended, more } = data as LiveEvents['calls'];
  const now = new Map(changed.map((call) => [call.id, call]));
  const gone = new Set(ended);
  const known = view.calls.filter(({ id }) => !gone.has(id)).map((call) => now.get(call.id) ?? call);
  const before = new Set(view.calls.map(({ id }) => id));
  return { ...view, calls: [...changed.filter(({ id }) => !before.has(id)), ...known], more };
}
