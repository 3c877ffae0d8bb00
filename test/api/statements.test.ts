import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Period } from '../../src/core/period.ts';
import { checkItems } from '../../src/statements/check-items.ts';
import type { ListedCall } from '../../src/statements/list-calls.ts';
import type { StatementParts } from '../../src/statements/make-statement.ts';
import { settleCharges } from '../../src/store/calls/settle-charges.ts';
import { LOCAL_KEY } from '../support/app.ts';
import { CALL_HOMES, openCallHome } from '../support/call-homes.ts';
import { fixParts } from '../support/fixed-figures.ts';
import { readPdfPages } from '../support/pdf-text.ts';
import {
  readCaseFile,
  readDirectory,
  readPrices,
  readStoredCalls,
  storeCalls,
} from '../support/statement-case.ts';
import { serveStatements } from '../support/statement-server.ts';

const CASE = 'tariff-changes-mid-month';
const MONTH = { fromAt: 1_793_491_200, toAt: 1_796_083_200 };
const FORMATS = ['json', 'csv', 'pdf'] as const;

describe.each(CALL_HOMES)('statements over HTTP, calls in %s', (homeName) => {
  let home: Awaited<ReturnType<typeof openCallHome>>;
  beforeAll(async () => {
    home = await openCallHome(homeName);
  });
  afterAll(() => home?.end());
  beforeEach(async () => {
    await home.store.command('TRUNCATE TABLE outbound_leg');
    await home.store.command('TRUNCATE TABLE charge');
    await storeCalls(home.store, 'acme', readStoredCalls(readCaseFile(CASE, 'calls.csv')));
  });

  const directory = readDirectory(readCaseFile(CASE, 'directory.json'));
  const books = [0, 1, 2].map((revision) =>
    readPrices(
      readCaseFile(CASE, 'tariffs.json').replaceAll('"7.00"', revision === 2 ? '"8.00"' : '"7.00"'),
      directory.zone,
      revision,
    ),
  );
  const [, first, second] = books;
  if (first === undefined || second === undefined) throw new Error('There are two books.');
  const ask = async (path: string, parts: Partial<StatementParts> = {}, key = LOCAL_KEY) => {
    const server = serveStatements({ ...fixParts(home.store, directory, [first, second]), ...parts });
    const headers = { authorization: `Bearer ${key}` };
    const answer = await server.inject({ method: 'GET', url: `/api/v1/statements/${path}`, headers });
    await server.close();
    return answer;
  };
  const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  it('answers JSON with money as text, by the current rate card', async () => {
    const answer = await ask('acme?period=2026-11');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      company: { id: 'acme', name: 'Acme' },
      ...{ period: '2026-11', from: '2026-11-01', to: '2026-11-30', zone: 'Europe/London' },
      ...{ currency: 'GBP', revision: 2, calls: 4, unknownCalls: 0 },
      sections: [
        { tariff: 'Old', rentals: [{ days: 13, amount: '2.17' }], total: '2.6' },
        { tariff: 'New', rentals: [{ days: 40, monthly: '8', amount: '10.67' }], taxPercent: '20' },
      ],
    });
    expect(answer.json()).not.toHaveProperty('items');
  });

  it('lists calls in order of time when asked, in each form', async () => {
    const json = (await ask('acme?period=2026-11&itemised=true')).json() as {
      items: { startedAt: string }[];
    };
    expect(json.items.map(({ startedAt }) => startedAt)).toEqual([
      '2026-11-10T23:59:59+00:00',
      '2026-11-11T00:00:00+00:00',
      '2026-11-12T09:00:00+00:00',
      '2026-11-12T10:00:00+00:00',
    ]);
    const csv = await ask('acme?period=2026-11&format=csv&itemised&revision=1');
    expect(csv.payload).toBe(readCaseFile(CASE, 'expected.csv'));
    const pdf = await ask('acme?period=2026-11&format=pdf&itemised=1');
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="statement-acme-2026-11.pdf"',
    });
    expect(readPdfPages(pdf.rawPayload).flat()).toEqual(
      expect.arrayContaining(['2026-11-10 23:59:59', '2026-11-12 10:00:00', 'Page 1']),
    );
  });

  it.each(FORMATS)('answers the same %s bytes to the same question', async (format) => {
    const path = `acme?period=2026-11&itemised=true&format=${format}`;
    const [one, other] = [await ask(path), await ask(path)];
    expect(hashOf(one.rawPayload)).toBe(hashOf(other.rawPayload));
    expect(one.headers).toMatchObject({
      'ringledger-sha256': hashOf(one.rawPayload),
      'ringledger-as-of': '1',
      'ringledger-repeat-as-of': '2026-12-01T09:00:00.125Z',
    });
  });

  it.each(FORMATS)(
    'answers the same %s bytes before and after a published run is settled',
    async (format) => {
      await home.store.command(`INSERT INTO charge (run, company, device, started_at, call_key, part, leg_version,
        cost, number_type, called_info, allowance, covered, attempt)
      SELECT 7, company, device, started_at, call_key, part, version, toDecimal64('0.5', 6), 'Mobile',
        'Elsewhere', 'Minutes', 3, 1 FROM outbound_leg FINAL WHERE acctid = 3`);
      const path = `acme?period=2026-11&itemised=true&format=${format}`;
      const before = await ask(path);
      const overlayOf = (period: Pick<Period, 'fromAt'>) => (period.fromAt === MONTH.fromAt ? 7 : undefined);
      const overlaid = await ask(path, { publishedRuns: async () => ({ version: 2, overlayOf }) });
      await settleCharges(home.store, {
        ...{ ...MONTH, companies: null, devices: null, run: 7, rates: 2, version: 5 },
      });
      const settled = await ask(path);
      expect(hashOf(overlaid.rawPayload)).not.toBe(hashOf(before.rawPayload));
      expect(hashOf(settled.rawPayload)).toBe(hashOf(overlaid.rawPayload));
    },
  );

  it('is begun again where prices are published while it is read', async () => {
    await home.store.command(`INSERT INTO charge (run, company, device, started_at, call_key, part, leg_version, cost, attempt)
      SELECT 7, company, device, started_at, call_key, part, version, toDecimal64('9', 6), 1 FROM outbound_leg FINAL`);
    let asked = 0;
    const answer = await ask('acme?period=2026-11&itemised=true', {
      publishedRuns: async () => {
        asked += 1;
        return asked === 1 ? { version: 1, overlayOf: () => undefined } : { version: 2, overlayOf: () => 7 };
      },
    });
    const { items } = answer.json() as { items: { cost: string }[] };
    expect(items.map(({ cost }) => cost)).toEqual(['9', '9', '9', '9']);
  });

  it('is as of its version where somebody writes meanwhile', async () => {
    const path = 'acme?period=2026-11&itemised=true';
    const before = await ask(path);
    await home.store.command('INSERT INTO outbound_leg_past SELECT * FROM outbound_leg');
    await home.store.command(`INSERT INTO outbound_leg (company, device, started_at, call_key, part, version, is_deleted)
      SELECT company, device, started_at, call_key, part, 2, 1 FROM outbound_leg FINAL`);
    expect((await ask(path, { isNewest: async () => false })).payload).toBe(before.payload);
    expect((await ask(path)).json()).toMatchObject({ calls: 0 });
    await home.store.command('TRUNCATE TABLE outbound_leg_past');
  });

  it('refuses what cannot be asked, all faults at once', async () => {
    const strange = await ask(
      'acme?period=2026-13&format=xls&itemised=perhaps&revision=x&as_of=then&lines=1',
    );
    expect(strange.statusCode).toBe(400);
    expect((strange.json() as { faults: { where: string }[] }).faults.map(({ where }) => where)).toEqual([
      'lines',
      'period',
      'format',
      'itemised',
      'revision',
      'as_of',
    ]);
    expect(strange.payload).toContain('which is no month: write year and month, as in 2026-11.');
    expect((await ask('acme')).payload).toContain('period is missing');
    const future = await ask('acme?period=2026-11&revision=3');
    expect([future.statusCode, future.payload]).toEqual([400, expect.stringContaining('from 0 to 2')]);
    const nobody = await ask('nobody?period=2026-11');
    expect([nobody.statusCode, nobody.payload]).toEqual([
      404,
      expect.stringContaining('There are: acme, default.'),
    ]);
    expect((await ask('acme?period=2026-11', {}, 'a wrong key')).statusCode).toBe(401);
  });
});

describe('the calls of a statement', () => {
  async function* list(costs: readonly (string | null)[]): AsyncGenerator<ListedCall> {
    for (const cost of costs) {
      const texts = { device: '', owner: '', numberType: '', destination: '', called: '', dialled: '' };
      yield {
        ...texts,
        span: 0,
        acctid: '1',
        startAt: 0,
        seconds: 1,
        cost,
        allowance: '',
        coveredSeconds: 0,
        explanation: '',
      };
    }
  }
  const totals = { sections: [{ callsTotal: 30_000n }], calls: 3 } as unknown as Parameters<
    typeof checkItems
  >[1];
  const read = async (costs: readonly (string | null)[]) => {
    let count = 0;
    for await (const _call of checkItems(list(costs), totals)) count += 1;
    return count;
  };

  it('are those that were added up, or break off', async () => {
    expect(await read(['0.01', null, '0.02'])).toBe(3);
    await expect(read(['0.01', '0.02'])).rejects.toThrow('calls landed');
    await expect(read(['0.01', '0.01', '0.02'])).rejects.toThrow('calls landed');
  });
});
