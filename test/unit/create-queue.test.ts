import { describe, expect, it } from 'vitest';
import { createQueue } from '../../src/ingest/feeds/create-queue.ts';

describe('a queue', () => {
  it('runs one after the other, though the first takes longest, and gives each its answer', async () => {
    const inOrder = createQueue();
    const heard: string[] = [];
    let finish: () => void = () => {};
    const first = inOrder(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      heard.push('first');
      return 1;
    });
    const second = inOrder(() => {
      heard.push('second');
      return 2;
    });
    await new Promise(setImmediate);
    expect(heard).toEqual([]);
    finish();
    expect(await Promise.all([first, second])).toEqual([1, 2]);
    expect(heard).toEqual(['first', 'second']);
  });

  it('runs nothing after one that failed, and tells those that wait why', async () => {
    const inOrder = createQueue();
    const failed = inOrder(() => Promise.reject(new Error('the disk is full')));
    let ran = false;
    const next = inOrder(() => {
      ran = true;
    });
    await expect(failed).rejects.toThrow('the disk is full');
    await expect(next).rejects.toThrow('the disk is full');
    await expect(
      inOrder(() => {
        ran = true;
      }),
    ).rejects.toThrow('the disk is full');
    expect(ran).toBe(false);
  });
});
