import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixture, fixtureDirectory, legLines, readCut, truthLines } from '../support/read-file-fixture.ts';

const MAPPING = fixture('mapping/mapping.json').toString('utf8');
const JSON_LINES = [
  '{"channel":"SIP/a-1","startAt":1795521600,"duration":5,"billsec":3,"disposition":"ANSWERED","src":"caf\u00e9 \ud83d\ude00"}',
  '{"channel":"SIP/a-2","startAt":',
  'rubbish',
  '[{"channel":"SIP/a-3","startAt":1795521700,"duration":5,"billsec":3,"disposition":"BUSY"},',
  '{"channel":"SIP/\\"}{","startAt":1795521800,"duration":1,"billsec":0,"disposition":"BUSY"}]',
  '{"channel":"SIP/a-4"}',
].join('\n');
const FILES: readonly (readonly [kind: string, name: string, bytes: Buffer])[] = [
  ...(
    [
      ['freeswitch-json', 'freeswitch/legs.cdr.json'],
      ['freeswitch-xml', 'freeswitch/legs.cdr.xml'],
      ['freeswitch-csv', 'freeswitch/asterisk.csv'],
      ['freeswitch-csv', 'freeswitch/sql.csv'],
      ['freepbx-csv', 'freepbx/dump.sql'],
      ['freepbx-csv', 'freepbx/day-first.csv'],
      ['cucm', 'cucm/cdr_StandAloneCluster_01_202611241200_1'],
      ['3cx', '3cx/call-log.csv'],
      ['mapping', 'mapping/calls.csv'],
    ] as const
  ).map(([kind, name]) => [kind, name, fixture(name)] as const),
  ['cdr-json', 'some objects and what is none', Buffer.from(JSON_LINES)],
];

describe.each(FILES)('%s: %s', (kind, _name, bytes) => {
  const whole = readCut(kind, bytes, { mapping: MAPPING });

  it('is the same however its bytes are cut', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (places) => {
        expect(readCut(kind, bytes, { mapping: MAPPING }, places)).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });
});

it('is the same byte by byte', () => {
  for (const [kind, , bytes] of FILES.filter(
    ([one]) => one !== 'freeswitch-xml' && one !== 'freeswitch-json',
  )) {
    const every = Array.from({ length: bytes.length }, (_, at) => at);
    expect(readCut(kind, bytes, { mapping: MAPPING }, every)).toEqual(
      readCut(kind, bytes, { mapping: MAPPING }),
    );
  }
});

describe('records that come by two kinds', () => {
  it.each([
    ['freeswitch', 'freeswitch-json', 'legs.cdr.json', 'freeswitch-xml', 'legs.cdr.xml'],
    ['freepbx', 'freepbx-csv', 'report.csv', 'freepbx-csv', 'dump.sql'],
  ])('of %s make the same legs in any split and order', (folder, kind, file, otherKind, otherFile) => {
    const one = readCut(kind, fixture(`${folder}/${file}`)).records;
    const other = readCut(otherKind, fixture(`${folder}/${otherFile}`)).records;
    const directory = fixtureDirectory(folder);
    const by = fc.constantFrom('one', 'other', 'both');
    const order = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 2 * one.length,
      maxLength: 2 * one.length,
    });
    fc.assert(
      fc.property(fc.array(by, { minLength: one.length, maxLength: one.length }), order, (split, weights) => {
        const taken = split.flatMap((from, at) => [
          ...(from === 'other' ? [] : [one[at]]),
          ...(from === 'one' ? [] : [other[at]]),
        ]);
        const cdrs = taken
          .flatMap((record) => (record === undefined ? [] : [record.cdr]))
          .map((cdr, at) => ({ cdr, weight: weights[at] ?? 0 }))
          .sort((a, b) => a.weight - b.weight)
          .map(({ cdr }) => cdr);
        expect(legLines(cdrs, directory)).toEqual(truthLines(folder));
      }),
      { numRuns: 60 },
    );
  });
});
