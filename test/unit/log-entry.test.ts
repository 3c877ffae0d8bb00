import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/create-server.ts';
import { toLogEntry } from '../../src/http/log-entry.ts';

/** What a server logs of an error that a route throws. */
async function logOf(thrown: Error): Promise<string> {
  let text = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  const server = createServer(pino({ base: null, formatters: { log: toLogEntry } }, stream));
  server.get('/', async (request) => request.log.error({ err: thrown }, 'defect'));
  await server.inject('/');
  return text;
}

describe('the log of a defect', () => {
  it('has neither the row that a store could not take nor any number of its message', async () => {
    const text = await logOf(
      new Error(
        'Code: 27. DB::Exception: Cannot parse input: expected tab before: \'02079460000\': (at row 1)\nRow 1:\nColumn 0, name: caller, parsed text: "Ann Reader"',
      ),
    );
    expect(text).toContain('Code: 27. DB::Exception');
    expect(text).not.toMatch(/02079460000|Ann Reader/);
  });

  it('has no parameters of a statement, and says what was behind it and where', async () => {
    const cause = Object.assign(new Error('duplicate key value'), { code: '23505' });
    const text = await logOf(
      new Error('Failed query: insert into "access_user"\nparams: ann@users.invalid', { cause }),
    );
    expect(text).not.toContain('ann@users.invalid');
    const { error } = JSON.parse(text.split('\n')[0] ?? '') as { error: Record<string, unknown> };
    expect(error).toMatchObject({
      type: 'Error',
      message: 'Failed query: insert into "access_user"',
      cause: { code: '23505', message: 'duplicate key value' },
    });
    expect(String(error['stack'])).toContain('log-entry.test');
  });
});
