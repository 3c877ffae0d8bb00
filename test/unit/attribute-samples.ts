import { readFileSync } from 'node:fs';
import type { Cdr, Disposition, QueueEvent } from '../../src/core/cdr.ts';
import type { Directory, DirectoryEntries } from '../../src/core/directory.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';

const ROOT = new URL('../fixtures/asterisk/', import.meta.url);

/** The fields of CSV lines; quotes are doubled inside quotes. */
function splitCsv(text: string): string[][] {
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
}

const CUSTOM =
  'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,userfield,uniqueid,linkedid,peeraccount,sequence,did,outcid';
const MASTER =
  'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,uniqueid,userfield';

function toEpoch(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;
}

function toCdr(fields: readonly string[], columns: string, acctid: number): Cdr {
  const names = columns.split(',');
  const at = (name: string): string => fields[names.indexOf(name)] ?? '';
  const sequence = at('sequence');
  return {
    accountcode: at('accountcode'),
    src: at('src'),
    dst: at('dst'),
    dcontext: at('dcontext'),
    clid: at('clid'),
    channel: at('channel'),
    dstchannel: at('dstchannel'),
    lastapp: at('lastapp'),
    lastdata: at('lastdata'),
    startAt: toEpoch(at('start')),
    answerAt: at('answer') === '' ? null : toEpoch(at('answer')),
    endAt: toEpoch(at('end')),
    duration: Number(at('duration')),
    billsec: Number(at('billsec')),
    disposition: at('disposition') as Disposition,
    userfield: at('userfield'),
    uniqueid: at('uniqueid'),
    linkedid: at('linkedid'),
    peeraccount: at('peeraccount'),
    sequence: sequence === '' ? null : Number(sequence),
    did: at('did'),
    outcid: at('outcid'),
    acctid,
  };
}

/** What a call was, written before it was placed. Columns that only the second sample has are empty for the first. */
export interface Truth {
  readonly id: string;
  readonly scenario: string;
  readonly direction: string;
  readonly fromDevice: string;
  readonly caller: string;
  readonly company: string;
  readonly dialled: string;
  readonly destination: string;
  readonly trunk: string;
  readonly ringSeconds: number;
  readonly talkSeconds: number;
  readonly cancelAfter: number;
  readonly queue: string;
  readonly expected: string;
  readonly answeredDevice: string;
  readonly expectedWaitSeconds: string;
  readonly expectedQueueStatus: string;
}

/** A sample as the PBX wrote it: `folder` is empty for the first one. */
export interface Sample {
  readonly custom: readonly Cdr[];
  readonly master: readonly Cdr[];
  readonly queueEvents: readonly QueueEvent[];
  readonly directory: Directory;
  readonly entries: DirectoryEntries;
  readonly truth: readonly Truth[];
}

export function readSample(folder: '' | 'second/'): Sample {
  const read = (name: string) => readFileSync(new URL(folder + name, ROOT), 'utf8');
  const entries = readEntries(read('directory.json'));
  const [head = [], ...rows] = splitCsv(read('truth.csv'));
  return {
    custom: splitCsv(read('Custom.csv')).map((fields, i) => toCdr(fields, CUSTOM, 1000 + i)),
    master: splitCsv(read('Master.csv')).map((fields, i) => toCdr(fields, MASTER, 1 + i)),
    queueEvents: read('queue_log').split('\n').filter(Boolean).map(toQueueEvent),
    directory: indexDirectory(entries),
    entries,
    truth: rows.map((row) => toTruth((name) => row[head.indexOf(name)] ?? '')),
  };
}

function toTruth(at: (name: string) => string): Truth {
  return {
    id: at('id'),
    scenario: at('scenario'),
    direction: at('direction'),
    fromDevice: at('from_device'),
    caller: at('caller'),
    company: at('company'),
    dialled: at('dialled'),
    destination: at('destination'),
    trunk: at('trunk'),
    ringSeconds: Number(at('ring_seconds')),
    talkSeconds: Number(at('talk_seconds')),
    cancelAfter: Number(at('cancel_after')),
    queue: at('queue'),
    expected: at('expected'),
    answeredDevice: at('answered_device'),
    expectedWaitSeconds: at('expected_wait_seconds'),
    expectedQueueStatus: at('expected_queue_status'),
  };
}

function readEntries(json: string): DirectoryEntries {
  const written = JSON.parse(json);
  const withMembers = <T>(list: T[]) => list.map((one) => ({ members: [], ...one }));
  return { ...written, queues: withMembers(written.queues), groups: withMembers(written.groups) };
}

function toQueueEvent(line: string): QueueEvent {
  const [at = '', callid = '', queue = '', agent = '', event = '', ...args] = line.split('|');
  return { at: Number(at), callid, queue, agent, event, args };
}

/** Records by call: in these samples `userfield` is the call's id in the truth. */
export function groupByCall(records: readonly Cdr[]): ReadonlyMap<string, readonly Cdr[]> {
  const calls = new Map<string, Cdr[]>();
  for (const record of records) {
    const call = calls.get(record.userfield);
    if (call === undefined) calls.set(record.userfield, [record]);
    else call.push(record);
  }
  return calls;
}

/** A record made by hand for a test: an answered call of device 200 to extension 201 unless told otherwise. */
export function makeCdr(given: Partial<Cdr>): Cdr {
  const duration = given.duration ?? 15;
  const startAt = given.startAt ?? 1_795_525_000;
  const sequence = given.sequence ?? 0;
  const uniqueid = given.uniqueid ?? `${startAt}.1`;
  const disposition = given.disposition ?? 'ANSWERED';
  const billsec = given.billsec ?? (disposition === 'ANSWERED' ? Math.max(0, duration - 5) : 0);
  return {
    accountcode: 'default',
    src: '200',
    dst: '201',
    dcontext: 'from-default',
    clid: '"Ann Reader" <200>',
    channel: 'SIP/0500000004000-00000001',
    dstchannel: 'SIP/0500000004001-00000002',
    lastapp: 'Dial',
    lastdata: '',
    startAt,
    answerAt: disposition === 'ANSWERED' ? startAt + duration - billsec : null,
    endAt: startAt + duration,
    duration,
    billsec,
    disposition,
    userfield: '',
    uniqueid,
    linkedid: `${1_795_525_000}.1`,
    peeraccount: '',
    sequence,
    did: '',
    outcid: '',
    acctid: sequence + 1,
    ...given,
  };
}
