import { describe, expect, it } from 'vitest';
import type { DeviceEntry, DirectoryEntries } from '../../src/core/directory.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { NO_ENTRIES } from '../support/empty-directory.ts';

const make = (entries: Partial<DirectoryEntries>) =>
  indexDirectory({ ...NO_ENTRIES, zone: 'Europe/London', ...entries });
const at = (text: string) => Date.parse(text) / 1000;
const NOW = at('2026-06-01T12:00:00Z');

const makeDevice = (given: Partial<DeviceEntry>): DeviceEntry => ({
  id: '0500000004000',
  sipName: '0500000004000',
  owner: 'Ann Reader',
  company: 'default',
  kind: 'handset',
  extensions: ['200'],
  ...given,
});

describe('devices on the date of the call', () => {
  // Clocks in London go forward on 29 March 2026 and back on 25 October 2026, both at 01:00 UTC.
  it.each([
    ['2026-03-29', '2026-03-28T23:59:59Z', '2026-03-29T00:00:00Z'],
    ['2026-03-30', '2026-03-29T22:59:59Z', '2026-03-29T23:00:00Z'],
    ['2026-10-25', '2026-10-24T22:59:59Z', '2026-10-24T23:00:00Z'],
    ['2026-10-26', '2026-10-25T23:59:59Z', '2026-10-26T00:00:00Z'],
  ])(
    'a device that passes on at %s has one owner a second before and the other from then on',
    (day, before, after) => {
      const directory = make({
        devices: [makeDevice({ owner: 'Zoe New', from: day, extensions: ['201'] }), makeDevice({ to: day })],
      });
      const ownerAt = (instant: string) => directory.deviceBySipName('0500000004000', at(instant))?.owner;
      const ringAt = (extension: string, instant: string) =>
        directory.devicesOf('default', extension, at(instant)).map(({ owner }) => owner);
      expect([ownerAt(before), ownerAt(after)]).toEqual(['Ann Reader', 'Zoe New']);
      expect([ringAt('200', before), ringAt('200', after)]).toEqual([['Ann Reader'], []]);
      expect([ringAt('201', before), ringAt('201', after)]).toEqual([[], ['Zoe New']]);
    },
  );

  it('holds from the first day until the day before the last', () => {
    const directory = make({ devices: [makeDevice({ from: '2026-06-01', to: '2026-06-02' })] });
    const known = [
      '2026-05-31T22:59:59Z',
      '2026-05-31T23:00:00Z',
      '2026-06-01T22:59:59Z',
      '2026-06-01T23:00:00Z',
    ];
    expect(
      known.map((instant) => directory.deviceBySipName('0500000004000', at(instant)) !== undefined),
    ).toEqual([false, true, true, false]);
  });

  it('tells names by case where two differ in nothing else, and takes any case where one is meant', () => {
    const directory = make({
      devices: [
        makeDevice({ id: '0500000004000', sipName: 'Ann' }),
        makeDevice({ id: '0500000004001', sipName: 'ann' }),
        makeDevice({ id: '0500000004002', sipName: '05000000EE010' }),
      ],
    });
    const idOf = (name: string) => directory.deviceBySipName(name, NOW)?.id;
    expect(['Ann', 'ann', 'ANN', '05000000ee010', 'bob'].map(idOf)).toEqual([
      '0500000004000',
      '0500000004001',
      undefined,
      '0500000004002',
      undefined,
    ]);
  });

  it('finds the lowest handset of the same owner and company for a softphone', () => {
    const softphone = makeDevice({ id: '05000000ee010', kind: 'keevio' });
    const directory = make({
      devices: [
        softphone,
        makeDevice({ id: '0500000004002' }),
        makeDevice({ id: '0500000004001', to: '2026-05-01' }),
        makeDevice({ id: '0500000004000', company: 'test' }),
        makeDevice({ id: '0400000004000', owner: 'Bob Marsh' }),
      ],
    });
    expect(directory.handsetOf(softphone, NOW)?.id).toBe('0500000004002');
    expect(directory.handsetOf(softphone, at('2026-04-01T00:00:00Z'))?.id).toBe('0500000004001');
    expect(directory.handsetOf({ ...softphone, owner: 'Cleo Hart' }, NOW)).toBeUndefined();
  });
});

