import { expect, it } from 'vitest';
import { matchFile } from '../../src/ingest/feeds/match-file.ts';

const RULES = [
  { name: 'Master.csv', kind: 'freeswitch-csv' },
  { name: 'cdr_*', kind: 'cucm' },
];

it.each([
  ['Master.csv', false],
  ['Master.csv.1', true],
  ['Master.csv.2.gz', true],
  ['Master.csv-20261128', true],
  ['Master.csv-20261128.gz', true],
  ['Master.csv-20261128-1795521600', true],
  ['Master.csv.2026-11-28', true],
  ['Master.csv.20261128030000', true],
  // As mod_cdr_csv puts its own files away.
  ['Master.csv.2026-11-28-03-00-00', true],
  ['Master.csv.2026-11-28-03-00-00.gz', true],
  ['Master.csv.2026-11-28T03:00:00', true],
  ['Master.csv.old', true],
])('%s is a file of Master.csv', (name, isRotated) => {
  expect(matchFile(name, RULES)).toMatchObject({ name, kind: 'freeswitch-csv', isRotated });
});

it('is no file of it what only begins so, and a name that fits as it stands is read as that', () => {
  expect(matchFile('Master.csv.2026-11-28-03-00-00.part', RULES)).toBeUndefined();
  expect(matchFile('Master.csvx', RULES)).toBeUndefined();
  expect(matchFile('cdr_StandAloneCluster_01_202611241200_1', RULES)).toMatchObject({
    kind: 'cucm',
    isRotated: false,
  });
});
