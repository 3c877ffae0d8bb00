import { describe, expect, it } from 'vitest';
import { runCli, sendJson, startStage } from './cli-stage.ts';

const MONTH = ['--month', '2', '--year', '2017'];
const RETRY = {
  result: 'retry',
  message: 'Another user has billing locked. Please try again in a moment.',
};

function succeed(values: unknown): Parameters<typeof startStage>[0] {
  return (_got, response) => sendJson(response, { result: 'success', values });
}

describe('what is asked', () => {
  it.each([
    [['outsummary'], { month: 2, year: 2017 }],
    [
      ['outsummary', '--detail', '--keeviomerge', '--recalc'],
      { detail: true, keeviomerge: true, recalc: true },
    ],
    [['allcalls', '--as-of', '2026-12-01T09:00:00Z'], { as_of: '2026-12-01T09:00:00Z' }],
    [['incalls', '--as-of', 'run:12'], { as_of: 'run:12' }],
    [['incalls', '--company', 'test'], { company: 'test' }],
    [['incalls', '--company', 'a,b', '--company', 'c', '--company', 'b'], { company: ['a', 'b', 'c'] }],
    [
      ['incalls', '--day', '5', '--days', '7', '--extensions', '200,201'],
      { day: 5, days: 7, extensions: ['200', '201'] },
    ],
    [['outcalls', '--deviceids', '0500000004000'], { deviceids: ['0500000004000'] }],
    [['allcalls', '--day', '5'], { day: 5 }],
  ])('%j', async ([report = '', ...flags], scope) => {
    const stage = await startStage(succeed({}));
    const { code } = await runCli(['report', report, ...MONTH, ...flags, '--data', stage.data]);
    expect(code).toBe(0);
    expect(stage.got[0]).toMatchObject({
      method: 'POST',
      path: `/rest/call/${report}`,
      authorization: 'Bearer local-key',
    });
    expect(JSON.parse(stage.got[0]?.body ?? '')).toEqual({
      type: 'cdr',
      scope: { month: 2, year: 2017, ...scope },
    });
  });

  it.each([
    [
      ['allcalls', '--company', 'test'],
      '--company (incalls, outcalls, outsummary take it)',
      'every company you may see',
    ],
    [
      ['outsummary', '--day', '1', '--days', '2'],
      '--day (incalls, outcalls, allcalls take it), --days',
      'leave them out',
    ],
    [['incalls', '--deviceids', 'x'], '--deviceids (outcalls takes it)', 'leave it out'],
    [
      ['outcalls', '--extensions', '1', '--detail'],
      '--extensions (incalls takes it), --detail (outsummary takes it)',
      '--help',
    ],
  ])('%j is wrong usage, all of it told at once', async ([report = '', ...flags], sentence, hint) => {
    const stage = await startStage(succeed({}));
    const { code, stderr } = await runCli(['report', report, ...MONTH, ...flags, '--data', stage.data]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain(hint);
    expect(stage.got).toEqual([]);
  });
});

describe('--json', () => {
  it('hands the answer on byte for byte, in whatever pieces it comes', async () => {
    const text = '{"result":"success","values":{"200":{"name":"Zo\u00eb","calls":[]},"10":{"cost":1.10}}}';
    const bytes = Buffer.from(text);
    const stage = await startStage((_got, response) => {
      for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7));
      response.end();
    });
    const { code, stdout } = await runCli(['report', 'incalls', ...MONTH, '--json', '--data', stage.data]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: text });
  });

  it('hands a refusal on as well, and fails', async () => {
    const answer = { result: 'fail', message: 'scope.month "13" is not a month.' };
    const stage = await startStage((_got, response) => sendJson(response, answer));
    const { code, stdout, stderr } = await runCli([
      'report',
      'incalls',
      ...MONTH,
      '--json',
      '--data',
      stage.data,
    ]);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: JSON.stringify(answer),
      stderr: 'scope.month "13" is not a month.\n',
    });
  });
});

