import type { PrefixRates, PrefixRow } from '../../../api/prefixes.ts';

/** A prefix as it stands in the form: every cell a text. */
export interface PrefixDraft {
  readonly prefix: string;
  readonly destination: string;
  readonly numberType: string;
  readonly rows: readonly PrefixRow[];
}

/** What is said of the whole rate, on the first of its steps alone. */
const OF_THE_RATE = ['connectCharge', 'firstIncrement', 'minimumCharge', 'freeSeconds'] as const;

export const NEW_ROW: PrefixRow = { band: '', afterSeconds: '0', perMinute: '' };

/** What a version says of a prefix, or a new one that begins with these digits. */
export function toDraft(rates: PrefixRates | undefined, begun = ''): PrefixDraft {
  return {
    prefix: rates?.prefix ?? begun,
    destination: rates?.destination ?? '',
    numberType: rates?.numberType ?? '',
    rows: rates?.rows ?? [NEW_ROW],
  };
}

/** Whether a row is a further step of a rate. */
export function isStep({ afterSeconds = '' }: PrefixRow): boolean {
  return !/^0*$/.test(afterSeconds.trim());
}

/** As it is sent: decimals with a point whichever mark was typed, and what a further step has no say in left out. */
export function toRates({ rows, ...draft }: PrefixDraft): PrefixRates {
  return {
    ...draft,
    prefix: draft.prefix.trim(),
    rows: rows.map((row) => {
      const kept = Object.entries(row).filter(
        ([column]) => !isStep(row) || !OF_THE_RATE.some((one) => one === column),
      );
      return Object.fromEntries(
        kept.map(([column, cell]) => [column, column === 'band' ? cell : cell?.trim().replace(',', '.')]),
      );
    }),
  };
}
