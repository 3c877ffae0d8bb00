import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_HOMES, startAppIn, type TestApp } from '../support/app.ts';

const read = (name: string) => readFileSync(new URL(`./examples/${name}`, import.meta.url), 'utf8');

/** The fields of one call or one total, in the contract's order, with the type each has as JSON. */
const FIELDS = {
  incalls:
    'acctid:number calldate:number caller:string type:string ringtime:number billsecs:number detail:string qtime:string qstatus:string',
  outcalls:
    'acctid:number calldate:number type:string called_info:string called:string dialled:string billsecs:number ringtime:number cost:number trunk:string cid:string',
  company: 'name:string cost:number seconds:number unknown:number',
  handset: 'name:string device:string cost:number seconds:number unknown:number',
} as const;

type Json = Readonly<Record<string, unknown>>;

/** JSON text with the keys of every object in order, so that equal values are equal texts. */
function normalise(text: string): string {
  return JSON.stringify(JSON.parse(text), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}

function describeFields(value: Json): string {
  return Object.entries(value)
    .map(([name, field]) => `${name}:${typeof field}`)
    .join(' ');
}

function at(value: unknown, ...path: readonly (string | number)[]): Json {
  return path.reduce<unknown>((inner, key) => (inner as Json)[key], value) as Json;
}

describe.each(APP_HOMES)('the contract, its stores %s', (home) => {
  let server: TestApp;

  const importCalls = async (name: string) =>
    expect((await server.api(`imports/asterisk-cdr?source=${name}&zone=UTC`, read(name))).json).toMatchObject(
      { rejected: 0, duplicate: 0 },
    );

  /** Sends the request as it is printed, by a client of its own kind. */
  const send = (command: string, example = command, headers?: Record<string, string>) =>
    server.rest(`/rest/call/${command}`, read(`${example}.request.txt`), headers);

  beforeAll(async () => {
    server = await startAppIn(home);
    const directory = await server.api('directory', read('directory.json'), 'application/json');
    expect(directory).toMatchObject({ status: 200, json: { result: { changed: 0 } } });
    const deck = await server.api('rates?deck=uk&from=2017-01-01&currency=GBP', read('deck.csv'));
    expect(deck.status).toBe(200);
    await importCalls('default-company.csv');
  });
  afterAll(() => server?.end());

  it.each(['outsummary', 'outsummary-detail'])('answers the example %s', async (example) => {
    const { text } = await send('outsummary', example);
    expect(normalise(text)).toBe(normalise(read(`${example}.answer.txt`)));
  });

  it('writes totals in the order and types of the contract', async () => {
    const company = at((await send('outsummary', 'outsummary-detail')).json, 'values', 'default');
    const { '0200000000001': handset, ...totals } = company;
    expect(describeFields(totals)).toBe(FIELDS.company);
    expect(describeFields(handset as Json)).toBe(FIELDS.handset);
  });

  describe('with calls of several companies', () => {
    let acompany: Record<string, string>;

    beforeAll(async () => {
      await importCalls('other-companies.csv');
      const user = {
        name: 'room',
        password: 'password of room',
        permissions: ['billing-call-reporting:acompany'],
      };
      expect((await server.api('users', JSON.stringify(user), 'application/json')).status).toBe(201);
      const made = await server.api('keys', '{"user":"room"}', 'application/json');
      acompany = { authorization: `Bearer ${at(made.json)['key']}` };
    });

    it.each(['incalls', 'outcalls'])('answers the example %s', async (command) => {
      const { text } = await send(command);
      expect(normalise(text)).toBe(normalise(read(`${command}.answer.txt`)));
    });

    it('answers the example allcalls, stray comma and all, to a user of its company', async () => {
      const { text } = await send('allcalls', 'allcalls', acompany);
      expect(normalise(text)).toBe(normalise(read('allcalls.answer.txt')));
    });

    it('writes calls in the order and types of the contract', async () => {
      const [incalls, outcalls, allcalls] = [
        await send('incalls'),
        await send('outcalls'),
        await send('allcalls', 'allcalls', acompany),
      ];
      const inside = at(incalls.json, 'values', '200');
      const device = at(outcalls.json, 'values', '0500000004000');
      const all = at(allcalls.json, 'values', 'acompany');
      expect(describeFields(inside)).toBe('name:string calls:object');
      expect(describeFields(device)).toBe('name:string device:string calls:object');
      expect(describeFields(all)).toBe('name:string out:object in:object');
      expect(describeFields(at(inside, 'calls', 0))).toBe(FIELDS.incalls);
      expect(describeFields(at(device, 'calls', 0))).toBe(FIELDS.outcalls);
      expect(describeFields(at(all, 'in', '446', 'calls', 0))).toBe(`${FIELDS.incalls} ddi:string`);
      expect(describeFields(at(all, 'out', '0500000004000', 'calls', 0))).toBe(FIELDS.outcalls);
    });

    it('writes the values before anything else but the result, and says it is JSON', async () => {
      const { text, headers, status } = await send('outcalls');
      expect(text.startsWith('{"result":"success","values":{"0500000004000":{"name":')).toBe(true);
      expect({ status, type: headers['content-type'] }).toEqual({
        status: 200,
        type: 'application/json; charset=utf-8',
      });
    });

    it('writes a cost nobody knows as null, and keeps its key', async () => {
      const scope = { company: 'default', month: 2, year: 2017 };
      const { json } = await server.rest('/rest/call/outcalls', { type: 'cdr', scope });
      const calls = at(json, 'values', '0200000000001')['calls'] as Json[];
      expect(calls.map((call) => call['cost'])).toEqual([1.23, null]);
    });
  });
});
