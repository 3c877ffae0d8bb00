import { existsSync, readFileSync } from 'node:fs';
import { type TariffsFile, toAssignments, toTariff } from '../../src/billing/tariffs-file.ts';
import { readCsv } from '../../src/core/csv.ts';
import type { Directory, DirectoryEntries } from '../../src/core/directory.ts';
import { indexDirectory } from '../../src/core/index-directory.ts';
import { startOfDay } from '../../src/core/zone.ts';
import { compilePriceBook, type PriceBook } from '../../src/rating/price-book.ts';
import type { CallStore } from '../../src/store/calls/call-store.ts';
import { NO_ENTRIES } from './empty-directory.ts';

export const STATEMENT_CASES = new URL('../golden/statements/', import.meta.url);

export interface StoredCall {
  /** RFC 3339. */
  readonly started: string;
  readonly device: string;
  readonly owner: string;
  readonly numberType: string;
  readonly destination: string;
  readonly called: string;
  readonly seconds: number;
  /** Decimal text; empty where it is unknown. */
  readonly cost: string;
  readonly allowance?: string;
  readonly covered?: number;
}

export function readDirectory(text: string): Directory {
  return indexDirectory({ ...NO_ENTRIES, ...(JSON.parse(text) as Partial<DirectoryEntries>) });
}

/** Tariffs as tariffs.json has them, with empty decks, in a zone. */
export function readPrices(text: string, zone: string, revision = 1): PriceBook {
  const file = { tariffs: [], ...(JSON.parse(text) as Partial<TariffsFile>) };
  const assigned = toAssignments(file).filter(({ kind }) => kind === 'company');
  return compilePriceBook({
    ...{ revision, zone, decks: [], trunkDecks: [] },
    tariffs: file.tariffs.map(toTariff),
    companyTariffs: assigned.map(({ to, name, fromDate, toDate }) => ({
      ...{ to, name, from: fromDate },
      fromAt: fromDate === null ? 0 : startOfDay(zone, fromDate),
      toAt: toDate === null ? null : startOfDay(zone, toDate),
    })),
  });
}

export function readCaseFile(name: string, file: string): string {
  return readFileSync(new URL(`${name}/${file}`, STATEMENT_CASES), 'utf8');
}

/** Calls that came in, where a case has any. */
export function readInboundFile(name: string): string {
  const file = new URL(`${name}/inbound.csv`, STATEMENT_CASES);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

export function readStoredCalls(text: string): readonly StoredCall[] {
  const [titles = [], ...rows] = [...readCsv(text)].map((row) => row.fields);
  return rows.map((fields) => {
    const cell = (title: string) => fields[titles.indexOf(title)] ?? '';
    return {
      ...{ started: cell('started'), device: cell('device'), owner: cell('owner') },
      ...{ numberType: cell('numberType'), destination: cell('destination'), called: cell('called') },
      ...{ seconds: Number(cell('seconds')), cost: cell('cost') },
      ...{ allowance: cell('allowance'), covered: Number(cell('covered')) },
    };
  });
}

const COLUMNS = `company, device, started_at, call_key, part, acctid, owner, number_type, called_info, called, dialled,
  billsec, cost, allowance, covered, internal, answered, version, is_deleted`;

/** Puts priced calls into the store, numbered from `acctid` on. */
export async function storeCalls(
  store: CallStore,
  company: string,
  calls: readonly StoredCall[],
  acctid = 1,
): Promise<void> {
  if (calls.length === 0) return;
  const quote = (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const rows = calls.map((call, index) => {
    const id = acctid + index;
    const texts = [call.owner, call.numberType, call.destination, call.called, `9${call.called}`].map(quote);
    const cost = call.cost === '' ? 'NULL' : `toDecimal64(${quote(call.cost)}, 6)`;
    const place = [quote(company), quote(call.device), Date.parse(call.started) / 1000, id, 0, id];
    const charge = [call.seconds, cost, quote(call.allowance ?? ''), call.covered ?? 0];
    const marks = [call.numberType === 'Internal' ? 1 : 0, call.seconds > 0 ? 1 : 0, 1, 0];
    return `(${[...place, ...texts, ...charge, ...marks].join(', ')})`;
  });
  await store.command(`INSERT INTO outbound_leg (${COLUMNS}) VALUES ${rows.join(', ')}`);
}

/** Puts priced calls that came in into the store, numbered from `acctid` on. */
export async function storeInbound(
  store: CallStore,
  company: string,
  text: string,
  acctid = 1001,
): Promise<void> {
  const [titles = [], ...rows] = [...readCsv(text)].map((row) => row.fields);
  if (rows.length === 0) return;
  const quote = (value: string) => `'${value.replaceAll("'", "\\'")}'`;
  const values = rows.map((fields, index) => {
    const cell = (title: string) => fields[titles.indexOf(title)] ?? '';
    const texts = ['extension', 'name', 'numberType', 'destination', 'ddi', 'caller'].map((title) =>
      quote(cell(title)),
    );
    const cost = cell('cost') === '' ? 'NULL' : `toDecimal64(${quote(cell('cost'))}, 6)`;
    const id = acctid + index;
    const place = [quote(company), Date.parse(cell('started')) / 1000, id, id];
    return `(${[...place, ...texts, cell('seconds'), cost, 1, 1, 0].join(', ')})`;
  });
  await store.command(`INSERT INTO inbound_leg (company, started_at, call_key, acctid, extension, name, number_type,
    called_info, ddi, caller, billsec, cost, charged, version, is_deleted) VALUES ${values.join(', ')}`);
}
