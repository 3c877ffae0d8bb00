import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DirectoryEntries, Validity } from '../../src/core/directory.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { startOfDay } from '../../src/core/zone.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
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
/** The seconds around each change of hands, and the middle of the stretches between. */
const INSTANTS = DAYS.flatMap((day) =>
  [-86_400 * 10, -1, 0, 1, 3_600].map((shift) => startOfDay(ZONE, day) + shift),
);

function holds({ from, to }: Validity, at: number): boolean {
  return (
    (from === undefined || startOfDay(ZONE, from) <= at) && (to === undefined || at < startOfDay(ZONE, to))
  );
}

function scanCallables(entries: DirectoryEntries, number: string, at: number) {
  const kinds = [
    ...entries.extensions.map((entry) => ({ kind: 'extension', entry })),
    ...entries.queues.map((entry) => ({ kind: 'queue', entry })),
    ...entries.groups.map((entry) => ({ kind: 'group', entry })),
  ];
  return kinds
    .filter(({ entry }) => entry.number === number && holds(entry, at))
    .map(({ kind, entry: { name, company } }) => ({ kind, number, name, company, members: [] }));
}

describe('the index answers as a scan of all entries does', () => {
  const property = (check: (entries: DirectoryEntries, at: number) => void) =>
    fc.assert(
      fc.property(fc.gen(), fc.constantFrom(...INSTANTS), (gen, at) => {
        check(makeRandomDirectory(gen), at);
      }),
    );

  it('made of directories without fault', () => {
    property((entries) => {
      expect(checkDirectory(entries, 'UTC').zone).toBe(ZONE);
    });
  });

  it('devices by SIP name', () => {
    property((entries, at) => {
      const directory = indexDirectory(entries);
      for (const sipName of SIP_NAMES) {
        const exact = entries.devices.filter((one) => one.sipName === sipName && holds(one, at));
        const anyCase = entries.devices.filter(
          (one) => one.sipName.toLowerCase() === sipName.toLowerCase() && holds(one, at),
        );
        const expected = exact[0] ?? (anyCase.length === 1 ? anyCase[0] : undefined);
        expect(directory.deviceBySipName(sipName, at)).toEqual(expected);
      }
    });
  });

  it('devices of an extension, and the handset of an owner', () => {
    property((entries, at) => {
      const directory = indexDirectory(entries);
      const holding = entries.devices.filter((one) => holds(one, at)).sort((a, b) => (a.id < b.id ? -1 : 1));
      for (const company of COMPANIES) {
        for (const number of NUMBERS) {
          const expected = holding.filter(
            (one) => one.company === company && one.extensions.includes(number),
          );
          expect(directory.devicesOf(company, number, at)).toEqual(expected);
        }
      }
      for (const device of entries.devices) {
        const expected = holding.find(
          ({ kind, owner, company }) =>
            kind === 'handset' && owner === device.owner && company === device.company,
        );
        expect(directory.handsetOf(device, at)).toEqual(expected);
      }
    });
  });

  it('what can be dialled inside', () => {
    property((entries, at) => {
      const directory = indexDirectory(entries);
      for (const number of NUMBERS) {
        const found = scanCallables(entries, number, at);
        const only = found.length === 1 ? found[0] : undefined;
        for (const company of [...COMPANIES, 'nobody']) {
          const own = found.find((one) => one.company === company);
          expect(directory.callable(number, company, at)).toEqual(own ?? only);
        }
      }
    });
  });

  it('queues by name', () => {
    property((entries, at) => {
      const directory = indexDirectory(entries);
      for (const { name } of entries.queues) {
        const holding = entries.queues.find((one) => one.name === name && holds(one, at));
        expect(directory.queueByName(name, at)?.number).toBe(holding?.number);
      }
    });
  });

  it('DDIs in any form, and trunks', () => {
    property((entries, at) => {
      const directory = indexDirectory(entries);
      for (const forms of OUTSIDE) {
        const spelled: readonly string[] = forms;
        const expected = entries.ddis.find((one) => spelled.includes(one.number) && holds(one, at));
        for (const form of forms) expect(directory.ddi(form, at)).toEqual(expected);
      }
      for (const channel of CHANNELS) {
        const expected = entries.trunks.find((one) => one.channels.includes(channel) && holds(one, at));
        expect(directory.trunkByChannel(channel, at)).toEqual(expected);
        expect(
          directory.trunkByChannel(
            channel.replace(/^[A-Z]+/, (name) => name.toLowerCase()),
            at,
          ),
        ).toEqual(expected);
      }
    });
  });
});
