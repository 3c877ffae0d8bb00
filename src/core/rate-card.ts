import type { Micros } from './money.ts';

/** Price lists and what companies pay by, as they are written and kept. The rules are those of docs/rating.md. */

/** From `afterSeconds` of talk on. */
export interface RateStep {
  readonly afterSeconds: number;
  readonly perMinute: Micros;
  /** Whole seconds, at least 1. */
  readonly nextIncrement: number;
}

/** The prices of one prefix in one band. */
export interface Rate {
  /** E.164 digits without `+`, or a dial string (`*600`, `999`). */
  readonly prefix: string;
  readonly destination: string;
  readonly numberType: string;
  /** Name of a band of the deck; empty for the price at any other time. */
  readonly band: string;
  readonly connectCharge: Micros;
  readonly minimumCharge: Micros;
  /** Talk up to here costs nothing. */
  readonly freeSeconds: number;
  /** Whole seconds, at least 1. */
  readonly firstIncrement: number;
  /** At least one; the first begins at 0, each later one after the one before. */
  readonly steps: readonly RateStep[];
}

export const BAND_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday'] as const;
export type BandDay = (typeof BAND_DAYS)[number];

/** Minutes of the local day, half-open; `toMinute` is at most 1440 and above `fromMinute`. */
export interface BandWindow {
  readonly band: string;
  readonly days: readonly BandDay[];
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** What a deck prices: calls going out, or calls coming in by the number they came to or from. */
export type DeckDirection = 'outbound' | 'inbound-ddi' | 'inbound-caller';

/** One dated version of a deck. */
export interface RateDeck {
  readonly name: string;
  /** First day it is in force, `YYYY-MM-DD` in the PBX's zone, and that day's first instant (UTC epoch seconds). */
  readonly from: string;
  readonly fromAt: number;
  /** First instant at which it is no longer in force; null until the next version of the deck begins. */
  readonly toAt: number | null;
  readonly currency: string;
  readonly direction: DeckDirection;
  readonly crossing: 'by-start' | 'by-part';
  /** IANA zone of the bands' local times. */
  readonly zone: string;
  /** In the order in which they are asked. */
  readonly windows: readonly BandWindow[];
  /** Local dates `YYYY-MM-DD`. */
  readonly holidays: readonly string[];
  readonly rates: readonly Rate[];
}

/** Matches calls by destination or number type; neither given matches all. */
export interface RuleMatch {
  readonly numberTypes: readonly string[];
  readonly destinations: readonly string[];
}

export interface Adjustment extends RuleMatch {
  /** Ten-thousandths of a percent: 10 % is 100_000, a discount is below 0 (at least -1_000_000). */
  readonly perMillion: number;
}

export interface Allowance extends RuleMatch {
  readonly name: string;
  readonly unit: 'seconds' | 'calls';
  readonly quantity: number;
  readonly per: 'month' | 'day';
}

export interface Rounding {
  readonly mode: 'half-up' | 'half-even' | 'up' | 'down';
  /** 0 to 6. */
  readonly decimals: number;
  readonly per: 'call' | 'period';
}

export interface Rental {
  readonly name: string;
  readonly per: 'company' | 'device';
  readonly monthly: Micros;
}

/** What companies pay by. */
export interface Tariff {
  readonly name: string;
  readonly currency: string;
  /** Names of outbound decks, asked in this order. */
  readonly decks: readonly string[];
  readonly inboundDecks: readonly string[];
  readonly adjustments: readonly Adjustment[];
  readonly allowances: readonly Allowance[];
  readonly minimumPerCall: Micros;
  readonly capPerCall: Micros | null;
  readonly rounding: Rounding;
  /** Ten-thousandths of a percent. */
  readonly taxPerMillion: number;
  readonly rentals: readonly Rental[];
}

/** Which tariff a company pays by, or by which deck a trunk's carrier bills, `[fromAt, toAt)`; null is open. */
export interface Assignment {
  /** Company id, or trunk id. */
  readonly to: string;
  /** Tariff name, or deck name. */
  readonly name: string;
  readonly from: string | null;
  readonly fromAt: number;
  readonly toAt: number | null;
}

/** Everything that prices calls, at one revision of the catalog. */
export interface RateCard {
  /** Number of the revision: every import makes a new one, and none is ever changed. */
  readonly revision: number;
  /** IANA zone of the PBX: allowances' days and months. */
  readonly zone: string;
  /** Versions of decks; decks in the order of their first import. */
  readonly decks: readonly RateDeck[];
  readonly tariffs: readonly Tariff[];
  readonly companyTariffs: readonly Assignment[];
  readonly trunkDecks: readonly Assignment[];
}
