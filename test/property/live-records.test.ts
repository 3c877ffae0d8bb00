import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cdr, QueueEvent } from '../../src/core/cdr.ts';
import { attributeCall } from '../../src/ingest/attribute/attribute-call.ts';
import { AmiMessages } from '../../src/ingest/feeds/ami-protocol.ts';
import { callKeyOf, identifyCdr } from '../../src/ingest/identify.ts';
import type { ReadRecord } from '../../src/ingest/record-format.ts';
import { amiFormat, isCdrEvent } from '../../src/ingest/sources/ami-cdr.ts';
import { toQueueEvent } from '../../src/ingest/sources/ami-queue-event.ts';
import { CdrFile } from '../../src/ingest/sources/read-cdr-file.ts';
import { rowFormat } from '../../src/ingest/sources/row-records.ts';
import '../support/fixed-seed.ts';
import { toTableRow } from '../support/table-rows.ts';
import { readSample } from '../unit/attribute-samples.ts';

/** The same records out of a file, a table and events, in any split and interleaving, are the same records and legs. */
const { directory, queueEvents } = readSample('second/');
const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
const CUSTOM_COLUMNS =
  'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,userfield,uniqueid,linkedid,peeraccount,sequence,did,outcid'.split(
    ',',
  );

const messages = (name: string) =>
  new AmiMessages().push(fixture(name)).flatMap((one) => ('huge' in one ? [] : [one]));

function fromEvents(name: string): readonly ReadRecord[] {
  const format = amiFormat('UTC');
  return messages(name)
    .filter(isCdrEvent)
    .flatMap(({ raw }, line) => {
      const read = format.read(raw, line);
      return 'reason' in read ? [] : [read];
    });
}

function fromFile(name: string, columns: readonly string[] | 'cdr_csv'): readonly ReadRecord[] {
  return new CdrFile('UTC', columns).push(fixture(name)).records;
}

/** The records of a file as rows of a table that has these columns. */
function fromTable(filed: readonly ReadRecord[], columns: readonly string[]): readonly ReadRecord[] {
  const format = rowFormat('row', columns, 'UTC');
  return filed.flatMap(({ cdr }, index) => {
    const row = toTableRow({ ...cdr, acctid: 0 });
    const fields = columns.map((column) => row[column]?.toString() ?? null);
    const read = format.readRow(fields, index + 1);
    return 'reason' in read ? [] : [read];
  });
}

/** What the store keeps of records that come in this order: the first of each identity, under growing ids. */
function keep(records: readonly ReadRecord[]): ReadonlyMap<number, readonly Cdr[]> {
  const seen = new Set<number>();
  const calls = new Map<number, Cdr[]>();
  for (const { cdr } of records) {
    const identity = identifyCdr(cdr);
    if (seen.has(identity)) continue;
    seen.add(identity);
    const callKey = callKeyOf(cdr);
    calls.set(callKey, [...(calls.get(callKey) ?? []), { ...cdr, acctid: seen.size }]);
  }
  return calls;
}

function legsOf(records: readonly ReadRecord[], events: readonly QueueEvent[]): unknown {
  const legs = [...keep(records)].map(
    ([callKey, cdrs]) => [callKey, attributeCall(cdrs, events, directory)] as const,
  );
  return JSON.parse(
    JSON.stringify(
      legs.sort(([one], [other]) => one - other),
      (key, value) => (key === 'acctid' ? undefined : value),
    ),
  );
}

/** Columns of cdr_mysql's own table, and of FreePBX's. */
const CDR_MYSQL_COLUMNS =
  'calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,accountcode,uniqueid,userfield'.split(
    ',',
  );
const FREEPBX_COLUMNS = [...CDR_MYSQL_COLUMNS, 'did', 'outbound_cnum', 'linkedid', 'peeraccount', 'sequence'];

const liveEvents = messages('ami/mapped.txt').flatMap((one, line) => toQueueEvent(one, 0, line)?.event ?? []);

describe.each([
  [
    "Custom.csv, FreePBX's table and events with mappings",
    fromFile('asterisk/second/Custom.csv', CUSTOM_COLUMNS),
    FREEPBX_COLUMNS,
    fromEvents('ami/mapped.txt'),
  ],
  [
    "Master.csv, cdr_mysql's table and plain events",
    fromFile('asterisk/second/Master.csv', 'cdr_csv'),
    CDR_MYSQL_COLUMNS,
    fromEvents('ami/plain.txt'),
  ],
])('%s', (_name, filed, columns, live) => {
  const rows = fromTable(filed, columns);
  const clean = legsOf(filed, queueEvents);
  const count = keep(filed);

  it('are the same legs whatever came which way, twice, and in whatever order', () => {
    expect([...count.values()].flat()).toHaveLength(58);
    const identities = (records: readonly ReadRecord[]) =>
      new Set(records.map(({ cdr }) => identifyCdr(cdr)));
    for (const others of [rows, live]) expect(identities(others)).toEqual(identities(filed));
    const ways = fc.subarray(['file', 'table', 'live'] as const, { minLength: 1 });
    const split = fc.array(ways, { minLength: filed.length, maxLength: filed.length });
    const arrival = split.chain((chosen) => {
      const came = filed.flatMap((record, index) => {
        const identity = identifyCdr(record.cdr);
        const twinIn = (others: readonly ReadRecord[]) =>
          others.find(({ cdr }) => identifyCdr(cdr) === identity) ?? record;
        const forms = { file: record, table: twinIn(rows), live: twinIn(live) };
        return (chosen[index] ?? []).map((way) => forms[way]);
      });
      return fc.shuffledSubarray(came, { minLength: came.length });
    });
    fc.assert(
      fc.property(arrival, (records) => {
        expect(legsOf(records, queueEvents)).toEqual(clean);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the manager's queue events", () => {
  const filed = fromFile('asterisk/second/Custom.csv', CUSTOM_COLUMNS);

  it('change nothing where the log tells of the caller, some or all of them, in any order', () => {
    const clean = legsOf(filed, queueEvents);
    const events = fc.subarray(liveEvents).chain((some) => {
      const all = [...queueEvents, ...some];
      return fc.shuffledSubarray(all, { minLength: all.length });
    });
    fc.assert(
      fc.property(events, (given) => {
        expect(legsOf(filed, given)).toEqual(
          legsOf(
            filed,
            given.filter((one) => queueEvents.includes(one)),
          ),
        );
      }),
      { numRuns: 40 },
    );
    expect(legsOf(filed, [...liveEvents, ...queueEvents])).toEqual(clean);
  });

  it('tell as much as the log where there is no log', () => {
    expect(legsOf(filed, liveEvents)).toEqual(legsOf(filed, queueEvents));
    expect(liveEvents.length).toBeGreaterThan(10);
  });
});
