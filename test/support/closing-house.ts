import { join } from 'node:path';
import { monthPeriod } from '../../src/core/period.ts';
import { type CallStore, readRows } from '../../src/store/calls/call-store.ts';
import { connectCalls } from '../../src/store/calls/connect.ts';
import { type APP_HOMES, LOCAL_KEY, startApp, startStores, type TestApp } from './app.ts';

/** What differs from closed figures, as the API tells it. */
export interface ToldAdjustments {
  readonly closedUpTo: string | null;
  readonly total: string;
  readonly adjustments: readonly ToldAdjustment[];
  readonly calls: readonly ToldChange[];
}

interface ToldAdjustment {
  readonly month: string;
  readonly lines: readonly {
    readonly incoming: boolean;
    readonly numberType: string;
    readonly destination: string;
    readonly calls: number;
    readonly seconds: number;
    readonly cost: string;
  }[];
  readonly unknownCalls: number;
  readonly callsTotal: string;
  readonly rounding: string | null;
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
}

interface ToldFigures {
  readonly numberType: string;
  readonly destination: string;
  readonly seconds: number;
  readonly cost: string | null;
}

interface ToldChange {
  readonly month: string;
  readonly acctid: number;
  readonly incoming: boolean;
  readonly was: ToldFigures | null;
  readonly now: ToldFigures | null;
  readonly difference: string;
  readonly why: string;
}

export interface ToldStatement {
  readonly company: { readonly name: string };
  readonly closed: boolean;
  readonly revision: number;
  readonly sections: readonly { readonly callsTotal: string; readonly rentalsTotal: string }[];
  readonly adjustments: readonly ToldAdjustment[];
  readonly calls: number;
  readonly total: string;
  readonly adjusted?: readonly ToldChange[];
}

/** A whole server with a small PBX of two companies, whose months are long over. */
export interface ClosingHouse {
  readonly app: TestApp;
  get(path: string): Promise<{
    readonly status: number;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly bytes: Buffer;
  }>;
  /** A statement, itemised. */
  statement(company: string, month: string, more?: string): Promise<ToldStatement>;
  adjustments(company: string, more?: string): Promise<ToldAdjustments>;
  close(month: string, companies?: readonly string[]): Promise<unknown>;
  /** Lands records of a Master.csv. */
  land(calls: readonly MadeCall[]): Promise<void>;
  /** Describes the PBX anew: other names, or the phones of each company in the hands of the other. */
  importDirectory(names?: Readonly<Record<string, string>>, isSwapped?: boolean): Promise<void>;
  importDeck(perMinute: string): Promise<void>;
  importTariffs(rental: string): Promise<void>;
  recalculate(month: string): Promise<number>;
  /** What the calls of a company's month cost now, in millionths, as the legs have it. */
  costOf(company: string, month: string): Promise<bigint>;
  end(): Promise<void>;
}

/** A call that a device of a company made, or that came in to its extension. */
export interface MadeCall {
  readonly id: number;
  /** `2025-01-15 10:00:00`, UTC. */
  readonly start: string;
  readonly company: 'acme' | 'blue';
  readonly seconds: number;
  readonly number: string;
  readonly incoming?: boolean;
}

const PHONES = {
  acme: { device: '0500000005000', extension: '300', ddi: '02079460300' },
  blue: { device: '0500000006000', extension: '400', ddi: '02079460400' },
} as const;

export async function openClosingHouse(home: (typeof APP_HOMES)[number]): Promise<ClosingHouse> {
  const servers = home === 'servers' ? await startStores() : undefined;
  const app = await startApp(servers?.environment);
  const url = servers?.environment['RINGLEDGER_CLICKHOUSE_URL'];
  const legs = await connectCalls(url === undefined ? { folder: join(app.folder, 'calls') } : { url });
  const get: ClosingHouse['get'] = async (path) => {
    const answer = await app.app.server.inject({
      ...{ method: 'GET', url: `/api/v1/${path}` },
      headers: { authorization: `Bearer ${LOCAL_KEY}` },
    });
    return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
  };
  const read = async (path: string) => {
    const { status, bytes } = await get(path);
    if (status !== 200) throw new Error(`${path}: ${bytes.toString('utf8')}`);
    return JSON.parse(bytes.toString('utf8')) as unknown;
  };
  const send = async (path: string, body: string, type = 'application/json') => {
    const { status, json } = await app.api(path, body, type);
    if (status !== 200) throw new Error(`${path}: ${JSON.stringify(json)}`);
    return json;
  };
  const house: ClosingHouse = {
    app,
    get,
    statement: async (company, month, more = '') =>
      (await read(`statements/${company}?period=${month}&itemised=true${more}`)) as ToldStatement,
    adjustments: async (company, more = '') =>
      (await read(`adjustments?company=${company}${more}`)) as ToldAdjustments,
    close: async (month, companies) =>
      send('periods/close', JSON.stringify({ month, companies, reason: 'invoices sent' })),
    land: async (calls) =>
      void (await send('imports/asterisk-cdr?zone=UTC', calls.map(toRecord).join(''), 'text/csv')),
    importDirectory: async (names = {}, isSwapped = false) =>
      void (await send('directory', JSON.stringify(makeDirectory(names, isSwapped)))),
    importDeck: async (perMinute) =>
      void (await send(
        'rates?deck=uk&from=2020-01-01&currency=GBP',
        `prefix,destination,numberType,perMinute\n44,United Kingdom,National,${perMinute}\n447,UK mobile,Mobile,0.25\n`,
        'text/csv',
      )),
    importTariffs: async (rental) => void (await send('tariffs', JSON.stringify(makeTariffs(rental)))),
    recalculate: async (month) => {
      const said = (await send('runs', JSON.stringify({ period: month, reason: 'a test' }))) as {
        readonly result: { readonly id: number };
      };
      return said.result.id;
    },
    costOf: (company, month) => readCost(legs, company, month),
    end: async () => {
      await legs.close();
      await app.end();
      await servers?.stop();
    },
  };
  await house.importDirectory();
  await house.importDeck('0.6');
  await send(
    'rates?deck=lines&from=2020-01-01&currency=GBP&direction=inbound-ddi',
    'prefix,destination,numberType,perMinute\n44,Order line,National,0.1\n',
    'text/csv',
  );
  await house.importTariffs('5');
  return house;
}

