import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOCAL_KEY, startApp, type TestApp } from '../support/app.ts';

const LIST = 'Vorwahl;Ziel;Preis/min;Takt\n0044;England;0,012;60/1\nAlle Preise netto;;;\n';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server?.end());

const send = (query: string, body: unknown) =>
  server.api(`rates/foreign?${query}`, JSON.stringify(body), 'application/json');

it('a price list becomes a deck, and its notes come back', async () => {
  const body = { files: [{ name: 'preise.csv', text: LIST }] };
  const answer = await send('format=price-list&deck=list&from=2026-01-01&currency=EUR', body);
  expect(answer).toMatchObject({
    status: 200,
    json: { decks: [{ deck: 'list', from: '2026-01-01', rates: 1, added: 1, dryRun: false }] },
  });
  expect((answer.json as { notes: string[] }).notes).toContain(
    'Line 3 is no price and was left out: "Alle Preise netto".',
  );
});

it('rounding and cap of a tariff plan become a tariff, on request', async () => {
  const files = {
    'Destinations.csv': 'DE,+49',
    'Rates.csv': 'RT,0,0.06,60s,1s,0s',
    'DestinationRates.csv': 'DR,DE,RT,*up,2,5,*free',
    'RatingPlans.csv': 'RP,DR,*any,10',
    'RatingProfiles.csv': 'house,call,gold,2026-01-01,RP,',
  };
  const body = { files: Object.entries(files).map(([name, text]) => ({ name, text })) };
  expect(await send('format=cgrates&currency=EUR&tariffs=true', body)).toMatchObject({
    status: 200,
    json: { tariffsImport: { dryRun: false, added: ['house gold'] } },
  });
  const headers = { authorization: `Bearer ${LOCAL_KEY}` };
  expect((await server.app.server.inject({ url: '/api/v1/tariffs', headers })).json()).toMatchObject({
    tariffs: [
      {
        ...{ name: 'house gold', currency: 'EUR', decks: ['house gold'], capPerCall: '5' },
        rounding: { mode: 'up', decimals: 2, per: 'call' },
      },
    ],
  });
});

it.each([
  [
    'format=excel&currency=EUR',
    { files: [{ name: 'a', text: '' }] },
    'The formats are cgrates, a2billing, astpp, price-list.',
  ],
  [
    'format=astpp&currency=EUR&decimals=comma',
    { files: [{ name: 'a', text: '' }] },
    'There is no parameter "decimals"',
  ],
  ['format=astpp&currency=EUR', { files: [] }, 'list of files'],
  [
    'format=astpp&currency=EUR',
    { files: [{ name: 'a', text: 'Code,Cost\n44,x' }] },
    'line 2: cost "x" is no price',
  ],
  [
    'format=astpp&currency=EUR',
    { files: [{ name: 'a', text: 'Code,Cost\n44,1' }] },
    'give its name, with --deck',
  ],
])('refuses %s with %j', async (query, body, sentence) => {
  const { status, json } = await send(query, body);
  expect(status).toBe(400);
  expect((json as { detail: string }).detail).toContain(sentence);
});
