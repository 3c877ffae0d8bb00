import { readFileSync } from 'node:fs';
import type { CelEvent } from '../../src/core/cel.ts';
import { formatInstant } from '../../src/core/format-instant.ts';
import type { JourneyStep } from '../../src/core/journey.ts';
import { sayStep } from '../../src/ingest/journey/say-step.ts';
import { CelFile } from '../../src/ingest/sources/asterisk-cel.ts';
import { groupByCall, type readSample, type Sample, type Truth } from '../unit/attribute-samples.ts';
import { tellRecords } from './tell-records.ts';

const ROOT = new URL('../fixtures/asterisk/', import.meta.url);

/** The columns of a sample's cel.csv, as its cel_custom.conf maps them. */
export const CEL_CSV_COLUMNS = {
  '': 'eventtype,eventtime,cid_name,cid_num,exten,context,channame,appname,accountcode,uniqueid,linkedid,peer,extra',
  'second/':
    'eventtype,eventtime,cid_name,cid_num,exten,context,channame,appname,accountcode,uniqueid,linkedid,peer,extra,userfield,appdata,ani,dnid',
} as const;

type Folder = Parameters<typeof readSample>[0];

/** The channel events of a sample. */
export function readSampleCel(folder: Folder): readonly CelEvent[] {
  const file = new CelFile('UTC', CEL_CSV_COLUMNS[folder].split(','));
  const parts = [file.push(readFileSync(new URL(`${folder}cel.csv`, ROOT))), file.end()];
  return parts.flatMap((part) => part.events).map(({ event }) => event);
}

/** The journey of each call of the truth, from the given form of records, with channel events or without. */
export function tellSample(
  sample: Sample,
  form: 'custom' | 'master',
  cel: readonly CelEvent[],
): readonly { readonly truth: Truth; readonly steps: readonly JourneyStep[] }[] {
  const calls = groupByCall(sample[form]);
  return sample.truth.map((truth) => {
    const records = calls.get(truth.id) ?? [];
    const names = new Set(records.map(({ uniqueid }) => uniqueid));
    const events = cel.filter(({ uniqueid, linkedid }) => names.has(uniqueid) || names.has(linkedid));
    return { truth, steps: tellRecords(records, sample.queueEvents, events, sample.directory) };
  });
}

/** Journeys as text: a line for the call, and a line for each step. */
export function showJourneys(told: ReturnType<typeof tellSample>): string {
  return told
    .map(({ truth, steps }) => {
      const lines = steps.map((step) => `  ${formatInstant(step.at, 'UTC').slice(11)} ${sayStep(step)}`);
      return `${truth.id} ${truth.scenario}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}
