import { readFileSync } from 'node:fs';
import type { Cdr } from '../../src/core/cdr.ts';
import type { Directory } from '../../src/core/directory.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
import { attributeCall } from '../../src/ingest/attribute/attribute-call.ts';
import { type FileOptions, openRecordFile } from '../../src/ingest/file-kinds.ts';
import { callKeyOf } from '../../src/ingest/identify.ts';
import type { ReadCdr, ReadRecord } from '../../src/ingest/record-format.ts';
import type { RejectedRecord } from '../../src/ingest/reject-reason.ts';

export const fixture = (path: string): Buffer =>
  readFileSync(new URL(`../fixtures/${path}`, import.meta.url));

export function fixtureDirectory(pbx: string): Directory {
  const json: unknown = JSON.parse(fixture(`${pbx}/directory.json`).toString('utf8'));
  return indexDirectory(checkDirectory(json, 'UTC'));
}

/** All that a file holds, read from bytes cut at these places. */
export function readCut(
  kind: string,
  bytes: Uint8Array,
  options: Partial<FileOptions> = {},
  cuts: readonly number[] = [],
) {
  const file = openRecordFile(kind, { zone: 'Europe/London', ...options });
  const records: ReadRecord[] = [];
  const rejects: RejectedRecord[] = [];
  let from = 0;
  for (const to of [...cuts].sort((one, other) => one - other).concat(bytes.length)) {
    const part = file.push(bytes.subarray(from, to));
    records.push(...part.records);
    rejects.push(...part.rejects);
    from = to;
  }
  const last = file.end();
  return {
    records: [...records, ...last.records],
    rejects: [...rejects, ...last.rejects],
    unfinished: last.unfinished,
    format: file.format.text,
  };
}

/** A fixture's truth, and what legs say, as lines: side, party, other, detail, ring, billsec, trunk. */
export function truthLines(pbx: string): readonly string[] {
  const lines = fixture(`${pbx}/truth.csv`).toString('utf8').trim().split('\n').slice(1);
  return lines.map((line) => line.replace(/^\d+,/, '')).sort();
}

/** The legs of records, whatever order they stand in, as lines like the truth's. */
export function legLines(cdrs: readonly ReadCdr[], directory: Directory): readonly string[] {
  const calls = new Map<number, Cdr[]>();
  for (const [at, cdr] of cdrs.entries()) {
    const key = callKeyOf(cdr);
    calls.set(key, [...(calls.get(key) ?? []), { ...cdr, acctid: at + 1 }]);
  }
  const lines = [...calls.values()].flatMap((call) => {
    const { outbound, inbound } = attributeCall(call, [], directory);
    return [
      ...outbound.map(
        (leg) =>
          `out,${leg.device},${leg.dialled},${leg.answered ? 'Answered' : 'Not answered'},${leg.ringSeconds},${leg.billsec},${leg.trunk}`,
      ),
      ...inbound.map(
        (leg) => `in,${leg.extension},${leg.caller},${leg.detail},${leg.ringSeconds},${leg.billsec},`,
      ),
    ];
  });
  return lines.sort();
}
