import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, DECK, moveDays, readFixture, take, takeCustom, takeQueueLog } from './four-tenants.ts';

const CUSTOM = readFixture('second/Custom.csv');
const MASTER = readFixture('second/Master.csv');
const QUEUE_LOG = readFixture('second/queue_log');
const DIRECTORY = readFixture('second/directory.json');
const LINES = CUSTOM.trimEnd().split('\n');
const COMPANIES = ['default', 'test'];
const FIRST_DAY = Date.UTC(2026, 10, 24);

let server: TestApp;
/** What one clean import gives. */
let clean: unknown;

/** Every history of imports has a day of its own, on which all the calls are placed. */
let days = 0;
const nextDay = () => {
  days += 1;
  return days;
};

const takeMaster = (text: string) => take(server, 'imports/asterisk-cdr?source=Master.csv&zone=UTC', text);

function scopeOf(day: number, company?: string) {
  const date = new Date(FIRST_DAY + day * 86_400_000);
  const when = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  return company === undefined ? when : { ...when, company };
}

/** Answers of a day, as they are. */
async function readDay(day: number): Promise<string> {
  const answers = [await ask(server, 'allcalls', scopeOf(day))];
  for (const company of COMPANIES) answers.push(await ask(server, 'outcalls', scopeOf(day, company)));
  return answers.map(({ text }) => text).join('\n');
}

/**
 * The same without accounting ids, which depend on the order of arrival, and with instants of the first day. Calls of
 * one second stand in an order that depends on their ids, which are others on every day.
 */
async function readHistory(day: number): Promise<unknown> {
  const lines = (await readDay(day))
    .split('\n{"result"')
    .map((text, n) => (n === 0 ? text : `{"result"${text}`));
  return lines.map((text) =>
    JSON.parse(text, (key, value: unknown) => {
      if (key === 'acctid') return undefined;
      if (key === 'calldate') return Number(value) - day * 86_400;
      return key === 'calls' ? (value as object[]).map((call) => JSON.stringify(call)).sort() : value;
    }),
  );
}

beforeAll(async () => {
  server = await startApp();
  await take(server, 'rates?deck=uk&from=2026-01-01&currency=GBP', DECK);
});
afterAll(() => server?.end());

describe('whatever way records arrive, the reports are those of one clean import', () => {
  it('the directory after the records', async () => {
    const day = nextDay();
    await takeCustom(server, moveDays(CUSTOM, day));
    await takeQueueLog(server, moveDays(QUEUE_LOG, day));
    expect((await ask(server, 'incalls', scopeOf(day))).text).not.toContain('Ann Reader');
    await take(server, 'directory', DIRECTORY);
    await takeCustom(server, CUSTOM);
    await takeQueueLog(server, QUEUE_LOG);
    clean = await readHistory(0);
    expect(JSON.stringify(clean)).toContain('Abandoned');
    expect(await readHistory(day)).toEqual(clean);
  });

  it('the same directory again changes nothing', async () => {
    const before = await readDay(0);
    expect(await take(server, 'directory', DIRECTORY)).toMatchObject({
      result: { added: 0, changed: 0, records: 0 },
    });
    expect(await readDay(0)).toBe(before);
  });

  it('the same files twice: all duplicates, and every answer the same to the byte', async () => {
    const day = nextDay();
    const files = [moveDays(CUSTOM, day), moveDays(QUEUE_LOG, day)] as const;
    await takeCustom(server, files[0]);
    await takeQueueLog(server, files[1]);
    const before = await readDay(day);
    expect(await takeCustom(server, files[0])).toMatchObject({
      accepted: 0,
      duplicate: LINES.length,
      rejected: 0,
    });
    expect(await takeQueueLog(server, files[1])).toMatchObject({ accepted: 0, rejected: 0 });
    expect(await readDay(day)).toBe(before);
    expect(await readHistory(day)).toEqual(clean);
  });

  it('the same records twice in one file, with CRLF and blank lines', async () => {
    const day = nextDay();
    const text = moveDays(`${CUSTOM}\n\n${CUSTOM}`, day).replaceAll('\n', '\r\n');
    expect(await takeCustom(server, text)).toMatchObject({
      accepted: LINES.length,
      duplicate: LINES.length,
      rejected: 0,
    });
    await takeQueueLog(server, moveDays(QUEUE_LOG, day));
    expect(await readHistory(day)).toEqual(clean);
  });

  it('files that overlap', async () => {
    const day = nextDay();
    const part = (from: number, to: number) => moveDays(`${LINES.slice(from, to).join('\n')}\n`, day);
    await takeCustom(server, part(20, 45));
    await takeCustom(server, part(0, 30));
    expect(await takeCustom(server, part(25, 99))).toMatchObject({
      accepted: LINES.length - 45,
      duplicate: 20,
    });
    await takeQueueLog(server, moveDays(QUEUE_LOG, day));
    expect(await readHistory(day)).toEqual(clean);
  });

  it('the queue log before the records', async () => {
    const day = nextDay();
    await takeQueueLog(server, moveDays(QUEUE_LOG, day));
    await takeCustom(server, moveDays(CUSTOM, day));
    expect(await readHistory(day)).toEqual(clean);
  });

  it.each(['Master.csv', 'Custom.csv'])('both forms of the same records, %s first', async (first) => {
    const day = nextDay();
    await takeQueueLog(server, moveDays(QUEUE_LOG, day));
    if (first === 'Master.csv') await takeMaster(moveDays(MASTER, day));
    await takeCustom(server, moveDays(CUSTOM, day));
    if (first === 'Custom.csv') await takeMaster(moveDays(MASTER, day));
    expect(await readHistory(day)).toEqual(clean);
  });

  it('records in any order, some to an import, the queue log line by line among them', async () => {
    const arrivals = [
      ...LINES.map((line) => ({ line, take: takeCustom })),
      ...QUEUE_LOG.trimEnd()
        .split('\n')
        .map((line) => ({ line, take: takeQueueLog })),
    ];
    const orders = fc.shuffledSubarray(arrivals, { minLength: arrivals.length });
    await fc.assert(
      fc.asyncProperty(orders, fc.integer({ min: 1, max: 9 }), async (order, most) => {
        const day = nextDay();
        for (let at = 0; at < order.length; ) {
          const run = order.slice(at, at + most);
          const alike = run.filter((one) => one.take === run[0]?.take);
          const rest = run.filter((one) => one.take !== run[0]?.take);
          for (const batch of [alike, rest]) {
            const text = batch.map((one) => `${one.line}\n`).join('');
            await batch[0]?.take(server, moveDays(text, day));
          }
          at += most;
        }
        expect(await readHistory(day)).toEqual(clean);
      }),
      { numRuns: 3 },
    );
  });
});

