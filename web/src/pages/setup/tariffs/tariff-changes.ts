import type { TariffsFile } from '../../../api/tariffs-file.ts';

/** One thing that two states of the tariffs say otherwise; undefined where one says nothing of it. */
export interface TariffChange {
  /** The tariff, company or trunk. */
  readonly of: string;
  readonly kind: 'tariff' | 'company' | 'trunk';
  /** Such as `rounding.decimals` or `allowances`. */
  readonly what: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What later tariffs say otherwise than earlier ones, field by field. */
export function compareTariffs(earlier: TariffsFile, later: TariffsFile): readonly TariffChange[] {
  return [
    ...compareMaps('tariff', toTariffs(earlier), toTariffs(later)),
    ...compareMaps('company', toPayers(earlier), toPayers(later)),
    ...compareMaps('trunk', toCarriers(earlier), toCarriers(later)),
  ];
}

type Facts = ReadonlyMap<string, ReadonlyMap<string, string>>;

function compareMaps(kind: TariffChange['kind'], earlier: Facts, later: Facts): readonly TariffChange[] {
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((of) => {
    const [was, is] = [earlier.get(of), later.get(of)];
    return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].flatMap((what) => {
      const [before, after] = [was?.get(what), is?.get(what)];
      return before === after ? [] : [{ kind, of, what, before, after }];
    });
  });
}

function toTariffs({ tariffs }: TariffsFile): Facts {
  return new Map(tariffs.map(({ name, ...fields }) => [name, new Map(listFacts(fields))]));
}

function toPayers({ companies }: TariffsFile): Facts {
  return groupDays(companies.map(({ company, tariff, ...days }) => ({ of: company, what: tariff, ...days })));
}

function toCarriers({ trunks }: TariffsFile): Facts {
  return groupDays(trunks.map(({ trunk, deck, ...days }) => ({ of: trunk, what: deck, ...days })));
}

interface Assignment {
  readonly of: string;
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
}

function groupDays(assignments: readonly Assignment[]): Facts {
  const facts = new Map<string, Map<string, string>>();
  for (const { of, what, from, to } of assignments) {
    const one = facts.get(of) ?? new Map<string, string>();
    const days = `${from ?? '…'} – ${to ?? '…'}`;
    const before = one.get(what);
    facts.set(of, one.set(what, before === undefined ? days : `${before}, ${days}`));
  }
  return facts;
}

/** Fields with what they hold, as one text each; what is within an object is a field of its own. */
function listFacts(fields: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? listFacts(value, `${path}${name}.`)
      : [[`${path}${name}`, tellValue(value)] as const],
  );
}

function tellValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(tellValue).join('; ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, inner]) => `${name} ${Array.isArray(inner) ? inner.join(', ') : String(inner)}`)
    .join(', ');
}
