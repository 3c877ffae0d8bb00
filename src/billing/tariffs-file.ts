import { formatMicros, parseMicros } from '../core/money.ts';
import type { Adjustment, Allowance, Rounding, Tariff } from '../core/rate-card.ts';
import type { AssignmentRow, StoredTariffs } from '../store/catalog/rates-tariffs.ts';

/** tariffs.json as its schema has it; what is left out is none, or null, or as `toTariff` says. */
export interface TariffsFile {
  readonly tariffs: readonly WrittenTariff[];
  readonly companies?: readonly ({ readonly company: string; readonly tariff: string } & Days)[];
  readonly trunks?: readonly ({ readonly trunk: string; readonly deck: string } & Days)[];
}

interface Days {
  readonly from?: string | null;
  readonly to?: string | null;
}

interface Match {
  readonly numberTypes?: readonly string[];
  readonly destinations?: readonly string[];
}

interface WrittenAllowance extends Match {
  readonly name: string;
  readonly minutes?: number;
  readonly calls?: number;
  readonly per: Allowance['per'];
}

export interface WrittenTariff {
  readonly name: string;
  readonly currency: string;
  readonly decks?: readonly string[];
  readonly inboundDecks?: readonly string[];
  readonly adjustments?: readonly (Match & { readonly percent: string })[];
  readonly allowances?: readonly WrittenAllowance[];
  readonly minimumPerCall?: string;
  readonly capPerCall?: string;
  readonly rounding?: Rounding;
  readonly taxPercent?: string;
  readonly rentals?: readonly {
    readonly name: string;
    readonly per: 'company' | 'device';
    readonly monthly: string;
  }[];
}

/** Millionths of a percent in a ten-thousandth. */
const MICROS_PER_STEP = 100;
const SIX_DECIMALS: Rounding = { mode: 'half-up', decimals: 6, per: 'call' };

/** A tariff as it is kept. Rounding is half-up at six decimals, call by call, unless it is written. */
export function toTariff(written: WrittenTariff): Tariff {
  return {
    name: written.name,
    currency: written.currency,
    decks: written.decks ?? [],
    inboundDecks: written.inboundDecks ?? [],
    adjustments: (written.adjustments ?? []).map(
      (one): Adjustment => ({ ...toMatch(one), perMillion: toPerMillion(one.percent) }),
    ),
    allowances: (written.allowances ?? []).map(toAllowance),
    minimumPerCall: parseMicros(written.minimumPerCall ?? '0'),
    capPerCall: written.capPerCall === undefined ? null : parseMicros(written.capPerCall),
    rounding: written.rounding ?? SIX_DECIMALS,
    taxPerMillion: toPerMillion(written.taxPercent ?? '0'),
    rentals: (written.rentals ?? []).map((one) => ({ ...one, monthly: parseMicros(one.monthly) })),
  };
}

/** The inverse of `toTariff`, whatever is none left out. */
function fromTariff(tariff: Tariff): WrittenTariff {
  const { name, currency, decks, inboundDecks, adjustments, allowances, rentals } = tariff;
  return {
    name,
    currency,
    ...some('decks', decks),
    ...some('inboundDecks', inboundDecks),
    ...some(
      'adjustments',
      adjustments.map((one) => ({ ...fromMatch(one), percent: formatPercent(one.perMillion) })),
    ),
    ...some('allowances', allowances.map(fromAllowance)),
    ...(tariff.minimumPerCall === 0 ? {} : { minimumPerCall: formatMicros(tariff.minimumPerCall) }),
    ...(tariff.capPerCall === null ? {} : { capPerCall: formatMicros(tariff.capPerCall) }),
    rounding: tariff.rounding,
    ...(tariff.taxPerMillion === 0 ? {} : { taxPercent: formatPercent(tariff.taxPerMillion) }),
    ...some(
      'rentals',
      rentals.map((one) => ({ ...one, monthly: formatMicros(one.monthly) })),
    ),
  };
}

/** Who pays by what, as it is kept. */
export function toAssignments({ companies = [], trunks = [] }: TariffsFile): readonly AssignmentRow[] {
  return [
    ...companies.map((one) => toAssignment('company', one.company, one.tariff, one)),
    ...trunks.map((one) => toAssignment('trunk', one.trunk, one.deck, one)),
  ];
}

/** Everything kept as a tariffs.json that changes nothing when it is imported. */
export function toTariffsFile({ tariffs, assignments }: StoredTariffs): TariffsFile {
  const of = (kind: AssignmentRow['kind']) => assignments.filter((row) => row.kind === kind);
  return {
    tariffs: tariffs.map(fromTariff),
    companies: of('company').map(({ to, name, fromDate, toDate }) => ({
      company: to,
      tariff: name,
      from: fromDate,
      to: toDate,
    })),
    trunks: of('trunk').map(({ to, name, fromDate, toDate }) => ({
      trunk: to,
      deck: name,
      from: fromDate,
      to: toDate,
    })),
  };
}

/** `12.5` → 125_000: ten-thousandths of a percent. */
export function toPerMillion(percent: string): number {
  return parseMicros(percent) / MICROS_PER_STEP;
}

function formatPercent(perMillion: number): string {
  return formatMicros(perMillion * MICROS_PER_STEP);
}

function toAssignment(
  kind: AssignmentRow['kind'],
  to: string,
  name: string,
  { from = null, to: until = null }: Days,
): AssignmentRow {
  return { kind, to, name, fromDate: from, toDate: until };
}

function toAllowance({ name, minutes, calls, per, ...match }: WrittenAllowance): Allowance {
  const amount =
    minutes === undefined
      ? { unit: 'calls' as const, quantity: calls ?? 0 }
      : { unit: 'seconds' as const, quantity: minutes * 60 };
  return { name, ...toMatch(match), ...amount, per };
}

function fromAllowance({ name, unit, quantity, per, ...match }: Allowance): WrittenAllowance {
  const amount = unit === 'seconds' ? { minutes: quantity / 60 } : { calls: quantity };
  return { name, ...fromMatch(match), ...amount, per };
}

function toMatch({ numberTypes = [], destinations = [] }: Match) {
  return { numberTypes, destinations };
}

function fromMatch({ numberTypes, destinations }: Required<Match>): Match {
  return { ...some('numberTypes', numberTypes), ...some('destinations', destinations) };
}

function some<Key extends string, Item>(
  key: Key,
  items: readonly Item[],
): Partial<Record<Key, readonly Item[]>> {
  return items.length === 0 ? {} : ({ [key]: items } as Partial<Record<Key, readonly Item[]>>);
}
