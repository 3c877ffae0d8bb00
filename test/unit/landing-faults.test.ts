import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Directory } from '../../src/core/directory.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { scopeOfGrant } from '../../src/core/scope.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
import { identifyText } from '../../src/ingest/identify.ts';
import { importCdrs, importQueueLog } from '../../src/ingest/import-files.ts';
import { catchUpCounters, type LandingParts } from '../../src/ingest/landing.ts';
import { compilePriceBook } from '../../src/rating/price-book.ts';
import { answerReport } from '../../src/reports/answer-report.ts';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { connectCalls } from '../../src/store/calls/connect.ts';
import { connectCatalog } from '../../src/store/catalog/catalog.ts';
import { emptyDirectory } from '../support/empty-directory.ts';
import { putFreshStores } from '../support/fresh-stores.ts';
import { makeCard } from '../support/rate-cards.ts';

const SAMPLE = new URL('../fixtures/asterisk/second/', import.meta.url);
const HEADER = 'src,dst,channel,dstchannel,lastapp,start,duration,billsec,disposition,uniqueid';

interface House {
  readonly parts: LandingParts;
  directory: Directory;
  /** The next write to this table fails, as a full disk makes it fail. */
  failing: string | undefined;
  close(): Promise<void>;
}

async function openHouse(folder: string, directory: Directory): Promise<House> {
  await putFreshStores(folder);
  const real = await connectCalls({ folder: join(folder, 'calls') });
  const catalog = await connectCatalog({ folder: join(folder, 'catalog') });
  const calls: CallStore = {
    ...real,
    insert: async (table, columns, rows) => {
      if (house.failing === table) throw new Error(`no space left for ${table}`);
      return real.insert(table, columns, rows);
    },
  };
  const house: House = {
    directory,
    failing: undefined,
    parts: {
      calls,
      catalog,
      directory: async () => house.directory,
      prices: async () => () => compilePriceBook(makeCard([])),
      now: () => 0,
    },
    close: async () => {
      await real.close();
      await catalog.close();
    },
  };
  return house;
}

function takeCdrs(house: House, text: string) {
  const columns = text.startsWith('"') ? CUSTOM_COLUMNS : undefined;
  return importCdrs(house.parts, Readable.from([Buffer.from(text)]), { source: 'f', zone: 'UTC', columns });
}

const CUSTOM_COLUMNS =
  'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,userfield,uniqueid,linkedid,peeraccount,sequence,did,outcid'.split(
    ',',
  );

/** All calls of all companies, without accounting ids. */
async function readAll(house: House): Promise<unknown> {
  const request = {
    report: 'allcalls' as const,
    companies: undefined,
    year: 2026,
    month: 11,
    day: undefined,
    days: 1,
    keys: undefined,
    keevioMerge: false,
    detail: false,
    recalc: false,
  };
  const filter = {
    scope: scopeOfGrant({ everyCompany: true, companies: [] }),
    period: { fromAt: 0, toAt: 0xffff_ffff, zone: 'UTC' },
  };
  const parts = { calls: house.parts.calls, directory: house.directory, dayWindow: 'back' as const };
  const chunks: Uint8Array[] = [];
  for await (const chunk of answerReport(request, filter, parts)) chunks.push(chunk);
  return JSON.parse(`{${Buffer.concat(chunks).toString('utf8')}}`, (key, value: unknown) =>
    key === 'acctid' ? undefined : value,
  );
}

