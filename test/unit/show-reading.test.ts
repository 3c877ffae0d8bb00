import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { showReading } from '../../src/cli/show-reading.ts';

/** A terminal or a file on stderr that keeps what is written, and calls `onText` with each piece. */
function makeIo(isTerminal: boolean, onText: (text: string) => void = () => {}) {
  let written = '';
  const stderr = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString('utf8');
      onText(chunk.toString('utf8'));
      done();
    },
  });
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const io = { environment: {}, stdin: Readable.from([]), stdout: nowhere, stderr, isTerminal, columns: 80 };
  return { io, written: () => written };
}

describe('a reading that lasts', () => {
  it.each([false, true])('says what is read and how much was (on a terminal: %s)', async (isTerminal) => {
    let goOn = () => {};
    const said = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const { io, written } = makeIo(isTerminal, () => goOn());
    const answer = await showReading('pbx:3306', io, async (told) => {
      told('queues_details', 1234);
      await said;
      return 'all';
    });
    expect(answer).toBe('all');
    const line = /^\r?pbx:3306: reading queues_details, 1234 rows so far, 0:\d\d/;
    expect(written()).toMatch(line);
    expect(written().endsWith(isTerminal ? '\r\u001b[K' : '\n')).toBe(true);
  });

  it('says nothing where it is soon done, and passes on what went wrong', async () => {
    const { io, written } = makeIo(false);
    await expect(showReading('pbx:3306', io, () => Promise.reject(new Error('gone')))).rejects.toThrow(
      'gone',
    );
    expect(written()).toBe('');
  });
});