async function readCost(legs: CallStore, company: string, month: string): Promise<bigint> {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const { fromAt, toAt } = monthPeriod('Europe/London', year, number);
  const of = (
    table: string,
    more: string,
  ) => `SELECT cost FROM ${table} FINAL WHERE company = {company:String} AND
    started_at >= {from:UInt32} AND started_at < {to:UInt32} AND isNotNull(cost) ${more}`;
  const [row] = await readRows<[string]>(
    legs,
    `SELECT toString(toInt64(ifNull(sum(cost), 0) * 1000000)) FROM (
      ${of('outbound_leg', '')} UNION ALL ${of('inbound_leg', 'AND charged = 1')})`,
    { company, from: fromAt, to: toAt },
  );
  return BigInt(row?.[0] ?? '0');
}

function makeDirectory(names: Readonly<Record<string, string>>, isSwapped: boolean) {
  const companies = (['acme', 'blue'] as const).map((id) => ({ id, name: names[id] ?? `${id} Ltd` }));
  return {
    ...{ zone: 'Europe/London', companies },
    dialling: { country: 'GB', outsideLine: '9', international: '00', national: '0', areaCode: '20' },
    trunks: [{ id: 'isp', channels: ['SIP/isp'] }],
    extensions: companies.map(({ id }) => ({
      number: PHONES[id].extension,
      name: `Desk of ${id}`,
      company: id,
    })),
    devices: companies.map(({ id, name }) => {
      const { device } = PHONES[isSwapped ? (id === 'acme' ? 'blue' : 'acme') : id];
      const owner = { owner: `Ann of ${name}`, company: id };
      return {
        ...{ id: device, sipName: device, kind: 'handset', extensions: [PHONES[id].extension] },
        ...owner,
      };
    }),
    ddis: companies.map(({ id }) => ({
      ...{ number: PHONES[id].ddi, company: id, destination: PHONES[id].extension },
    })),
  };
}

/** One that rounds every call, and one that rounds the month. */
function makeTariffs(rental: string) {
  const common = { decks: ['uk'], inboundDecks: ['lines'] };
  const rentals = [{ name: 'Line rental', per: 'device', monthly: rental }];
  return {
    tariffs: [
      {
        ...{ ...common, name: 'Exact', currency: 'GBP', taxPercent: '20', rentals },
        rounding: { mode: 'half-up', decimals: 4, per: 'call' },
      },
      {
        ...{ ...common, name: 'Round', currency: 'GBP', taxPercent: '17.5', rentals },
        rounding: { mode: 'half-up', decimals: 2, per: 'period' },
      },
    ],
    companies: [
      { company: 'acme', tariff: 'Exact' },
      { company: 'blue', tariff: 'Round' },
    ],
  };
}

function toRecord({ id, start, company, seconds, number, incoming = false }: MadeCall): string {
  const { device, extension, ddi } = PHONES[company];
  const at = Date.parse(`${start.replace(' ', 'T')}Z`) / 1000;
  const tell = (instant: number) => new Date(instant * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const unique = `${at}.${id}`;
  const phone = `SIP/${device}-${id.toString(16).padStart(8, '0')}`;
  const trunk = `SIP/isp-${id.toString(16).padStart(8, '0')}`;
  const [src, dst, channel, dstchannel] = incoming
    ? [number, ddi, trunk, phone]
    : [extension, `9${number}`, phone, trunk];
  const times = [start, tell(at + 2), tell(at + 2 + seconds)];
  return `${[
    ...[
      '',
      src,
      dst,
      incoming ? 'from-isp' : 'from-phones',
      `"${src}" <${src}>`,
      channel,
      dstchannel,
      'Dial',
      '',
    ],
    ...[...times, seconds + 2, seconds, 'ANSWERED', 'DOCUMENTATION', '', unique],
  ]
    .map((cell) => `"${String(cell).replaceAll('"', '""')}"`)
    .join(',')}\n`;
}
