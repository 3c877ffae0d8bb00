import { describe, expect, it } from 'vitest';
import { runCli, sendLines, startStage } from './cli-stage.ts';

const CHECKS = [
  {
    ...{ name: 'calls', rule: 'Out and in, less both.', equal: true, differences: [], leftOff: 0, note: '' },
    sides: [
      { from: 'legs', figures: { outboundCalls: 59, inboundCalls: 60, bothSides: 33, calls: 86 } },
      { from: 'allcalls', figures: { calls: 86 } },
    ],
  },
  {
    ...{ name: 'sums', rule: 'Summary is detail.', equal: false, leftOff: 3, note: 'A note.' },
    sides: [
      { from: 'outsummary', figures: { seconds: 438, cost: '6.262575', unknownCosts: 5 } },
      { from: 'outcalls', figures: { calls: 59, seconds: 438, cost: '6.262574', unknownCosts: 5 } },
    ],
    differences: [{ key: 'acctid 7', what: 'of company te\u001bst costs 1' }],
  },
];
const PROOF = {
  period: { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z', zone: 'Europe/London' },
  ...{ companies: null, version: null, equal: false, checks: CHECKS },
};

const answering = (proof: object) =>
  startStage((_got, response) =>
    sendLines(response, [{ progress: { done: 1, total: 5 } }, { result: proof }]),
  );

describe('prove', () => {
  it('shows each rule, its figures side by side, and what differs; and ends with 1', async () => {
    const stage = await answering(PROOF);
    const { code, stdout, stderr } = await runCli(['prove', '--month', '2026-11', '--data', stage.data]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Not all figures are equal.\n' });
    expect(
      stdout,
    ).toBe(`From 2026-11-01T00:00:00Z to 2026-12-01T00:00:00Z (Europe/London), all companies, as figures are.

calls: equal
  Out and in, less both.
  from      calls out  + calls in  - both  = calls
  legs             59          60      33       86
  allcalls                                      86

sums: DIFFERENT
  Summary is detail.
  from        seconds      cost  unknown costs  calls
  outsummary      438  6.262575              5
  outcalls        438  6.262574              5     59
  acctid 7 of company te\uFFFDst costs 1.
  and 3 more.
  A note.

1 of 2 checks differ.
`);
    expect(stage.got[0]).toMatchObject({
      ...{ method: 'GET', path: '/api/v1/proof', parameters: { month: '2026-11' } },
    });
  });

  it('ends with 0 where all is equal, and gives the answer as it is', async () => {
    const stage = await answering({ ...PROOF, equal: true });
    const days = ['--from', '2026-11-01', '--to', '2026-11-08', '--company', 'a,b', '--as-of', 'run:3'];
    const { code, stdout } = await runCli(['prove', ...days, '--json', '--data', stage.data]);
    expect([code, JSON.parse(stdout)]).toEqual([0, { ...PROOF, equal: true }]);
    const parameters = { from: '2026-11-01', to: '2026-11-08', company: 'a,b', as_of: 'run:3' };
    expect(stage.got[0]?.parameters).toEqual(parameters);
  });

  it.each([
    [[], 'say which calls: --month 2026-10, or --from'],
    [['--from', '2026-11-01'], 'say which calls'],
    [['--month', '2026-11', '--to', '2026-12-01'], 'cannot be used with'],
  ])('does not take %j', async (flags, sentence) => {
    const stage = await answering(PROOF);
    const run = await runCli(['prove', ...flags, '--data', stage.data]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(sentence);
    expect(stage.got).toEqual([]);
  });

  it('teaches', async () => {
    const { code, stdout } = await runCli(['prove', '--help']);
    expect(code).toBe(0);
    for (const word of ['--month', '--as-of', 'two different roads', 'Exit code 1', 'Examples:'])
      expect(stdout).toContain(word);
  });
});
