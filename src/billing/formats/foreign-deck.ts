import type { Micros } from '../../core/money.ts';
import type { BandWindow, Rate, RateDeck, Rounding } from '../../core/rate-card.ts';

/** Rate formats of other products, and the price lists that carriers send. */
export const FOREIGN_FORMATS = ['cgrates', 'a2billing', 'astpp', 'price-list'] as const;
export type ForeignFormat = (typeof FOREIGN_FORMATS)[number];

/** One dated version of a deck, as a foreign file gives it. */
export interface ForeignDeck {
  /** Absent where the file names none: whoever imports it does. */
  readonly name?: string;
  /** First day in force, `YYYY-MM-DD`; absent where the file says none. */
  readonly from?: string;
  readonly terms: {
    readonly crossing: RateDeck['crossing'];
    readonly windows: readonly BandWindow[];
    readonly holidays: readonly string[];
    readonly zone?: string;
  };
  /** `numberType` is empty: these formats have none. */
  readonly rates: readonly Rate[];
}

/** The part of a tariff that a foreign file states. */
export interface ForeignTariff {
  readonly name: string;
  /** Names of decks, asked in this order. */
  readonly decks: readonly string[];
  readonly rounding?: Rounding;
  readonly capPerCall?: Micros;
}

export interface ForeignImport {
  /** Versions of one deck by date. */
  readonly decks: readonly ForeignDeck[];
  readonly tariffs?: readonly ForeignTariff[];
  /** Sentences for whoever imports: every guess, every line that was left out, every difference of meaning. */
  readonly notes: readonly string[];
}

/** What settles a file that can be read in more ways than one. The texts are those of the command line's options. */
export interface ForeignOptions {
  /** Where columns stand, from 1: `prefix=1,perMinute=4`. */
  readonly columns?: string;
  /** The decimal mark: `point` or `comma`. */
  readonly decimal?: string;
  /** Order of day and month: `dmy`, `mdy` or `ymd`. */
  readonly dates?: string;
  /** What prices are written in: `unit` (euros, pounds) or `cent`. */
  readonly unit?: string;
  /** Increments of a list that has none: `60/1`. */
  readonly increments?: string;
  /** When the bands are: `peak=mon-fri 08:00-19:00,weekend=sat-sun`. */
  readonly times?: string;
  /** Country code of prefixes in their national form: `44`. */
  readonly countryCode?: string;
  /** A2Billing: `sell` or `buy`. */
  readonly prices?: string;
  /** What no tariff of ours can say and is left out knowingly: `rounding`, `max-cost`, with commas. */
  readonly ignore?: string;
  /** Currency of the import; a file in another one is refused. */
  readonly currency?: string;
}

/** File name → text. */
export type ForeignFiles = ReadonlyMap<string, string>;
