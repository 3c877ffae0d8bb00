import { describe, expect, it } from 'vitest';
import { createPasswordGate } from '../../src/access/password-gate.ts';

/** A gate whose clock stands still until it is moved, and whose pauses are written down. */
function createGate() {
  const state = { at: 1_000, pauses: [] as number[] };
  const gate = createPasswordGate({
    now: () => state.at,
    pause: async (seconds) => {
      state.pauses.push(seconds);
    },
  });
  return { gate, state };
}

const wrong = async () => undefined;
const right = async () => 'ann';
const settle = () => new Promise((resolve) => setTimeout(resolve, 10));

describe('the gate before password checks', () => {
  it('answers with what the check found', async () => {
    const { gate } = createGate();
    expect(await gate.examine('ann', 'a', right)).toBe('ann');
    expect(await gate.examine('ann', 'b', wrong)).toBeUndefined();
  });

  it('slows a name down from its third failure in a row on, to 2 seconds at most', async () => {
    const { gate, state } = createGate();
    for (let guess = 0; guess < 9; guess++) await gate.examine('ann', `guess ${guess}`, wrong);
    expect(state.pauses).toEqual([0.25, 0.5, 1, 2, 2, 2]);
  });

  it('slows no other name down', async () => {
    const { gate, state } = createGate();
    for (let guess = 0; guess < 5; guess++) await gate.examine('ann', `guess ${guess}`, wrong);
    state.pauses = [];
    await gate.examine('bob', 'b', wrong);
    expect(state.pauses).toEqual([]);
  });

  it('lets the owner in while somebody guesses, and forgets the failures then', async () => {
    const { gate, state } = createGate();
    for (let guess = 0; guess < 5; guess++) await gate.examine('ann', `guess ${guess}`, wrong);
    expect(await gate.examine('ann', 'right', right)).toBe('ann');
    state.pauses = [];
    await gate.examine('ann', 'again', wrong);
    expect(state.pauses).toEqual([]);
  });

  it('forgives after a quarter of an hour without a failure', async () => {
    const { gate, state } = createGate();
    for (let guess = 0; guess < 4; guess++) await gate.examine('ann', `guess ${guess}`, wrong);
    state.pauses = [];
    state.at += 900;
    await gate.examine('ann', 'late', wrong);
    expect(state.pauses).toEqual([0.5]);
    state.at += 901;
    await gate.examine('ann', 'later', wrong);
    expect(state.pauses).toEqual([0.5]);
  });

  it('checks the same credential once, however often it is asked at the same time', async () => {
    const { gate } = createGate();
    let checks = 0;
    const check = async () => {
      checks++;
      await settle();
      return 'ann';
    };
    const answers = await Promise.all(Array.from({ length: 50 }, () => gate.examine('ann', 'same', check)));
    expect(new Set(answers)).toEqual(new Set(['ann']));
    expect(checks).toBe(1);
  });

  it('checks two at once, one of a name, and turns away what would wait too long', async () => {
    const { gate } = createGate();
    let running = 0;
    let most = 0;
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const check = async () => {
      running++;
      most = Math.max(most, running);
      await released;
      running--;
      return 'ok';
    };
    const byName = Array.from({ length: 17 }, (_, guess) => gate.examine('ann', `ann ${guess}`, check));
    const others = Array.from({ length: 70 }, (_, user) =>
      gate.examine(`user ${user}`, `user ${user}`, check),
    );
    const outcomes = Promise.allSettled([...byName, ...others]);
    await settle();
    expect(running).toBe(2);
    release();
    const refused = (await outcomes).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(most).toBe(2);
    expect(refused.map((reason) => reason.code)).toEqual(refused.map(() => 'retry'));
    const messages = refused.map((reason) => reason.message);
    expect(messages).toContain(
      'Too many different passwords for "ann" are being checked: please try again in a few seconds.',
    );
    // 2 run and 64 wait, of the 71 names that come at once.
    expect(messages.filter((text) => text.startsWith('Too many passwords'))).toHaveLength(71 - 66);
    expect(await gate.examine('ann', 'afterwards', right)).toBe('ann');
  });

  it('goes on after a check that failed to run', async () => {
    const { gate } = createGate();
    const broken = gate.examine('ann', 'a', () => Promise.reject(new Error('no store')));
    await expect(broken).rejects.toThrow('no store');
    expect(await gate.examine('ann', 'a', right)).toBe('ann');
  });
});
