import { describe, expect, it } from 'vitest';
import { shareRuns } from '../../src/core/share-runs.ts';

/** A run that ends when it is told to. */
function makeRuns() {
  const ends: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  const ask = shareRuns(() => new Promise<void>((resolve, reject) => ends.push({ resolve, reject })));
  return { ask, ends };
}

const rest = () => new Promise((resolve) => setImmediate(resolve));

describe('runs that are shared', () => {
  it('serve who asks meanwhile by one that begins later', async () => {
    const { ask, ends } = makeRuns();
    const served: string[] = [];
    const first = ask().then(() => served.push('first'));
    const others = [1, 2, 3].map(() => ask().then(() => served.push('other')));
    await rest();
    expect([ends.length, served]).toEqual([1, []]);
    ends[0]?.resolve();
    await first;
    await rest();
    expect([ends.length, served]).toEqual([2, ['first']]);
    const late = ask().then(() => served.push('late'));
    ends[1]?.resolve();
    await Promise.all(others);
    await rest();
    expect([ends.length, served]).toEqual([3, ['first', 'other', 'other', 'other']]);
    ends[2]?.resolve();
    await late;
    await rest();
    void ask();
    expect(ends.length).toBe(4);
  });

  it('tell a failure to those whom it was to serve, and go on', async () => {
    const { ask, ends } = makeRuns();
    const failing = expect(ask()).rejects.toThrow('full');
    const next = ask();
    ends[0]?.reject(new Error('full'));
    await failing;
    await rest();
    ends[1]?.resolve();
    await expect(next).resolves.toBeUndefined();
  });
});
