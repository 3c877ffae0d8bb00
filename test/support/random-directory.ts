import fc, { type GeneratorValue } from 'fast-check';
import type {
  DdiEntry,
  DeviceEntry,
  DirectoryEntries,
  ExtensionEntry,
  GroupEntry,
  QueueEntry,
  TrunkEntry,
  Validity,
} from '../../src/core/directory.ts';

/** Days around which entries change hands; two are days on which London's clocks change. */
export const DAYS = ['2026-03-29', '2026-03-30', '2026-06-01', '2026-10-25', '2026-10-26'] as const;
export const COMPANIES = ['default', 'acme', 'beta'] as const;
export const NUMBERS = ['200', '201', '202', '0200'] as const;
export const SIP_NAMES = ['Ann', 'ann', '05000000EE010', 'bob-1'] as const;
/** Forms of one outside number each. */
export const OUTSIDE = [
  ['02079460000', '+442079460000', '00442079460000', '442079460000'],
  ['+33142685300', '0033142685300'],
  ['460000'],
  ['01612345678', '+441612345678'],
] as const;
export const CHANNELS = ['SIP/one', 'PJSIP/one', 'SIP/One', 'DAHDI/i1'] as const;

/** A directory without a fault, in which many things change hands and many numbers are shared by companies. */
export function makeRandomDirectory(gen: GeneratorValue): DirectoryEntries {
  const draw = createDraw(gen);
  const callables = drawCallables(draw);
  return {
    zone: 'Europe/London',
    dialling: { country: 'GB', outsideLine: '9', international: '00', national: '0', areaCode: '20' },
    companies: COMPANIES.map((id) => ({ id, name: `Company ${id}` })),
    ...callables,
    devices: drawDevices(draw, callables.extensions),
    ddis: drawDdis(draw, [...callables.extensions, ...callables.queues, ...callables.groups]),
    trunks: CHANNELS.flatMap((channel, index) =>
      draw
        .stretches()
        .map((validity): TrunkEntry => ({ id: `trunk-${index}`, channels: [channel], ...validity })),
    ),
  };
}

interface Draw {
  pick<T>(values: readonly T[]): T;
  some<T>(values: readonly T[]): T[];
  /** Stretches of time that follow each other, some left out. */
  stretches(): Validity[];
}

function createDraw(gen: GeneratorValue): Draw {
  const some = <T>(values: readonly T[]): T[] => gen(fc.subarray<T>, [...values]);
  return {
    pick: <T>(values: readonly T[]): T => gen(chooseFrom<T>, values),
    some,
    stretches: () => {
      const ends = [undefined, ...some(DAYS), undefined];
      const all = ends.slice(1).map((to, index): Validity => {
        const from = ends[index];
        return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      });
      return some(all);
    },
  };
}

function chooseFrom<T>(values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

function drawCallables({ pick, stretches }: Draw) {
  const extensions: ExtensionEntry[] = [];
  const queues: QueueEntry[] = [];
  const groups: GroupEntry[] = [];
  for (const [company, number] of COMPANIES.flatMap((one) => NUMBERS.map((other) => [one, other] as const))) {
    for (const validity of stretches()) {
      const name = `${pick(['x', 'y'])} ${company} ${number}`;
      const kind = pick(['extension', 'extension', 'queue', 'group']);
      if (kind === 'extension') extensions.push({ number, name, company, ...validity });
      if (kind === 'queue') queues.push({ number, name, company, members: [], ...validity });
      if (kind === 'group') groups.push({ number, name, company, members: [], ...validity });
    }
  }
  return { extensions, queues, groups };
}

function drawDevices({ pick, some, stretches }: Draw, callables: readonly ExtensionEntry[]): DeviceEntry[] {
  return SIP_NAMES.flatMap((sipName, index) =>
    stretches().map((validity): DeviceEntry => {
      const company = pick(COMPANIES);
      return {
        id: `050000000400${index}`,
        sipName,
        owner: pick(['Ann Reader', 'Bob Marsh']),
        company,
        kind: pick(['handset', 'handset', 'keevio'] as const),
        extensions: some(numbersOf(company, callables)),
        ...validity,
      };
    }),
  );
}

function drawDdis({ pick, stretches }: Draw, callables: readonly ExtensionEntry[]): DdiEntry[] {
  return OUTSIDE.flatMap((forms) =>
    stretches().flatMap((validity) => {
      const company = pick(COMPANIES);
      const destinations = numbersOf(company, callables);
      if (destinations.length === 0) return [];
      return [{ number: pick<string>(forms), company, destination: pick(destinations), ...validity }];
    }),
  );
}

function numbersOf(company: string, callables: readonly ExtensionEntry[]): string[] {
  return [...new Set(callables.filter((one) => one.company === company).map(({ number }) => number))];
}