describe('retry', () => {
  function retryTimes(times: number): Parameters<typeof startStage>[0] {
    let answered = 0;
    return (_got, response) => {
      answered += 1;
      response.setHeader('Retry-After', '0');
      sendJson(response, answered <= times ? RETRY : { result: 'success', values: {} });
    };
  }

  it('is asked again, unseen', async () => {
    const stage = await startStage(retryTimes(4));
    const { code, stdout, stderr } = await runCli(['report', 'incalls', ...MONTH, '--data', stage.data]);
    expect({ code, stderr, asked: stage.got.length }).toEqual({ code: 0, stderr: '', asked: 5 });
    expect(stdout).toContain('No calls.');
  });

  it('is reported when it lasts', async () => {
    const stage = await startStage(retryTimes(99));
    const { code, stdout, stderr } = await runCli(['report', 'incalls', ...MONTH, '--data', stage.data]);
    expect({ code, stdout, asked: stage.got.length }).toEqual({ code: 1, stdout: '', asked: 5 });
    expect(stderr).toContain(`${RETRY.message} It was asked 5 times.`);
  });
});

it('an answer that is no report is told apart', async () => {
  const stage = await startStage((_got, response) => response.end('<html>'));
  const { code, stderr } = await runCli(['report', 'incalls', ...MONTH, '--data', stage.data]);
  expect(code).toBe(1);
  expect(stderr).toContain('answered 200 with something that is no report');
});

it('tells the zone of the times and fits a terminal, and a pipe gets all of it', async () => {
  const name = 'A conference room with a rather long name';
  const call = {
    acctid: 1,
    calldate: 1487850941,
    caller: name,
    type: 'External',
    ringtime: 1,
    billsecs: 2,
    detail: 'Answered',
    qtime: '',
    qstatus: '',
  };
  const stage = await startStage(succeed({ '200': { name: 'Ann', calls: [call] } }));
  const args = ['report', 'incalls', ...MONTH, '--data', stage.data];
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const piped = await runCli(args);
  expect(piped.stdout).toContain(`incalls, February 2017 (times in ${timeZone})`);
  expect(piped.stdout).toContain(name);
  const fitted = await runCli(args, { columns: 80 });
  expect(fitted.stdout).toContain('A confe');
  expect(fitted.stdout).toContain('…');
  for (const line of fitted.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

it('--csv writes rows', async () => {
  const stage = await startStage(
    succeed({ default: { name: 'Default Company', cost: 1.23, seconds: 217, unknown: 1 } }),
  );
  const { code, stdout } = await runCli(['report', 'outsummary', ...MONTH, '--csv', '--data', stage.data]);
  expect(code).toBe(0);
  expect(stdout).toBe('company,name,cost,seconds,unknown\r\ndefault,Default Company,1.23,217,1\r\n');
});

describe('outcalls --csv', () => {
  const BUSY = { title: 'retry', status: 503, detail: 'Busy: ask again in a moment.' };
  const args = ['report', 'outcalls', ...MONTH, '--deviceids', '0500000004000', '--recalc', '--csv'];

  function busyTimes(times: number): Parameters<typeof startStage>[0] {
    let answered = 0;
    return (_got, response) => {
      answered += 1;
      response.setHeader('Retry-After', '0');
      if (answered <= times) sendJson(response, BUSY, 503);
      else response.end('device_id,explanation\r\n');
    };
  }

  it('is the export of the server, in the zone of this machine, asked for again while it is busy', async () => {
    const stage = await startStage(busyTimes(4));
    const { code, stdout } = await runCli([...args, '--data', stage.data]);
    expect({ code, stdout, asked: stage.got.length }).toEqual({
      code: 0,
      stdout: 'device_id,explanation\r\n',
      asked: 5,
    });
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    expect(stage.got[4]).toMatchObject({
      path: '/api/v1/exports/outcalls',
      parameters: { zone: timeZone },
      contentType: 'application/json',
    });
    expect(JSON.parse(stage.got[4]?.body ?? '')).toEqual({
      scope: { month: 2, year: 2017, deviceids: ['0500000004000'], recalc: true },
    });
  });

  it('says so when it stays busy', async () => {
    const stage = await startStage(busyTimes(99));
    const { code, stdout, stderr } = await runCli([...args, '--data', stage.data]);
    expect({ code, stdout, stderr, asked: stage.got.length }).toEqual({
      code: 1,
      stdout: '',
      stderr: `${BUSY.detail}\n`,
      asked: 5,
    });
  });
});
