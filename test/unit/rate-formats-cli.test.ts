import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, sendJson, startStage } from './cli-stage.ts';

const HOUSE = 'test/fixtures/rates/cgrates/house';
const FILES = readdirSync(HOUSE)
  .filter((name) => name.endsWith('.csv'))
  .map((name) => ({ name, text: readFileSync(join(HOUSE, name), 'utf8') }));

describe('rates import --format', () => {
  it('sends the files of a folder and tells notes, decks and tariffs', async () => {
    const answer = {
      decks: [{ deck: 'house gold', from: '2026-01-01', rates: 9, added: 9, dryRun: true }],
      tariffs: [{ name: 'house gold', decks: ['house gold'] }],
      notes: ['Chargers.csv is no file of prices: left out.'],
    };
    const stage = await startStage((_got, response) => sendJson(response, answer));
    const flags = ['--format', 'cgrates', '--currency', 'EUR', '--ignore', 'rounding', '--dry-run'];
    const { code, stdout } = await runCli(['rates', 'import', HOUSE, ...flags, '--data', stage.data]);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      `${HOUSE}: Chargers.csv is no file of prices: left out.`,
      `${HOUSE}: deck house gold from 2026-01-01 would have 9 rates: added 9, changed 0, removed 0, unchanged 0`,
      `${HOUSE}: a tariff is not kept without --tariffs: {"name":"house gold","decks":["house gold"]}`,
      'Nothing was changed: leave --dry-run out to import it.',
      '',
    ]);
    const [got] = stage.got;
    expect(got).toMatchObject({ method: 'POST', contentType: 'application/json' });
    expect(got?.path).toBe('/api/v1/rates/foreign');
    expect(JSON.parse(String(got?.body))).toEqual({
      files: FILES,
    });
  });

  it('asks for the tariffs to be kept, and tells what became of them', async () => {
    const answer = {
      decks: [],
      tariffs: [{ name: 'house gold', decks: ['house gold'] }],
      tariffsImport: {
        ...{ dryRun: true, added: ['house gold'], changed: [], removed: [], unchanged: ['Standard'] },
        ...{ begun: [], ended: [], warnings: ['No tariff is of company "acme".'] },
      },
    };
    const stage = await startStage((_got, response) => sendJson(response, answer));
    const flags = ['--format', 'cgrates', '--currency', 'EUR', '--tariffs', '--dry-run'];
    const { stdout } = await runCli(['rates', 'import', HOUSE, ...flags, '--data', stage.data]);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      `${HOUSE}: a tariff goes with it: {"name":"house gold","decks":["house gold"]}`,
      `${HOUSE}: tariffs: added 1 (house gold), changed 0, removed 0, unchanged 1`,
      '  warning: No tariff is of company "acme".',
    ]);
    expect(stage.got[0]?.parameters).toMatchObject({ tariffs: 'true', dryRun: 'true' });
  });

  it('reads Latin-1 as it is', async () => {
    const stage = await startStage((_got, response) => sendJson(response, { decks: [] }));
    const file = 'test/fixtures/rates/price-list/german/preise.csv';
    await runCli([
      'rates',
      'import',
      file,
      '--format',
      'price-list',
      '--currency',
      'EUR',
      '--data',
      stage.data,
    ]);
    expect(String(stage.got[0]?.body)).toContain('Österreich;0,0189 €');
  });

  it('asks for a deck and a day where no format is named', async () => {
    const stage = await startStage((_got, response) => sendJson(response, {}));
    const run = await runCli(['rates', 'import', 'x.csv', '--currency', 'EUR', '--data', stage.data]);
    expect(run.code).not.toBe(0);
    expect(run.stderr).toContain('Name the deck and its first day: --deck NAME --from YYYY-MM-DD.');
  });

  it.each([
    [
      ['--format', 'astpp', '--zone', 'UTC', '--to', 'none'],
      '--to, --zone does not go with --format: leave it out.',
    ],
    [['--tariffs'], '--tariffs goes with --format alone'],
    [['--decimal', 'comma', '--country-code', '44'], '--decimal, --country-code goes with --format alone'],
  ])('refuses flags that would mean nothing: %j', async (flags, sentence) => {
    const stage = await startStage((_got, response) => sendJson(response, {}));
    const run = await runCli([
      'rates',
      'import',
      'x.csv',
      ...flags,
      '--currency',
      'EUR',
      '--data',
      stage.data,
    ]);
    expect(run.stderr).toContain(sentence);
    expect(stage.got).toEqual([]);
  });
});
