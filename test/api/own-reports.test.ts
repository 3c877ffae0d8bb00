import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../src/core/csv.ts';
import { ask, exactValues, take } from './four-tenants.ts';
import { type SeeingServer, startSeeingServer, type Who } from './seeing-users.ts';

let server: SeeingServer;
beforeAll(async () => {
  server = await startSeeingServer();
});
afterAll(() => server?.end());

const NOVEMBER = { year: 2026, month: 11 };
const DAYS = { ...NOVEMBER, day: 25, days: 3 };

type Call = Readonly<Record<string, string | number | null>>;
type Node = { readonly [Key in string]: Node | string | number | null | readonly Call[] };

/** The published answer in our own form: the only differences that there may be. */
function toOwnForm(node: Node): unknown {
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (Array.isArray(value)) return [key, value.map(toOwnCall)];
      return [key, typeof value === 'object' && value !== null ? toOwnForm(value as Node) : value];
    }),
  );
}

function toOwnCall(call: Call): Call {
  const at = new Date(Number(call['calldate']) * 1000).toISOString().replace('.000Z', 'Z');
  return { ...call, calldate: at };
}

const cases = [
  ['incalls', { ...NOVEMBER, company: ['test'] }],
  ['incalls', { ...DAYS, company: ['default'], extensions: ['200', '201'] }],
  ['outcalls', { ...NOVEMBER, company: ['default'] }],
  ['outcalls', { ...DAYS, company: ['south'], keeviomerge: true }],
  ['allcalls', NOVEMBER],
] as const;

describe('POST /api/v1/reports', () => {
  it.each(cases)('%s of %j says what the published report says, to the last unit', async (report, scope) => {
    const { status, json } = await server.post(`reports/${report}`, { scope });
    expect(status).toBe(200);
    expect(json).toMatchObject({ zone: 'Europe/London', currency: 'GBP' });
    const published = toOwnForm(exactValues((await ask(server, report, scope)).text) as Node);
    const text = JSON.stringify(published);
    expect(json.values).toEqual(
      report === 'allcalls' ? JSON.parse(text.replaceAll(/"cost":"0",?/g, '')) : published,
    );
    expect(Object.keys(json.values).length).toBeGreaterThan(0);
  });

  it.each([true, false])('outsummary says what the published one says; detail %s', async (detail) => {
    const { json } = await server.post('reports/outsummary', { scope: { ...NOVEMBER, detail } });
    const published = exactValues((await ask(server, 'outsummary', { ...NOVEMBER, detail })).text) as Record<
      string,
      Record<string, unknown>
    >;
    const own = Object.entries(published).map(([company, { name, cost, seconds, unknown, ...handsets }]) => [
      company,
      { name, cost, seconds, unknown, handsets },
    ]);
    expect(json.values).toEqual(Object.fromEntries(own));
    expect(json.from).toBe('2026-11-01T00:00:00+00:00');
  });

  it('refuses another company, and whoever may see none', async () => {
    const of = (company: string, who: Who) =>
      server.post('reports/outcalls', { scope: { ...NOVEMBER, company: [company] } }, who);
    const [seen, refused, unknown] = [
      await of('test', 'ann'),
      await of('north', 'ann'),
      await of('nowhere', 'ann'),
    ];
    expect([seen.status, refused.status, unknown.status]).toEqual([200, 403, 403]);
    expect(refused.json.detail.replace('north', 'nowhere')).toBe(unknown.json.detail);
    expect((await of('test', 'feeder')).status).toBe(403);
    const all = await server.post('reports/allcalls', { scope: NOVEMBER }, 'ann');
    expect(Object.keys(all.json.values)).toEqual(['default', 'test']);
    const file = await server.get(
      'reports/outcalls/export',
      {
        ...{ ...NOVEMBER, company: 'north', format: 'csv' },
      },
      'ann',
    );
    expect(file.status).toBe(403);
  });

  it('refuses what the contract does not take, naming it', async () => {
    const faults = async (report: string, scope: object) =>
      (await server.post(`reports/${report}`, { scope })).json.faults.map(
        ({ where }: { where: string }) => where,
      );
    expect(await faults('incalls', { ...NOVEMBER, recalc: true })).toEqual(['scope.recalc']);
    expect(await faults('outsummary', { ...NOVEMBER, day: 3, month: 'May' })).toEqual(
      expect.arrayContaining(['scope.day', 'scope.month']),
    );
    expect(await faults('outcalls', { year: 26, month: 13, company: ['nowhere'] })).toEqual(
      expect.arrayContaining(['scope.year', 'scope.month', 'scope.company']),
    );
  });

  it('prices anew where it is asked to', async () => {
    const scope = { ...NOVEMBER, company: ['test'] };
    const before = await server.post('reports/outcalls', { scope });
    const after = await server.post('reports/outcalls', { scope: { ...scope, recalc: true } });
    expect(after.json).toEqual(before.json);
  });
});

