import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, runCli, sendLines, startStage } from './cli-stage.ts';

const NOVEMBER = ['--month', '11', '--year', '2026'];
const group = (name: string, before: string, after: string, difference: string, percent: string | null) => ({
  ...{ name, before, after, difference, percent, changed: 3, becameKnown: 0, becameUnknown: 0 },
});
const FOUND = {
  ...{ run: 7, hypothesis: 'every company paid by "Dear"', currency: 'GBP', calls: 120, changed: 100 },
  ...{ becameKnown: 1, becameUnknown: 2, unknown: { before: 4, after: 5 } },
  total: { before: '20', after: '21.5', difference: '1.5', percent: '7.5' },
  byCompany: [
    group('acme', '10', '13', '3', '30.0'),
    group('new', '0', '0.5', '0.5', null),
    group('idle', '0', '0', '0', '0.0'),
    { ...group('thrifty', '10', '8', '-2', '-20.0'), becameUnknown: 2 },
  ],
  byDestination: [group('UK mobile', '20', '21.5', '1.5', '7.5'), group('=France', '0', '0', '0', '0.0')],
  byNumberType: [group('Mobile', '20', '21.5', '1.5', '7.5')],
  mostChanged: [],
};

const answering = () =>
  startStage((_got, response) =>
    sendLines(response, [{ progress: { done: 60, total: 120 } }, { result: FOUND }]),
  );

describe('whatif', () => {
  it('shows the sum, who would pay more, who less, and by what', async () => {
    const stage = await answering();
    const flags = [...NOVEMBER, '--company', 'acme,thrifty', '--tariff', 'Dear', '--data', stage.data];
    const { code, stdout, stderr } = await runCli(['whatif', ...flags]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`What if every company paid by "Dear"? 2026-11, money in GBP; nothing was published.

             now  what if  difference    %  calls changed  unknown
All calls  20.00    21.50        1.50  7.5            100        2
100 of 120 calls would have another price.
2 would become unknown: no deck has a price for them, and they count as nothing above.
1 that have no price now would get one.
5 would be without a price in all.

Who would pay more:
company    now  what if  difference     %  calls changed
acme     10.00    13.00        3.00  30.0              3
new       0.00     0.50        0.50                    3

Who would pay less:
company    now  what if  difference      %  calls changed  unknown
thrifty  10.00     8.00       -2.00  -20.0              3        2

1 company pays the same.

By destination:
destination    now  what if  difference    %  calls changed
UK mobile    20.00    21.50        1.50  7.5              3

By number type:
number type    now  what if  difference    %  calls changed
Mobile       20.00    21.50        1.50  7.5              3
`);
    expect(stage.got[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/whatif',
      contentType: 'application/json',
    });
    expect(JSON.parse(stage.got[0]?.body ?? '')).toEqual({
      ...{ period: '2026-11', companies: ['acme', 'thrifty'], tariff: 'Dear' },
    });
  });

  it('writes every line for a spreadsheet, which runs none of them', async () => {
    const stage = await answering();
    const { stdout } = await runCli([
      'whatif',
      ...NOVEMBER,
      '--revision',
      '3',
      '--csv',
      '--data',
      stage.data,
    ]);
    expect(stdout.split('\r\n')).toEqual([
      'kind,name,changed,before,after,difference,percent,becameKnown,becameUnknown',
      'total,,100,20,21.5,1.5,7.5,1,2',
      'company,acme,3,10,13,3,30.0,0,0',
      'company,new,3,0,0.5,0.5,,0,0',
      'company,idle,3,0,0,0,0.0,0,0',
      'company,thrifty,3,10,8,-2,-20.0,0,2',
      'destination,UK mobile,3,20,21.5,1.5,7.5,0,0',
      "destination,'=France,3,0,0,0,0.0,0,0",
      'number type,Mobile,3,20,21.5,1.5,7.5,0,0',
      '',
    ]);
  });

  it('sends the text of a tariffs.json, and of a deck, and gives the answer as it is', async () => {
    const stage = await answering();
    const file = join(makeFolder(), 'tariffs.json');
    writeFileSync(file, '{"tariffs":[]}\n');
    const days = ['--from', '2026-11-01', '--to', '2026-11-16', '--data', stage.data];
    const { stdout } = await runCli(['whatif', ...days, '--tariffs', file, '--json']);
    expect(JSON.parse(stdout)).toEqual(FOUND);
    const sent = { from: '2026-11-01', to: '2026-11-16' };
    expect(JSON.parse(stage.got[0]?.body ?? '')).toEqual({ ...sent, tariffs: '{"tariffs":[]}\n' });
    writeFileSync(file, 'prefix,perMinute\n44,1\n');
    await runCli(['whatif', ...days, '--deck', 'uk', '--rates', file]);
    const deck = { name: 'uk', csv: 'prefix,perMinute\n44,1\n' };
    expect(JSON.parse(stage.got[1]?.body ?? '')).toEqual({ ...sent, deck });
  });

  it.each([
    [['--tariff', 'A'], 'say which calls: --month 11 --year 2026, or --from'],
    [['--month', '11', '--tariff', 'A'], 'say which calls'],
    [NOVEMBER, 'say what to try: --tariff NAME, --tariffs FILE, --revision NUMBER'],
    [[...NOVEMBER, '--deck', 'uk'], '--deck and --rates stand together'],
    [[...NOVEMBER, '--rates', 'uk.csv', '--tariff', 'A'], '--deck and --rates stand together'],
    [[...NOVEMBER, '--tariff', 'A', '--revision', '2'], 'cannot be used with'],
    [[...NOVEMBER, '--tariff', 'A', '--from', '2026-11-01'], 'cannot be used with'],
    [[...NOVEMBER, '--tariff', 'A', '--json', '--csv'], 'cannot be used with'],
  ])('does not take %j', async (flags, sentence) => {
    const stage = await answering();
    const run = await runCli(['whatif', ...flags, '--data', stage.data]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(sentence);
    expect(stage.got).toEqual([]);
  });

  it('names a file that is not there', async () => {
    const stage = await answering();
    const flags = [...NOVEMBER, '--tariffs', 'none.json', '--data', stage.data];
    const run = await runCli(['whatif', ...flags]);
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toBe('"none.json" cannot be read (ENOENT): check its name and folder.\n');
  });

  it('says so where there are no calls', async () => {
    const stage = await startStage((_got, response) =>
      sendLines(response, [{ result: { ...FOUND, calls: 0 } }]),
    );
    const { stdout } = await runCli(['whatif', ...NOVEMBER, '--tariff', 'Dear', '--data', stage.data]);
    expect(stdout).toContain('There are no calls to outside numbers there.');
  });

  it('teaches', async () => {
    const { code, stdout } = await runCli(['whatif', '--help']);
    expect(code).toBe(0);
    for (const word of ['--tariff', '--tariffs', '--revision', '--rates', 'Nothing is imported', 'Examples:'])
      expect(stdout).toContain(word);
  });
});
