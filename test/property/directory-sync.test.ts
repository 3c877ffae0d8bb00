import fc, { type GeneratorValue } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Directory, DirectoryEntries } from '../../src/core/directory.ts';
import { formatInstant } from '../../src/core/format-instant.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { startOfDay } from '../../src/core/zone.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
import type { FoundDirectory } from '../../src/directory/sync/found-directory.ts';
import { planSync } from '../../src/directory/sync/plan-sync.ts';
import {
  CHANNELS,
  COMPANIES,
  DAYS,
  makeRandomDirectory,
  NUMBERS,
  OUTSIDE,
  SIP_NAMES,
} from '../support/random-directory.ts';

const ZONE = 'Europe/London';
const TRUNKS = ['', 'trunk-0', 'trunk-1', 'trunk-2', 'trunk-3', 'one', ...CHANNELS] as const;
const NAMES = ['Ann Reader', 'Bob Marsh', 'Cleo Hart'] as const;

/** What a PBX may say, of some lists and not of others. */
function findAnything(gen: GeneratorValue): FoundDirectory {
  const pick = <T>(values: readonly T[]): T => gen(chooseFrom<T>, values);
  const some = <T>(values: readonly T[]): T[] => gen(fc.subarray<T>, [...values]);
  const maybe = <T>(key: string, value: () => T) => (pick([true, true, false]) ? { [key]: value() } : {});
  const numbers = some(COMPANIES.flatMap((company) => NUMBERS.map((number) => ({ company, number }))));
  const kinds = numbers.map((one) => ({ one, kind: pick(['extension', 'extension', 'queue', 'group']) }));
  const ofKind = (kind: string) => kinds.filter((each) => each.kind === kind).map(({ one }) => one);
  const name = () => maybe('name', () => pick(NAMES));
  return {
    ...maybe('companies', () => some(COMPANIES).map((id) => ({ id, ...name() }))),
    ...maybe('people', () => some(NUMBERS).map((number) => ({ name: pick(NAMES), numbers: [number] }))),
    ...maybe('extensions', () => ofKind('extension').map((one) => ({ ...one, ...name() }))),
    ...maybe('queues', () =>
      ofKind('queue').map((one) => ({ ...one, name: `queue ${one.company} ${one.number}` })),
    ),
    ...maybe('groups', () => ofKind('group').map((one) => ({ ...one, ...name(), members: some(NUMBERS) }))),
    ...maybe('devices', () =>
      some(SIP_NAMES).map((sipName) => ({
        sipName,
        company: pick(COMPANIES),
        ...maybe('id', () => `05000000400${pick(['0', '1'])}0`.padStart(13, '0')),
        ...maybe('owner', () => pick(NAMES)),
        ...maybe('extensions', () => some(NUMBERS)),
      })),
    ),
    ...maybe('ddis', () =>
      some(OUTSIDE).map((forms) => ({
        number: pick<string>(forms),
        company: pick(COMPANIES),
        destination: pick(NUMBERS),
      })),
    ),
    ...maybe('trunks', () =>
      some(CHANNELS).map((channel) => ({ id: pick(['one', channel]), channels: [channel] })),
    ),
    notes: [],
  };
}

function chooseFrom<T>(values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

/** Companies and trunks that dial in their own way, whose rules are those of their latest entry. */
function withOwnRules(directory: DirectoryEntries, gen: GeneratorValue): DirectoryEntries {
  const own = <E>(entry: E) =>
    gen(fc.boolean) ? { ...entry, dialling: { outsideLine: gen(chooseFrom<string>, ['', '7']) } } : entry;
  return { ...directory, companies: directory.companies.map(own), trunks: directory.trunks.map(own) };
}

/** Everything that attribution asks of a directory, at an instant. */
function askEverything(directory: Directory, at: number): unknown {
  const bare = (one: object | undefined) => {
    if (one === undefined) return undefined;
    const { from: _from, to: _to, source: _source, ...rest } = one as Record<string, unknown>;
    return rest;
  };
  return {
    devices: SIP_NAMES.map((sipName) => bare(directory.deviceBySipName(sipName, at))),
    rung: COMPANIES.flatMap((company) =>
      NUMBERS.map((number) => directory.devicesOf(company, number, at).map(bare)),
    ),
    callables: COMPANIES.flatMap((company) =>
      NUMBERS.map((number) => bare(directory.callable(number, company, at))),
    ),
    ddis: OUTSIDE.flat().map((number) => bare(directory.ddi(number, at))),
    trunks: CHANNELS.map((channel) => bare(directory.trunkByChannel(channel, at))),
    companies: COMPANIES.map((company) => directory.hasCompany(company, at)),
    rules: COMPANIES.flatMap((company) => TRUNKS.map((trunk) => directory.dialling(company, trunk))),
  };
}

const instants = fc
  .array(fc.integer({ min: startOfDay(ZONE, '2026-03-20'), max: startOfDay(ZONE, '2026-11-20') }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((list) => list.toSorted((a, b) => a - b));

/** What the directory is after a sync, by way of the checks of an import. */
function apply(directory: DirectoryEntries, found: FoundDirectory, source: string, ranAt: number) {
  const plan = planSync(directory, found, { source, ranAt, anyway: true });
  return { plan, after: checkDirectory(plan.file, ZONE, directory) };
}

describe('any sequence of syncs', () => {
  it('leaves every day before as it was, and changes nothing when it is made again', () => {
    fc.assert(
      fc.property(fc.gen(), instants, (gen, times) => {
        let directory = withOwnRules(makeRandomDirectory(gen), gen);
        for (const ranAt of times) {
          const found = findAnything(gen);
          const source = gen(chooseFrom<string>, ['asterisk', 'people']);
          const { plan, after } = apply(directory, found, source, ranAt);
          const midnight = startOfDay(ZONE, plan.day);
          expect(formatInstant(ranAt, ZONE).slice(0, 10)).toBe(plan.day);
          const [was, is] = [indexDirectory(directory), indexDirectory(after)];
          const past = [...DAYS.map((day) => startOfDay(ZONE, day)), ...times, midnight - 1];
          for (const at of past.filter((one) => one < midnight)) {
            expect(askEverything(is, at)).toEqual(askEverything(was, at));
          }
          const again = apply(after, found, source, ranAt);
          expect(again.plan.changes.filter(({ what }) => what !== 'refused')).toEqual([]);
          expect(again.after).toEqual(after);
          directory = after;
        }
      }),
      // Making a counterexample smaller takes minutes, as every step syncs anew.
      { numRuns: 100, endOnFailure: true },
    );
  });
});
