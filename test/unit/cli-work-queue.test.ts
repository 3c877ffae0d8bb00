import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, sendJson, sendLines, startStage } from './cli-stage.ts';

const ITEM = {
  ...{ id: 'no-owner:224f45333df164ec', kind: 'no-owner', state: 'open', place: 'channel bob', count: 2 },
  ...{ source: 'Master.csv', line: 3, first: '2026-11-24T10:00:00Z', last: '2026-11-24T11:00:00Z' },
  ...{ raw: '"\u001b[2J"', reason: '2 calls came from channel "bob".', acctids: [3, 2], dismissal: null },
  fix: { kind: 'owner', what: 'Add a device.', command: 'directory import directory.json', request: null },
};

describe('rejects', () => {
  it('shows how much of each kind, and the first of each with its fix', async () => {
    const stage = await startStage((got, response) =>
      got.path.endsWith('/counts')
        ? sendJson(response, {
            counts: [
              { kind: 'no-owner', items: 1, count: 2 },
              { kind: 'late', items: 0, count: 0 },
            ],
          })
        : sendJson(response, { items: [ITEM], cursor: null }),
    );
    const { code, stdout } = await runCli(['rejects', '--data', stage.data]);
    expect(code).toBe(0);
    expect(stdout).toContain('no-owner      1 item, 2 in all\n');
    expect(stdout).toContain('fix   Add a device.\n        bin/ringledger directory import directory.json\n');
    expect(stdout).not.toContain('\u001b');
    expect(stage.got.map(({ path }) => path)).toEqual(['/api/v1/work-queue/counts', '/api/v1/work-queue']);
    expect(stage.got[1]?.parameters).toEqual({ kind: 'no-owner', limit: '1' });
  });

  it('says so where nothing is wrong', async () => {
    const stage = await startStage((_got, response) => sendJson(response, { counts: [] }));
    expect((await runCli(['rejects', '--data', stage.data])).stdout).toMatch(/^Nothing is wrong/);
  });

  it('lists page after page', async () => {
    const stage = await startStage(({ parameters }, response) =>
      sendJson(response, { items: [ITEM], cursor: parameters['cursor'] === undefined ? 'next' : null }),
    );
    const { stdout } = await runCli(['rejects', 'list', '--kind', 'no-owner', '--data', stage.data]);
    expect(stage.got.map(({ parameters }) => parameters['cursor'])).toEqual([undefined, 'next']);
    expect(stdout.endsWith('2 items.\n')).toBe(true);
  });

  it('sends the text of a mapping, and tells what became of the texts', async () => {
    const result = {
      ...{ accepted: 1, duplicate: 0, stillRejected: 1, remade: null, recalculated: null },
      rejects: [{ id: 'unreadable:0123456789abcdef', message: 'start "x" is not a time.' }],
    };
    const stage = await startStage((_got, response) => sendLines(response, [{ result }]));
    const file = join(stage.data, 'mapping.json');
    writeFileSync(file, '{"columns":{}}');
    const args = ['rejects', 'replay', '--source', 'x.csv', '--mapping', file, '--data', stage.data];
    const { code, stdout } = await runCli(args);
    expect(code).toBe(0);
    expect(JSON.parse(stage.got[0]?.body ?? '')).toEqual({ source: 'x.csv', mapping: '{"columns":{}}' });
    expect(stdout).toBe(
      'unreadable:0123456789abcdef: start "x" is not a time.\naccepted 1, duplicate 0, still rejected 1\n',
    );
  });

  it('dismisses with a reason, and takes up again', async () => {
    const stage = await startStage(({ path }, response) =>
      sendJson(response, path.endsWith('dismiss') ? { dismissed: [ITEM.id] } : { reopened: [] }),
    );
    const done = await runCli(['rejects', 'dismiss', ITEM.id, '--why', 'known', '--data', stage.data]);
    expect(done.stdout).toBe(`Dismissed: ${ITEM.id}.\n`);
    expect(JSON.parse(stage.got[0]?.body ?? '')).toEqual({ ids: [ITEM.id], why: 'known' });
    const again = await runCli(['rejects', 'reopen', ITEM.id, '--data', stage.data]);
    expect(again.stdout).toBe('None of them was dismissed.\n');
    expect((await runCli(['rejects', 'dismiss', ITEM.id])).code).toBe(2);
  });
});