/** Every text of a call that may be a number, by its name. */
const NUMBERS = ['caller', 'called', 'dialled', 'cid'];

function listCalls(values: Node): readonly Call[] {
  return Object.values(values).flatMap((value) => {
    if (Array.isArray(value)) return value as readonly Call[];
    return typeof value === 'object' && value !== null ? listCalls(value as Node) : [];
  });
}

/** What a masked answer shows of a number, worked out anew. */
function mask(text: string): string {
  const number = text.replace(/@.*$/, '');
  if (number.replace(/\D/g, '').length <= 4) return text;
  let left = 4;
  return [...number]
    .reverse()
    .map((character) => (/\d/.test(character) && left-- > 0 ? 'x' : character))
    .reverse()
    .join('');
}

describe('numbers for whoever may not see them whole', () => {
  const expectMasked = (
    seen: readonly Call[],
    whole: readonly Call[],
    isInternal: (call: Call) => boolean,
  ) => {
    expect(seen.length).toBe(whole.length);
    let outside = 0;
    for (const [at, call] of whole.entries()) {
      for (const name of NUMBERS.filter((one) => call[one] !== undefined)) {
        const number = String(call[name]);
        const shown = isInternal(call) ? number : mask(number);
        expect(seen[at]?.[name]).toBe(shown);
        if (shown !== number) outside += 1;
      }
    }
    expect(outside).toBeGreaterThan(0);
  };

  it.each(['incalls', 'outcalls', 'allcalls'])('%s hides the last digits of outside ones', async (report) => {
    const scope = report === 'allcalls' ? NOVEMBER : { ...NOVEMBER, company: ['default'] };
    const whole = await ask(server, report, scope);
    const seen = await ask(server, report, scope, server.headersOf('masked'));
    const own = await server.post(`reports/${report}`, { scope }, 'masked');
    const all = exactValues(whole.text) as Node;
    const reached = report === 'allcalls' ? ({ default: all['default'] } as Node) : all;
    const isInternal = (call: Call) => call['type'] === 'Internal';
    expectMasked(listCalls(exactValues(seen.text) as Node), listCalls(reached), isInternal);
    expectMasked(listCalls(own.json.values), listCalls(reached), isInternal);
  });

  it('has none whole in files, with or without explanations', async () => {
    const scope = { ...NOVEMBER, company: 'default' };
    const cells = async (text: string) => [...readCsv(text)].slice(1).map(({ fields }) => fields);
    const whole = await ask(server, 'outcalls', { ...scope, company: ['default'] });
    const numbers = listCalls(exactValues(whole.text) as Node)
      .filter(({ type }) => type !== 'Internal')
      .flatMap((call) => NUMBERS.map((name) => String(call[name] ?? '')))
      .filter((number) => mask(number) !== number);
    const file = await server.get('reports/outcalls/export', { ...scope, format: 'csv' }, 'masked');
    const explained = await server.post('exports/outcalls', { scope }, 'masked');
    for (const { payload, status } of [file, explained]) {
      expect(status).toBe(200);
      const seen = (await cells(payload.toString())).flat();
      expect(seen.length).toBeGreaterThan(0);
      for (const number of new Set(numbers)) expect(seen).not.toContain(number);
    }
  });
});

