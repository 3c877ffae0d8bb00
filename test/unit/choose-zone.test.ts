import { describe, expect, it } from 'vitest';
import { chooseZone } from '../../src/ingest/choose-zone.ts';
import { readHead } from '../../src/ingest/sources/read-head.ts';

const HEADER = 'start,duration,billsec,disposition,channel,uniqueid';
/** 1 July 2026, 10:00 UTC: noon in Paris, 11 in London, 6 in New York, 15:30 in Kolkata. */
const SUMMER = 1_782_900_000;
/** 1 January 2027, 10:00 UTC. */
const WINTER = 1_798_797_600;

interface Written {
  readonly at?: number;
  /** Seconds by which the clocks were ahead of UTC. */
  readonly ahead?: number;
  readonly count?: number;
  /** Seconds after the beginning of its channel at which each record begins. */
  readonly late?: (index: number) => number;
}

function row(startAt: number, ahead: number, epoch: number): string {
  const start = new Date((startAt + ahead) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  return `${start},5,3,ANSWERED,SIP/a-${epoch},${epoch}.7`;
}

function write({ at = SUMMER, ahead = 0, count = 20, late = () => 0 }: Written): string {
  const rows = Array.from({ length: count }, (_, index) =>
    row(at + index * 7 + late(index), ahead, at + index * 7),
  );
  return `${[HEADER, ...rows].join('\n')}\n`;
}

function choose(text: string, asked?: string, more: { pbxZone?: string; anyway?: boolean } = {}) {
  const part = { head: Buffer.from(text), isWhole: true };
  return chooseZone(part, undefined, { asked, pbxZone: 'Europe/London', anyway: false, ...more });
}

describe('where no zone is given', () => {
  it.each<[string, Written, string, string]>([
    [
      'a file that the PBX wrote in UTC',
      {},
      'UTC',
      'times were read as UTC: by the uniqueids of the first 20 records, 20 fit UTC and 0 fit Europe/London.',
    ],
    [
      'a file that the PBX wrote by its own clock',
      { ahead: 3600 },
      'Europe/London',
      "times were read as Europe/London, the PBX's zone: by the uniqueids of the first 20 records, 0 fit UTC and 20 fit Europe/London.",
    ],
    [
      'a file of nothing but one record',
      { count: 1 },
      'UTC',
      'times were read as UTC: by the uniqueids of the first record, 1 fit UTC and 0 fit Europe/London.',
    ],
    [
      'a file of which most records began late in their calls',
      { late: (index) => (index % 4) * 400 },
      'UTC',
      'times were read as UTC: by the uniqueids of the first 20 records, 5 fit UTC and 0 fit Europe/London.',
    ],
    [
      'a file of the winter, when both are the same',
      { at: WINTER },
      'Europe/London',
      "times were read as Europe/London, the PBX's zone: the uniqueids of the first 20 records do not tell it from UTC.",
    ],
    [
      'a file of more than 200 records',
      { count: 300 },
      'UTC',
      'times were read as UTC: by the uniqueids of the first 200 records, 200 fit UTC and 0 fit Europe/London.',
    ],
  ])('%s is read as it was written', (_, written, zone, note) => {
    expect(choose(write(written))).toEqual({ zone, note });
  });

  it.each([
    ['without uniqueids', write({}).replaceAll(/,\d{10}\.7$/gm, ',')],
    ['whose uniqueids tell no instant', write({}).replaceAll(/,\d{10}\.7$/gm, ',call-7')],
    ['of no record', ''],
  ])("a file %s is read in the PBX's zone", (_, text) => {
    expect(choose(text)).toEqual({
      zone: 'Europe/London',
      note: "times were read as Europe/London, the PBX's zone: no uniqueid tells of another.",
    });
  });

  it('a file that fits neither is refused, as it would land again under its own zone', () => {
    expect(() => choose(write({ ahead: 19_800 }))).toThrow(
      "Neither Europe/London, the PBX's zone, nor UTC fits the file: the clocks that wrote its first 20 records were 5 h 30 min ahead of UTC, by the uniqueids. Give their zone with --zone, or add --zone-anyway (zoneAnyway=true) to insist.",
    );
    expect(() => choose(write({ ahead: -18_000 }), undefined, { pbxZone: 'UTC' })).toThrow(
      "UTC, the PBX's zone, does not fit the file: the clocks that wrote its first 20 records were 5 h behind UTC",
    );
    expect(choose(write({ ahead: 19_800 }), undefined, { anyway: true })).toEqual({
      zone: 'Europe/London',
      note: null,
    });
  });
});

describe('a zone that is given', () => {
  it('is obeyed where it fits', () => {
    expect(choose(write({}), 'UTC')).toEqual({ zone: 'UTC', note: null });
    expect(choose(write({ ahead: -14_400 }), 'America/New_York')).toEqual({
      zone: 'America/New_York',
      note: null,
    });
  });

  it.each<[string, Written, string]>([
    [
      'Europe/London',
      {},
      'Zone "Europe/London" does not fit the file: its first 20 records start 1 h before their uniqueids. UTC fits: give --zone UTC, or add --zone-anyway (zoneAnyway=true) to insist.',
    ],
    [
      'UTC',
      { ahead: 3600, count: 5 },
      'Zone "UTC" does not fit the file: its first 5 records start 1 h after their uniqueids. Europe/London, the PBX\'s zone, fits: leave --zone out, or add --zone-anyway (zoneAnyway=true) to insist.',
    ],
    [
      'America/New_York',
      { ahead: 19_800 },
      'Zone "America/New_York" does not fit the file: its first 20 records start 9 h 30 min after their uniqueids. The clocks that wrote them were 5 h 30 min ahead of UTC: give a zone where they were, or add --zone-anyway (zoneAnyway=true) to insist.',
    ],
  ])('is refused where every record contradicts it: %s %j', (asked, written, message) => {
    const text = write(written);
    expect(() => choose(text, asked)).toThrow(message);
    expect(choose(text, asked, { anyway: true })).toEqual({ zone: asked, note: null });
  });

  it.each<[string, string]>([
    ['of too few records', write({ count: 4 })],
    ['with one record that fits', `${write({})}${row(SUMMER, 3600, SUMMER)}\n`],
    ['off by no quarter hour', write({ late: () => 400 })],
    ['that only later records contradict', `${write({ ahead: 3600, count: 200 })}${write({ count: 100 })}`],
    ['whose starts are instants', write({}).replaceAll(/^2026.{15}/gm, String(SUMMER))],
  ])('is obeyed for a file %s', (_, text) => {
    expect(choose(text, 'Europe/London')).toEqual({ zone: 'Europe/London', note: null });
  });

  it('must exist', () => {
    expect(() => choose('', 'London')).toThrow('Zone "London" is not known');
  });
});

describe('the head of a stream', () => {
  const CHUNKS = ['abc', '', 'defg', 'hij'];
  let given = 0;
  let ended = 0;
  async function* stream(fails = false) {
    given = 0;
    ended = 0;
    try {
      for (const chunk of CHUNKS) {
        given += 1;
        yield Buffer.from(chunk);
      }
      if (fails) throw new Error('the line broke');
    } finally {
      ended += 1;
    }
  }
  const readAll = async (chunks: AsyncIterable<Uint8Array>) => {
    const read: Uint8Array[] = [];
    for await (const chunk of chunks) read.push(chunk);
    return Buffer.concat(read).toString();
  };

  it.each([
    [1, 'a', 1, false],
    [4, 'abcd', 3, false],
    [10, 'abcdefghij', 4, false],
    [11, 'abcdefghij', 4, true],
  ])('of %i bytes is %s, and the stream is as it was', async (bytes, head, chunks, isWhole) => {
    const read = await readHead(stream(), bytes);
    expect({ head: Buffer.from(read.head).toString(), isWhole: read.isWhole }).toEqual({ head, isWhole });
    expect(given).toBe(chunks);
    expect(await readAll(read.stream)).toBe('abcdefghij');
    expect(ended).toBe(1);
  });

  it('leaves the stream to whoever stops reading, and to whoever breaks it', async () => {
    const { stream: rest } = await readHead(stream(), 1);
    for await (const _ of rest) break;
    expect(ended).toBe(1);
    await expect(readAll((await readHead(stream(true), 1)).stream)).rejects.toThrow('the line broke');
    await expect(readHead(stream(true), 100)).rejects.toThrow('the line broke');
  });
});