describe('records that land while something fails', () => {
  let folder: string;
  let house: House;
  let sample: Directory;
  let custom: string;
  let queueLog: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ringledger-landing-'));
    sample = indexDirectory(
      checkDirectory(JSON.parse(await readFile(new URL('directory.json', SAMPLE), 'utf8')), 'UTC'),
    );
    custom = await readFile(new URL('Custom.csv', SAMPLE), 'utf8');
    queueLog = await readFile(new URL('queue_log', SAMPLE), 'utf8');
    house = await openHouse(folder, sample);
  });
  afterEach(async () => {
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(['cdr', 'inbound_leg', 'outbound_leg', 'journey'])(
    'a failed write of %s is told, and leaves nothing that the next import does not put right',
    async (table) => {
      await takeCdrs(house, custom);
      const clean = await readAll(house);
      await house.close();
      await rm(folder, { recursive: true, force: true });

      house = await openHouse(folder, emptyDirectory());
      house.failing = table;
      await expect(takeCdrs(house, custom)).rejects.toThrow(`no space left for ${table}`);
      house.failing = undefined;
      house.directory = sample;
      expect(await takeCdrs(house, custom)).toMatchObject({ accepted: 58, duplicate: 0 });
      expect(await readAll(house)).toEqual(clean);
    },
  );

  it('calls that a record joined keep their legs though it is not kept, and are one once it is', async () => {
    const row = (channel: string, other: string, uniqueid: string, caller = '0500000004000') =>
      `"default","200","201","from-default","","SIP/${caller}-${channel}","SIP/0500000004001-${other}","Dial","","2026-11-24 12:00:00","2026-11-24 12:00:04","2026-11-24 12:00:19","19","15","ANSWERED","","","${uniqueid}","${uniqueid}","","","",""\n`;
    const kept = ['1795521600.1', '1795521600.3'];
    const [one = '', two = ''] = kept;
    const apart = row('00000001', '00000002', one) + row('00000003', '00000004', two);
    // Under its key, the least of the three, the legs of all would stand.
    const least = Math.min(...kept.map(identifyText));
    const name = Array.from({ length: 99 }, (_, n) => `1795521600.${n + 5}`).find(
      (id) => identifyText(id) < least,
    );
    const joining = row('00000001', '00000004', name ?? '');
    const other = row('000000a1', '000000a2', '1795521600.999', '0500000005000');
    await takeCdrs(house, apart + joining + other);
    const clean = await readAll(house);
    await house.close();
    await rm(folder, { recursive: true, force: true });

    house = await openHouse(folder, sample);
    await takeCdrs(house, apart);
    house.failing = 'cdr';
    await expect(takeCdrs(house, joining)).rejects.toThrow('no space left for cdr');
    house.failing = undefined;
    await takeCdrs(house, other);
    const between = JSON.stringify(await readAll(house));
    expect(between).toContain('"0500000004000"');
    expect(between).toContain('"201"');
    expect(await takeCdrs(house, joining)).toMatchObject({ accepted: 1 });
    expect(await readAll(house)).toEqual(clean);
  });

  it('a record with the time of a dead clock lands like any other', async () => {
    const rows = ['1970-01-01 00:00:01', '1970-01-01 01:02:03', '1973-03-03 09:46:39', '2105-12-31 23:59:59'];
    const lines = rows.map((start, n) => `201,200,SIP/0500000004001-${n},,Hangup,${start},0,0,BUSY,u${n}`);
    expect(await takeCdrs(house, `${HEADER}\n${lines.join('\n')}\n`)).toMatchObject({ accepted: 4 });
    expect(await takeCdrs(house, `${HEADER}\n${lines.join('\n')}\n`)).toMatchObject({ duplicate: 4 });
    const { default: calls } = (await readAll(house)) as {
      default: { out: Record<string, { calls: { calldate: number }[] }> };
    };
    expect(calls.out['0500000004001']?.calls.map((call) => call.calldate)).toEqual([
      1, 3723, 99_999_999, 4_291_747_199,
    ]);
  });

  it('a queue log counts the same before and after the records, wherever the queue was met', async () => {
    const row =
      '"","01632960931","02079460099","menu","","SIP/trunk-a-1","SIP/0500000004002-2","Dial","","2026-11-24 12:00:00","2026-11-24 12:00:09","2026-11-24 12:00:19","19","10","ANSWERED","","","1795521600.1","1795521600.1","","","02079460000",""\n';
    const log =
      '1795521601|1795521600.1|support|NONE|ENTERQUEUE||01632960931|1\n1795521605|1795521600.1|support|NONE|EXITWITHTIMEOUT|1|1|4\n';
    const takeLog = () =>
      importQueueLog(house.parts, Readable.from([Buffer.from(log)]), { source: 'q', zone: 'UTC' });
    await takeCdrs(house, row);
    await takeLog();
    const logSecond = await readAll(house);
    expect(JSON.stringify(logSecond)).toContain('"qstatus":"Timed out"');
    await house.close();
    await rm(folder, { recursive: true, force: true });

    house = await openHouse(folder, sample);
    await takeLog();
    await takeCdrs(house, row);
    expect(await readAll(house)).toEqual(logSecond);
  });

  it('a young catalog beside old calls counts on from them', async () => {
    await takeCdrs(house, custom);
    await importQueueLog(house.parts, Readable.from([Buffer.from(queueLog)]), { source: 'q', zone: 'UTC' });
    const before = await readAll(house);
    await house.close();
    await rm(join(folder, 'catalog'), { recursive: true });

    house = await openHouse(folder, sample);
    await catchUpCounters(house.parts);
    const [first = ''] = custom.split('\n');
    // Another call has channels of its own.
    const more = first.replaceAll('1795525713.46', '1795525713.9946').replaceAll('-0000001', '-0099461');
    expect(await takeCdrs(house, `${more}\n`)).toMatchObject({ accepted: 1 });
    expect(await readAll(house)).not.toEqual(before);
    const [row] = JSON.parse(
      `[${(await house.parts.calls.read('SELECT max(acctid), uniqExact(acctid), count() FROM cdr SETTINGS output_format_json_quote_64bit_integers = 0', {}, 'JSONCompactEachRow')).toString('utf8')}]`,
    ) as [[number, number, number]];
    expect(row).toEqual([59, 59, 59]);
  });
});
