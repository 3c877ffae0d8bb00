import type { Tariff, TariffsFile } from '../../../api/tariffs-file.ts';

/** Which calls a rule is about: all of them where neither names any. */
interface Match {
  readonly numberTypes: readonly string[];
  readonly destinations: readonly string[];
}

export interface AdjustmentDraft extends Match {
  readonly percent: string;
}

export interface AllowanceDraft extends Match {
  readonly name: string;
  readonly minutes: string;
  readonly calls: string;
  readonly per: string;
}

export interface RentalDraft {
  readonly name: string;
  readonly per: string;
  readonly monthly: string;
}

/** Who is priced by something, and when: a company by a tariff, a trunk by a carrier's price list. */
export interface AssignmentDraft {
  readonly who: string;
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** A tariff as it stands in the form: every field a text, empty for what is not said. */
export interface TariffDraft {
  readonly name: string;
  readonly currency: string;
  readonly decks: readonly string[];
  readonly inboundDecks: readonly string[];
  readonly adjustments: readonly AdjustmentDraft[];
  readonly allowances: readonly AllowanceDraft[];
  readonly rentals: readonly RentalDraft[];
  readonly minimumPerCall: string;
  readonly capPerCall: string;
  readonly taxPercent: string;
  /** Empty as long as nobody has said how: half-up at six decimals, call by call. */
  readonly mode: string;
  readonly decimals: string;
  readonly per: string;
  readonly payers: readonly AssignmentDraft[];
}

export const NEW_ADJUSTMENT: AdjustmentDraft = { numberTypes: [], destinations: [], percent: '' };
export const NEW_ALLOWANCE: AllowanceDraft = {
  ...{ name: '', numberTypes: [], destinations: [], minutes: '', calls: '', per: 'month' },
};
export const NEW_RENTAL: RentalDraft = { name: '', per: 'company', monthly: '' };

/** A tariff of a file with who pays by it; a new one where the file has none of that name. */
export function toTariffDraft(file: TariffsFile, name: string | undefined, currency: string): TariffDraft {
  const tariff: Tariff = file.tariffs.find((one) => one.name === name) ?? { name: '', currency };
  const { rounding } = tariff;
  return {
    ...{ name: tariff.name, currency: tariff.currency },
    ...{ decks: tariff.decks ?? [], inboundDecks: tariff.inboundDecks ?? [] },
    adjustments: (tariff.adjustments ?? []).map((one) => ({ ...NEW_ADJUSTMENT, ...one })),
    allowances: (tariff.allowances ?? []).map(({ minutes, calls, ...one }) => ({
      ...{ ...NEW_ALLOWANCE, ...one },
      ...{
        minutes: minutes === undefined ? '' : String(minutes),
        calls: calls === undefined ? '' : String(calls),
      },
    })),
    rentals: tariff.rentals ?? [],
    ...{ minimumPerCall: tariff.minimumPerCall ?? '', capPerCall: tariff.capPerCall ?? '' },
    taxPercent: tariff.taxPercent ?? '',
    ...{ mode: rounding?.mode ?? '', per: rounding?.per ?? '' },
    decimals: rounding === undefined ? '' : String(rounding.decimals),
    payers: file.companies
      .filter((one) => name !== undefined && one.tariff === name)
      .map(({ company, tariff: what, from, to }) => ({ who: company, what, from: from ?? '', to: to ?? '' })),
  };
}

/** The file in which the tariff and its payers are as the form has them; without them where `draft` is undefined. */
export function changeTariff(
  file: TariffsFile,
  name: string | undefined,
  draft: TariffDraft | undefined,
): unknown {
  const at = placeOf(file, name);
  const others = companiesOfOthers(file, name);
  const tariffs: unknown[] = [...file.tariffs];
  tariffs.splice(at, 1, ...(draft === undefined ? [] : [toTariff(draft)]));
  const payers = (draft?.payers ?? []).map(({ who, from, to }) => ({
    ...{ company: who, tariff: draft?.name.trim(), from: orNull(from), to: orNull(to) },
  }));
  return { ...file, tariffs, companies: [...others, ...payers] };
}

/** The file with other carriers' price lists on trunks. */
export function changeCarriers(file: TariffsFile, rows: readonly AssignmentDraft[]): unknown {
  const trunks = rows.map(({ who, what, from, to }) => ({
    ...{ trunk: who.trim(), deck: what, from: orNull(from), to: orNull(to) },
  }));
  return { ...file, trunks };
}

/** Where in the file a tariff stands, or a new one will. */
export function placeOf(file: TariffsFile, name: string | undefined): number {
  const at = file.tariffs.findIndex((one) => one.name === name);
  return at === -1 ? file.tariffs.length : at;
}

/** Payers by other tariffs: they stand in front of this one's. */
export function companiesOfOthers(file: TariffsFile, name: string | undefined): TariffsFile['companies'] {
  return file.companies.filter((one) => one.tariff !== name);
}

function toTariff(draft: TariffDraft): unknown {
  const { mode, decimals, per } = draft;
  const rounding = { mode, decimals: toWhole(decimals), per };
  return {
    ...{ name: draft.name.trim(), currency: draft.currency.trim() },
    ...{ decks: draft.decks, inboundDecks: draft.inboundDecks },
    adjustments: draft.adjustments.map((one) => ({ ...toMatch(one), percent: toDecimal(one.percent) })),
    allowances: draft.allowances.map(({ name, minutes, calls, per: period, ...one }) => ({
      ...{ name: name.trim(), ...toMatch(one), per: period },
      ...(minutes.trim() === '' ? {} : { minutes: toWhole(minutes) }),
      ...(calls.trim() === '' ? {} : { calls: toWhole(calls) }),
    })),
    rentals: draft.rentals.map((one) => ({ ...one, name: one.name.trim(), monthly: toDecimal(one.monthly) })),
    ...some('minimumPerCall', draft.minimumPerCall),
    ...some('capPerCall', draft.capPerCall),
    ...some('taxPercent', draft.taxPercent),
    ...(`${mode}${decimals}${per}`.trim() === '' ? {} : { rounding }),
  };
}

const toMatch = ({ numberTypes, destinations }: Match) => ({
  ...(numberTypes.length === 0 ? {} : { numberTypes }),
  ...(destinations.length === 0 ? {} : { destinations }),
});

const some = (name: string, text: string) => (text.trim() === '' ? {} : { [name]: toDecimal(text) });
const orNull = (day: string) => (day === '' ? null : day);
/** With a point, whichever mark was typed. */
const toDecimal = (text: string) => text.trim().replace(',', '.');
/** What is no whole number stays as it is written: the server says what is wrong with it. */
const toWhole = (text: string) => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : text);