describe('GET /api/v1/reports/{report}/export', () => {
  const readFile = async (report: string, format: string, params: object = {}) =>
    server.get(`reports/${report}/export`, { ...NOVEMBER, ...params, format });

  it.each([
    ['incalls', { company: 'test' }],
    ['outcalls', { company: 'default' }],
    ['allcalls', {}],
  ] as const)('%s as CSV has the calls of the report in their order', async (report, params) => {
    const { payload, headers } = await readFile(report, 'csv', params);
    expect(headers['content-disposition']).toBe(`attachment; filename="${report}-2026-11.csv"`);
    const [header, ...lines] = [...readCsv(payload.toString())].map(({ fields }) => fields);
    const acctids = lines.map((line) => Number(line[header?.indexOf('acctid') ?? 0]));
    const { json } = await server.post(`reports/${report}`, {
      scope: { ...NOVEMBER, ...('company' in params ? { company: [params.company] } : {}) },
    });
    const listed = listCalls(json.values).map(({ acctid }) => Number(acctid));
    expect(report === 'allcalls' ? [...acctids].sort() : acctids).toEqual(
      report === 'allcalls' ? [...listed].sort() : listed,
    );
  });

  it('outcalls has why each call costs what it does, as CSV and as XLSX', async () => {
    const { payload } = await readFile('outcalls', 'csv', { company: 'default' });
    const [header = [], ...lines] = [...readCsv(payload.toString())].map(({ fields }) => fields);
    const { payload: posted } = await server.post('exports/outcalls', {
      scope: { ...NOVEMBER, company: 'default' },
    });
    const [, ...explained] = [...readCsv(posted.toString())].map(({ fields }) => fields);
    expect(header.at(-1)).toBe('explanation');
    expect(lines.map((cells) => cells.at(-1))).toEqual(explained.map((cells) => cells.at(-1)));
    const sentences = lines.map((cells) => cells.at(-1) ?? '');
    expect(sentences.filter((sentence) => / a minute.* = [\d.]+ GBP$/.test(sentence)).length).toBeGreaterThan(
      4,
    );
    const files = unzipSync((await readFile('outcalls', 'xlsx', { company: 'default' })).payload);
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    for (const sentence of sentences) expect(sheet).toContain(sentence.replace(/^'/, ''));
  });

  it('outsummary as CSV has its sums', async () => {
    const { payload } = await readFile('outsummary', 'csv', { detail: true });
    const [, ...lines] = [...readCsv(payload.toString())].map(({ fields }) => fields);
    const { json } = await server.post('reports/outsummary', { scope: { ...NOVEMBER, detail: true } });
    const listed = Object.entries(
      json.values as Record<string, Record<string, Record<string, Call>>>,
    ).flatMap(([id, company]) => [
      [id, company['cost'], company['seconds'], company['unknown']].map(String),
      ...Object.values(company['handsets'] ?? {}).map((one) =>
        [id, one['cost'], one['seconds'], one['unknown']].map(String),
      ),
    ]);
    expect(lines.map((line) => [line[0], ...line.slice(-3)]).sort()).toEqual(listed.sort());
  });

  it('lets no cell be a formula', async () => {
    const people = { directory: { companies: [{ id: 'default', name: '=HYPERLINK("http://x")' }] } };
    await take(server, 'directory', JSON.stringify(people.directory));
    const csv = (await readFile('outsummary', 'csv')).payload.toString();
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    const { payload, headers } = await readFile('outsummary', 'xlsx');
    expect(headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    const files = unzipSync(payload);
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain(
      '<c t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(&quot;http://x&quot;)</t></is></c>',
    );
    expect(Object.keys(files).sort()).toEqual([
      ...['[Content_Types].xml', '_rels/.rels', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml'],
      ...['xl/workbook.xml', 'xl/worksheets/sheet1.xml'],
    ]);
  });
});