/** A busy call of two rows and one to a queue: enough to be cut anywhere. */
const isSmall = (line: string) => /"s-00(00|11)"/.test(line);

/** Calls of a month by day, in the words of `allcalls`, as if they were of the first day. */
async function readMonth(day: number): Promise<ReadonlyMap<number, readonly string[]>> {
  const { year, month } = scopeOf(day);
  const answer = await ask(server, 'allcalls', { year, month });
  const byDay = new Map<number, string[]>();
  for (const [, at, call] of answer.text.matchAll(/"calldate":(\d+),("[^}]*)\}/g)) {
    const of = Math.floor((Number(at) - FIRST_DAY / 1000) / 86_400);
    byDay.set(of, [...(byDay.get(of) ?? []), `${Number(at) - of * 86_400} ${call}`].sort());
  }
  return byDay;
}

describe.each([
  ['Custom.csv', CUSTOM, (text: string) => takeCustom(server, text)],
  ['Master.csv', MASTER, takeMaster],
])('%s, cut at every seventh byte', (_name, file, takeFile) => {
  const lines = file.trimEnd().split('\n').filter(isSmall);
  const small = `${lines.join('\n')}\n`;
  const cuts = Array.from({ length: Math.floor(small.length / 7) }, (_, n) => 7 * (n + 1));

  it('read while it is being written, and then whole or from where the first piece was finished', async () => {
    const first = nextDay();
    await takeFile(moveDays(small, first));
    const cutOn = new Map<number, number>();
    for (const [n, cut] of cuts.entries()) {
      const day = nextDay();
      cutOn.set(day, cut);
      const text = moveDays(small, day);
      const head = (await takeFile(text.slice(0, cut))) as { rejected: number; unfinished: number };
      expect(head.rejected, `cut at ${cut}`).toBe(0);
      const rest = n % 2 === 0 ? text : text.slice(cut - head.unfinished);
      expect(await takeFile(rest), `cut at ${cut}`).toMatchObject({ rejected: 0, unfinished: 0 });
    }
    const whole = (await readMonth(first)).get(first);
    expect(whole).toHaveLength(4);
    let month = await readMonth(first);
    for (const [day, cut] of cutOn) {
      if (!month.has(day)) month = await readMonth(day);
      const seen = month.get(day);
      expect(seen, `cut at ${cut}, after ${small.slice(cut - 20, cut)}`).toEqual(whole);
    }
  });
});

describe('a new deck', () => {
  it('prices calls of unknown cost once they are priced again, and not before', async () => {
    const costs = async (scope: object) => {
      const { text } = await ask(server, 'outcalls', { ...scopeOf(0, 'default'), ...scope });
      return [...text.matchAll(/"type":"(\w+)"[^}]*"cost":([^,]+)/g)].map(
        ([, type, cost]) => `${type} ${cost}`,
      );
    };
    const before = await costs({});
    const unknown = before.filter((one) => one === 'Unknown null').length;
    expect(unknown).toBeGreaterThan(0);
    const abroad = `${DECK}1,United States,International,0.02,0.06,60,60,0\n33,France,International,0,0.6,60,60,0\n`;
    await take(server, 'rates?deck=uk&from=2026-06-01&currency=GBP', abroad);
    expect(await costs({})).toEqual(before);
    const after = await costs({ recalc: true });
    expect(after.filter((one) => one === 'Unknown null')).toEqual([]);
    expect(after.filter((one) => one.startsWith('International'))).toHaveLength(unknown);
    expect(after.filter((one) => !one.startsWith('International'))).toEqual(
      before.filter((one) => one !== 'Unknown null'),
    );
    expect(await costs({})).toEqual(after);
  });
});