describe('numbers', () => {
  it.each([
    '02079460000',
    '+442079460000',
    '00442079460000',
    '442079460000',
    '2079460000',
    '+44 (0)20 7946 0000',
  ])('a DDI is found as %s, however it is written', (asked) => {
    for (const number of ['02079460000', '+442079460000', '00442079460000', '442079460000']) {
      const entry = { number, company: 'default', destination: '200' };
      expect(make({ ddis: [entry] }).ddi(asked, NOW)).toEqual(entry);
    }
  });

  it('keeps the last digits of a number apart from the number, and never strips an outside line', () => {
    const directory = make({ ddis: [{ number: '460000', company: 'default', destination: '200' }] });
    expect(directory.ddi('460000', NOW)?.destination).toBe('200');
    expect(directory.ddi('9460000', NOW)).toBeUndefined();
    expect(directory.ddi('02079460000', NOW)).toBeUndefined();
  });

  it('reads the DDIs of a company that dials as another country by its rules too', () => {
    const directory = make({
      companies: [{ id: 'paris', name: 'Paris', dialling: { country: 'FR', areaCode: '' } }],
      ddis: [{ number: '0142685300', company: 'paris', destination: '200' }],
    });
    expect(directory.ddi('+33142685300', NOW)?.company).toBe('paris');
    expect(directory.ddi('0142685300', NOW)?.company).toBe('paris');
  });

  it('prefers the company’s own number, then the only other one', () => {
    const extension = (number: string, company: string, name = company) => ({ number, company, name });
    const directory = make({
      extensions: [
        extension('200', 'a'),
        extension('200', 'b'),
        { ...extension('201', 'a'), to: '2026-01-01' },
      ],
      queues: [{ number: '201', name: 'support', company: 'b', members: ['200'] }],
      groups: [{ number: '250', name: 'Everyone', company: 'a', members: ['200'] }],
    });
    expect(directory.callable('200', 'a', NOW)).toMatchObject({ kind: 'extension', company: 'a' });
    expect(directory.callable('200', 'c', NOW)).toBeUndefined();
    expect(directory.callable('201', 'a', NOW)).toMatchObject({
      kind: 'queue',
      company: 'b',
      members: ['200'],
    });
    expect(directory.callable('201', 'a', at('2025-12-31T12:00:00Z'))).toMatchObject({ kind: 'extension' });
    expect(directory.callable('201', 'c', at('2025-12-31T12:00:00Z'))).toBeUndefined();
    expect(directory.callable('250', 'c', NOW)).toMatchObject({ kind: 'group', name: 'Everyone' });
    expect(directory.queueByName('support', NOW)).toMatchObject({ number: '201' });
    expect(directory.queueByName('Support', NOW)).toBeUndefined();
  });
});

describe('trunks and companies', () => {
  it('takes a technology in any case, and tells technologies and names apart', () => {
    const directory = make({
      trunks: [
        { id: 'a', channels: ['SIP/carrier'] },
        { id: 'b', channels: ['PJSIP/carrier', 'pjsip/Carrier-out'] },
      ],
    });
    const idOf = (channel: string) => directory.trunkByChannel(channel, NOW)?.id;
    expect(['SIP/carrier', 'sip/carrier', 'PJSIP/carrier', 'PJSIP/Carrier-out'].map(idOf)).toEqual([
      'a',
      'a',
      'b',
      'b',
    ]);
    expect(['IAX2/carrier', 'SIP/Carrier', 'carrier', ''].map(idOf)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('always has the company default, and the latest entry of each', () => {
    expect(make({}).company('default')).toEqual({ id: 'default', name: 'Default Company' });
    const directory = make({
      companies: [
        { id: 'test', name: 'New name', from: '2026-01-01' },
        { id: 'test', name: 'Old name', to: '2026-01-01' },
        { id: 'default', name: 'Ours' },
      ],
    });
    expect(directory.companies().map(({ id, name }) => [id, name])).toEqual([
      ['default', 'Ours'],
      ['test', 'New name'],
    ]);
    expect(directory.company('none')).toBeUndefined();
  });

  it('lays the company’s dialling rules over the PBX’s, the trunk’s over both, as one object for each pair', () => {
    const directory = make({
      companies: [{ id: 'test', name: 'Test', dialling: { outsideLine: '', areaCode: '161' } }],
      trunks: [{ id: 'us', channels: ['SIP/us'], dialling: { country: 'US', areaCode: '212' } }],
    });
    const pbx = NO_ENTRIES.dialling;
    expect(directory.dialling('default', '')).toEqual(pbx);
    expect(directory.dialling('test', '')).toEqual({ ...pbx, outsideLine: '', areaCode: '161' });
    const us = { country: 'US', international: '011', national: '1', areaCode: '212' };
    expect(directory.dialling('test', 'us')).toEqual({ ...us, outsideLine: '' });
    expect(directory.dialling('default', 'us')).toEqual({ ...us, outsideLine: '9' });
    for (const [company, trunk] of [
      ['test', 'us'],
      ['test', 'none'],
      ['none', 'us'],
      ['none', 'none'],
    ] as const) {
      expect(directory.dialling(company, trunk)).toBe(directory.dialling(company, trunk));
    }
  });

  it('leaves what is one country’s behind when another is named, and keeps what is the PBX’s', () => {
    const ofPbx = { outsideLine: '9', featureCodes: ['77'] };
    const lists = { carrierPrefixes: ['1xxx'], emergency: ['999'], shortCodes: ['118'] };
    const directory = make({
      dialling: { ...NO_ENTRIES.dialling, ...ofPbx, ...lists },
      companies: [{ id: 'same', name: 'Same', dialling: { country: 'GB', shortCodes: [] } }],
      trunks: [
        { id: 'fr', channels: ['SIP/fr'], dialling: { country: 'FR', national: '', emergency: ['112'] } },
      ],
    });
    expect(directory.dialling('same', '')).toEqual({
      ...NO_ENTRIES.dialling,
      ...ofPbx,
      ...lists,
      shortCodes: [],
    });
    expect(directory.dialling('same', 'fr')).toEqual({
      ...ofPbx,
      country: 'FR',
      international: '00',
      national: '',
      areaCode: '',
      emergency: ['112'],
    });
  });
});
