import { describe, expect, it } from 'vitest';
import { describeProgress } from '../../src/cli/run-progress.ts';
import type { RunComparison } from '../../src/core/rating-run.ts';
import { runCli, sendJson, sendLines, startStage } from './cli-stage.ts';

const COMPARISON: RunComparison = {
  ...{ calls: 40, changed: 3, becameKnown: 1, becameUnknown: 2 },
  before: { cost: '12.5', unknown: 4 },
  after: { cost: '9.123456', unknown: 5 },
  byCompany: [{ name: 'test', changed: 3, before: '12.5', after: '9.123456' }],
  byNumberType: [{ name: '', changed: 3, before: '1', after: '0' }],
  byDestination: Array.from({ length: 25 }, (_, n) => ({
    ...{ name: `Place ${n}`, changed: 1, before: '0', after: String(100 - n) },
  })),
  mostChanged: [
    {
      ...{ acctid: 77, company: 'test', device: '0500000005000', startAt: 1_795_521_600 },
      ...{ destination: 'France\u001b[2J', before: null, after: '0.06' },
    },
  ],
};
const RUN = {
  ...{ id: 12, state: 'settled', reason: 'new deck', askedBy: 'ann', endedBy: 'bob', rates: 3, message: '' },
  ...{ from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z', companies: ['test'], devices: null },
  ...{ calls: 40, priced: 40, comparison: COMPARISON, madeAt: '2026-12-02T10:00:00.000Z' },
  ...{ publishedAt: '2026-12-02T10:01:00.000Z', finishedAt: '2026-12-02T10:01:01.000Z' },
};
const MONTH = ['--month', '11', '--year', '2026'];
const REASON = ['--reason', 'new deck'];
const inUtc = { environment: { TZ: 'UTC' } };

describe('recalculate', () => {
  it('sends what was typed, shows how far it is, and tells old beside new', async () => {
    const stage = await startStage((_got, response) =>
      sendLines(response, [{ run: 12 }, { progress: { done: 20, total: 40 } }, { result: RUN }]),
    );
    const scope = ['--company', 'test,default', '--device', '0500000005000', '--review'];
    const { code, stdout, stderr } = await runCli(
      ['recalculate', ...MONTH, ...REASON, ...scope, '--data', stage.data],
      { ...inUtc, isTerminal: true },
    );
    expect(code).toBe(0);
    expect(stage.got).toMatchObject([
      { method: 'POST', path: '/api/v1/runs', contentType: 'application/json' },
    ]);
    expect(JSON.parse(stage.got[0]?.body ?? '')).toEqual({
      ...{ period: '2026-11', reason: 'new deck', review: true },
      ...{ companies: ['test', 'default'], devices: ['0500000005000'] },
    });
    expect(stderr).toMatch(/\rpricing {2}\[#{12}\.{12}\] 50 %, 20 of 40 calls, \d+\/s, 0:\d\d left/);
    expect(stderr.endsWith('\r\u001b[K')).toBe(true);
    expect(stdout).toContain('Run 12: published by bob. Reports show its prices.\n');
    expect(stdout).toContain('rates of revision 3; asked for by ann at ');
    expect(stdout).toContain('40 calls priced, 3 have another charge.\n');
    expect(stdout).toMatch(/cost +12\.500000 +9\.123456 +-3\.376544\n/);
    expect(stdout).toMatch(/unknown +4 +5 +\+1\n/);
    expect(stdout).toContain('1 call of unknown cost became known.\n');
    expect(stdout).toContain('2 calls of known cost became unknown: no rate covers them.\n');
    expect(stdout).toMatch(/By number type.*:\n.*\n\(none\) +3 +1\.00 +0\.00 +-1\.00\n/);
    expect(stdout).toMatch(
      /Place 19 +1 +0\.00 +81\.00 +\+81\.00\nand 5 more, which change less: --json has them\.\n/,
    );
    expect(stdout).toMatch(/test +0500000005000 +France\uFFFD\[2J +\? +0\.06 +77\n/);
  });

  it('takes days, gives JSON as it came, and passes refusals on', async () => {
    const stage = await startStage((got, response) =>
      got.body.includes('2026-11-16')
        ? sendLines(response, [{ run: 12 }, { result: RUN }])
        : sendLines(response, [
            { problem: { title: 'retry', detail: 'Run 3 is pricing calls of this scope.' } },
          ]),
    );
    const days = (to: string) => ['--from', '2026-11-01', '--to', to, ...REASON, '--data', stage.data];
    const { stdout } = await runCli(['recalculate', ...days('2026-11-16'), '--json']);
    expect(JSON.parse(stdout)).toEqual(RUN);
    expect(JSON.parse(stage.got[0]?.body ?? '')).toEqual({
      ...{ from: '2026-11-01', to: '2026-11-16', reason: 'new deck' },
    });
    const late = await runCli(['recalculate', ...days('2026-11-17')]);
    expect(late).toMatchObject({ code: 1, stdout: '', stderr: 'Run 3 is pricing calls of this scope.\n' });
  });

  it.each([
    [['recalculate', ...MONTH], '--reason'],
    [['recalculate', ...REASON], 'say which calls'],
    [['recalculate', '--month', '11', ...REASON], 'say which calls'],
    [['recalculate', '--from', '2026-11-01', ...REASON], 'say which calls'],
    [['recalculate', ...MONTH, '--to', '2026-11-01', ...REASON], 'cannot be used with'],
    [['runs', 'show', 'last'], 'Write the whole number that runs list shows.'],
    [['runs', 'publish'], "missing required argument 'run'"],
  ])('%j is wrong usage, and nothing is asked', async (args, words) => {
    const stage = await startStage((_got, response) => sendJson(response, RUN));
    const { code, stderr } = await runCli([...args, '--data', stage.data]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stage.got).toEqual([]);
  });

  it.each([
    [
      true,
      (data: string) =>
        `Run 12 goes on in the server. Watch it: bin/ringledger runs show 12 --data ${data}. Stop it: bin/ringledger runs cancel 12 --data ${data}.\n`,
    ],
    [
      false,
      (data: string) =>
        `Nobody here waits for it any more, and the server may go on: bin/ringledger runs list --data ${data} shows what became of it.\n`,
    ],
  ])(
    'interrupted, with a number: %s, says that the run goes on, how to watch it and how to stop it',
    async (isBegun, said) => {
      let interrupt = () => {};
      const stage = await startStage((_got, response) => {
        response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
        if (isBegun) response.write('{"run":12}\n{"progress":{"done":1,"total":40}}\n');
        else interrupt();
      });
      const { code, stdout, stderr } = await runCli(
        ['recalculate', ...MONTH, ...REASON, '--data', stage.data],
        {
          isTerminal: true,
          onInterrupt: (act) => {
            interrupt = act;
            return () => {};
          },
          onStderr: (text) => text.includes('1 of 40') && interrupt(),
        },
      );
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr.split('\u001b[K').at(-1)).toBe(said(stage.data));
    },
  );

  it('says where to look when the server goes away', async () => {
    const stage = await startStage((_got, response) => {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
      response.write('{"run":12}\n', () => response.destroy());
    });
    const { code, stderr } = await runCli(['recalculate', ...MONTH, ...REASON, '--data', stage.data]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /broke off \(\w+\)\. Once the server runs, bin\/ringledger runs show 12 --data \S+ tells/,
    );
  });

  it('tells how far a run is', () => {
    expect(describeProgress({ done: 300, total: 1200, elapsedMs: 2000 })).toBe(
      '25 %, 300 of 1200 calls, 150/s, 0:06 left',
    );
    expect(describeProgress({ done: 0, total: 0, elapsedMs: 0 })).toBe('0 of 0 calls, 0/s');
  });
});

describe('runs', () => {
  it('lists, shows, publishes and cancels', async () => {
    const stage = await startStage((got, response) =>
      sendJson(
        response,
        got.path.endsWith('/runs') ? { runs: [RUN, { ...RUN, id: 11, comparison: null }] } : RUN,
      ),
    );
    const run = (...words: string[]) => runCli(['runs', ...words, '--data', stage.data], inUtc);
    const list = (await run('list')).stdout.split('\n');
    expect(list[1]).toMatch(/^ 12 {2}settled {2}.* test +all +40 +3 {2}ann .* new deck$/);
    expect(list[2]).toMatch(/^ 11 {2}settled /);
    for (const words of [['show'], ['publish'], ['cancel']] as const) {
      expect((await run(...words, '12')).stdout).toContain('Run 12: published by bob.');
    }
    expect(stage.got.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/v1/runs',
      'GET /api/v1/runs/12',
      'POST /api/v1/runs/12/publish',
      'POST /api/v1/runs/12/cancel',
    ]);
    expect(JSON.parse((await run('list', '--json')).stdout)).toHaveProperty('runs');
    expect(JSON.parse((await run('show', '12', '--json')).stdout)).toEqual(RUN);
  });

  it.each([
    [
      { state: 'pricing', priced: 7, comparison: null },
      'pricing, 7 of 40 calls done. bin/ringledger runs cancel 12',
    ],
    [
      { state: 'review' },
      'waits for a yes: until then reports are as before. Say it with bin/ringledger runs publish 12',
    ],
    [{ state: 'published' }, 'published by bob. Reports show its prices.'],
    [{ state: 'discarded' }, 'discarded by bob after review. Reports are as before.'],
    [{ state: 'cancelled', comparison: null }, 'cancelled by bob while it was pricing.'],
    [
      { state: 'failed', message: 'The server stopped.' },
      'failed, and reports are as before. The server stopped.',
    ],
    [{ calls: 0, comparison: { ...COMPARISON, calls: 0 } }, 'No calls to outside numbers lie in its scope.'],
  ])('says of %j what is next', async (state, words) => {
    const stage = await startStage((_got, response) => sendJson(response, { ...RUN, ...state }));
    expect((await runCli(['runs', 'show', '12', '--data', stage.data])).stdout).toContain(words);
  });

  it('says that there are none', async () => {
    const stage = await startStage((_got, response) => sendJson(response, { runs: [] }));
    expect((await runCli(['runs', 'list', '--data', stage.data])).stdout).toContain(
      'Nothing was ever recalculated',
    );
  });
});
