import type { Fault } from '../core/errors.ts';
import type { BandWindow, DeckDirection, RateDeck } from '../core/rate-card.ts';
import { isZone } from '../core/zone.ts';
import type { DeckTerms, DeckVersionRow } from '../store/catalog/rates-decks.ts';
import { readBands } from './deck-bands.ts';
import { readHolidays } from './deck-holidays.ts';
import { checkDeckName, isDay } from './deck-name.ts';

/** A version of a deck as somebody wants it imported, nothing of it checked yet. */
export interface DeckFile {
  readonly name: string;
  /** First day in force, `YYYY-MM-DD` in the PBX's zone. */
  readonly from: string;
  /** ISO 4217 code, `GBP`. */
  readonly currency: string;
  readonly csv: string;
  /** First day on which it is no longer in force; `none` until the next version begins. */
  readonly to?: string | undefined;
  readonly direction?: string | undefined;
  readonly crossing?: string | undefined;
  /** IANA zone of the bands' local times; `none` for the PBX's own. */
  readonly zone?: string | undefined;
  /** CSV of time bands, and of public holidays. */
  readonly bands?: string | undefined;
  readonly holidays?: string | undefined;
}

const DIRECTIONS = ['outbound', 'inbound-ddi', 'inbound-caller'] as const;
const CROSSINGS = ['by-start', 'by-part'] as const;
const NONE = 'none';

/**
 * What a version is to say beside its rates. What the file leaves out is that of the version it replaces, and without
 * one that of the version before it (`to` excepted, which is a version's own). Faults are added.
 */
export function readTerms(
  file: DeckFile,
  replaced: DeckVersionRow | undefined,
  earlier: DeckVersionRow | undefined,
  faults: Fault[],
): DeckTerms {
  faults.push(...checkDeckName(file), ...checkEnd(file));
  const model = replaced ?? earlier;
  const crossing = readChoice('crossing', file.crossing, CROSSINGS, faults);
  if (file.zone !== undefined && file.zone !== NONE && !isZone(file.zone)) {
    const message = `"${file.zone}" is not a time zone: write its IANA name, as in "Europe/London", or "none" for the PBX's own.`;
    faults.push({ where: 'zone', message });
  }
  return {
    to: file.to === undefined ? (replaced?.to ?? null) : orNull(file.to),
    crossing: crossing ?? model?.crossing ?? 'by-start',
    zone: file.zone === undefined ? (model?.zone ?? null) : orNull(file.zone),
    windows: readWindows(file, model, faults),
    holidays: file.holidays === undefined ? (model?.holidays ?? []) : readHolidays(file.holidays, faults),
  };
}

/** Which way a deck prices: what the file says, else what it has been, else outbound. */
export function readDirection(
  file: DeckFile,
  kept: DeckDirection | undefined,
  faults: Fault[],
): DeckDirection {
  const direction = readChoice('direction', file.direction, DIRECTIONS, faults) ?? kept ?? 'outbound';
  if (kept !== undefined && direction !== kept) {
    const message = `The deck "${file.name}" is ${kept}, and a deck keeps its direction: write "${kept}", or import it under another name.`;
    faults.push({ where: 'direction', message });
  }
  return direction;
}

function readWindows(
  file: DeckFile,
  model: DeckVersionRow | undefined,
  faults: Fault[],
): readonly BandWindow[] {
  return file.bands === undefined ? (model?.windows ?? []) : readBands(file.bands, faults);
}

function readChoice<Choice extends RateDeck['crossing'] | DeckDirection>(
  where: string,
  written: string | undefined,
  choices: readonly Choice[],
  faults: Fault[],
): Choice | undefined {
  const choice = choices.find((one) => one === written);
  if (written !== undefined && choice === undefined) {
    const message = `"${written}" is no ${where}: write ${choices.map((one) => `"${one}"`).join(' or ')}.`;
    faults.push({ where, message });
  }
  return choice;
}

function checkEnd({ from, to }: DeckFile): readonly Fault[] {
  if (to === undefined || to === NONE) return [];
  if (!isDay(to)) {
    const message = `"${to}" is no date: write the first day on which the version is no longer in force, as in "2026-07-01", or "none".`;
    return [{ where: 'to', message }];
  }
  if (!isDay(from) || from < to) return [];
  return [{ where: 'to', message: `"${to}" is not after "from" "${from}": write a later day, or "none".` }];
}

function orNull(written: string): string | null {
  return written === NONE ? null : written;
}
