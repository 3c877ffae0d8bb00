import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JourneyStep } from '../../src/core/journey.ts';
import { readSampleCel, showJourneys, tellSample } from '../support/sample-journeys.ts';
import { readSample, type Truth } from '../unit/attribute-samples.ts';

/** Sentences that were read one by one and checked against the truth of each call. */
const read = (name: string) => readFileSync(new URL(`journeys/${name}`, import.meta.url), 'utf8');

/** Seconds of talk that were intended but not had: the queue's own log, too, counts from the agent's answer. */
const REAL_TALK: Readonly<Record<string, number>> = { 's7-0032': 9 };
/** What a second's cut at either end may make of seconds that records tell; events tell fractions. */
const ROUNDING = 1;

for (const [name, folder] of [
  ['first', ''],
  ['second', 'second/'],
] as const) {
  const sample = readSample(folder);
  const cel = readSampleCel(folder);
  describe(`journeys of the ${name} sample`, () => {
    it.each([
      ['records and channel events', 'custom', cel, `${name}.txt`],
      ['records alone', 'custom', [], `${name}-without-events.txt`],
      ['Master.csv alone', 'master', [], `${name}-master.txt`],
    ] as const)('from %s read as they were checked', (_, form, events, file) => {
      expect(showJourneys(tellSample(sample, form, events))).toBe(read(file));
    });

    it.each(['custom', 'master'] as const)('from %s say what was true', (form) => {
      for (const events of [cel, []])
        for (const { truth, steps } of tellSample(sample, form, events)) checkTruth(truth, steps);
    });
  });
}

type Told = readonly JourneyStep[];
const ofKind = (steps: Told, kind: JourneyStep['kind']) => steps.filter((step) => step.kind === kind);

function checkTruth(truth: Truth, steps: Told): void {
  checkEnds(truth, steps);
  checkTalk(truth, steps);
  if (truth.queue !== '') expect(ofKind(steps, 'queued'), truth.id).toHaveLength(1);
  if (truth.expectedQueueStatus === 'Abandoned')
    expect(ofKind(steps, 'left-queue')[0]?.how).toBe('Abandoned');
  if (truth.expected === 'Voicemail') expect(ofKind(steps, 'voicemail'), truth.id).toHaveLength(1);
  if (truth.expected === 'Not answered')
    for (const { how } of ofKind(steps, 'rang')) expect(how, truth.id).toBe('Not answered');
  if (truth.expected === 'Busy') expect(ofKind(steps, 'rang')[0]?.how, truth.id).toBe('Busy');
}

function checkEnds(truth: Truth, steps: Told): void {
  const dialled = ofKind(steps, 'dialled');
  expect(dialled, truth.id).toHaveLength(1);
  expect(ofKind(steps, 'ended'), truth.id).toHaveLength(1);
  expect(steps.at(-1)?.kind).toBe('ended');
  expect(dialled[0]?.who, truth.id).toMatchObject(
    truth.fromDevice === '' ? { kind: 'outside', id: truth.caller } : { id: truth.fromDevice },
  );
}

function checkTalk(truth: Truth, steps: Told): void {
  const [answered, ...more] = ofKind(steps, 'answered');
  expect(more, truth.id).toEqual([]);
  const isByPhone = truth.expected === 'Answered' && !truth.dialled.startsWith('*');
  expect(answered !== undefined, truth.id).toBe(isByPhone);
  if (answered === undefined) return;
  const talk = REAL_TALK[truth.id] ?? truth.talkSeconds;
  expect(Math.abs((answered.seconds ?? -9) - talk), truth.id).toBeLessThanOrEqual(ROUNDING);
  if (truth.answeredDevice !== '') expect(answered.who.id, truth.id).toBe(truth.answeredDevice);
}
