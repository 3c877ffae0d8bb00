import type { RateDeck } from '../core/rate-card.ts';
import { type BandSchedule, scheduleBands } from './band-schedule.ts';
import { buildTables, type DeckTables } from './rate-table.ts';

/** All versions of one deck, oldest first. */
export interface CompiledDeck {
  readonly name: string;
  readonly currency: string;
  readonly versions: readonly CompiledVersion[];
}

/** One version of a deck, in force `[fromAt, toAt)`, ready to be searched. */
export interface CompiledVersion {
  readonly deck: RateDeck;
  readonly fromAt: number;
  /** Infinite for the last version that has no last day. */
  readonly toAt: number;
  readonly isByPart: boolean;
  /** Undefined where the deck has no windows: every instant is in no band. */
  readonly schedule: BandSchedule | undefined;
  /** Built when the first number is looked for: most versions of a book's decks are past. */
  readonly tables: () => DeckTables;
}

/** The versions of one deck, in any order; at least one. */
export function compileDeck(versions: readonly RateDeck[]): CompiledDeck {
  const sorted = versions.toSorted((one, other) => one.fromAt - other.fromAt);
  return {
    name: sorted[0]?.name ?? '',
    currency: sorted[0]?.currency ?? '',
    versions: sorted.map((deck, index) => compileVersion(deck, sorted[index + 1])),
  };
}

/** The version in force at an instant. */
export function versionAt({ versions }: CompiledDeck, at: number): CompiledVersion | undefined {
  for (let index = versions.length - 1; index >= 0; index -= 1) {
    const version = versions[index];
    if (version !== undefined && version.fromAt <= at) return at < version.toAt ? version : undefined;
  }
  return undefined;
}

function compileVersion(deck: RateDeck, next: RateDeck | undefined): CompiledVersion {
  const schedule = deck.windows.length === 0 ? undefined : scheduleBands(deck);
  let tables: DeckTables | undefined;
  return {
    deck,
    fromAt: deck.fromAt,
    toAt: Math.min(deck.toAt ?? Number.POSITIVE_INFINITY, next?.fromAt ?? Number.POSITIVE_INFINITY),
    isByPart: deck.crossing === 'by-part',
    schedule,
    tables: () => {
      tables ??= buildTables(deck.rates, schedule?.bands ?? ['']);
      return tables;
    },
  };
}
