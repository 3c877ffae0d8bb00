import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { TestApp } from '../support/app.ts';

/** Columns of both samples' Custom.csv. */
const CUSTOM_COLUMNS =
  'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,userfield,uniqueid,linkedid,peeraccount,sequence,did,outcid';

export const readFixture = (name: string) =>
  readFileSync(new URL(`../fixtures/asterisk/${name}`, import.meta.url), 'utf8');

/** Calls from phones that no directory has. */
const STRANGERS = readFileSync(new URL('./fixtures/strangers.csv', import.meta.url), 'utf8');

/** Part of the numbers the samples call has no rate here: `1` and `33`. */
export const DECK = readFileSync(new URL('./fixtures/deck.csv', import.meta.url), 'utf8');

/** The companies of both samples on one PBX; the second sample's are `north` and `south`. */
export const COMPANIES = ['default', 'test', 'north', 'south'] as const;

const PEOPLE =
  /Ann Reader|Bob Marsh|Cleo Hart|Dev Patel|Eve Stone|Finn OShea|Gwen Lloyd|Hari Rao|Iris Blum|Jon Ek/g;

/**
 * The second sample as two more tenants of the first one's PBX: every name, id and number that both have is another
 * in it, the rest of each record is as Asterisk wrote it.
 */
function asOtherTenants(text: string): string {
  return text
    .replaceAll('05000000', '06000000')
    .replace(/\b020794600(\d\d)/g, '020794610$1')
    .replaceAll('trunk-a', 'trunk-c')
    .replaceAll('trunk-b', 'trunk-d')
    .replaceAll('"default"', '"north"')
    .replaceAll('"test"', '"south"')
    .replaceAll('Default Company', 'North Ltd')
    .replaceAll('Test Company', 'South Ltd')
    .replace(/\bsupport\b/g, 'repairs')
    .replace(PEOPLE, '$& junior');
}

const SECONDS_A_DAY = 86_400;

/** Records or a queue log of 24 November 2026 moved by whole days: dates, and the instants in their ids. */
export function moveDays(text: string, days: number): string {
  const seconds = days * SECONDS_A_DAY;
  const date = new Date(Date.UTC(2026, 10, 24) + seconds * 1000).toISOString().slice(0, 10);
  return text
    .replaceAll('2026-11-24', date)
    .replace(/\b17955\d{5}\b/g, (instant) => String(Number(instant) + seconds));
}

/** Sends a text to our own API and expects that it is taken. */
export async function take(server: TestApp, path: string, text: string): Promise<unknown> {
  const answer = await server.api(path, text, 'text/plain');
  expect(answer).toMatchObject({ status: 200 });
  expect(answer.json).not.toHaveProperty('problem');
  return answer.json;
}

export const takeCustom = (server: TestApp, text: string) =>
  take(server, `imports/asterisk-cdr?source=Custom.csv&zone=UTC&columns=${CUSTOM_COLUMNS}`, text);

export const takeQueueLog = (server: TestApp, text: string) =>
  take(server, 'imports/asterisk-queue-log?source=queue_log', text);

/** Directory, deck, and the calls of both samples on three days: in October, November and December 2026. */
export async function loadFourTenants(server: TestApp): Promise<void> {
  await take(server, 'directory', readFixture('directory.json'));
  await take(server, 'directory', asOtherTenants(readFixture('second/directory.json')));
  await take(server, 'rates?deck=uk&from=2026-01-01&currency=GBP', DECK);
  for (const days of [-31, 0, 8]) {
    await takeCustom(server, moveDays(readFixture('Custom.csv'), days));
    await takeCustom(server, asOtherTenants(moveDays(readFixture('second/Custom.csv'), days)));
    await takeCustom(server, moveDays(STRANGERS, days));
    await takeQueueLog(server, moveDays(readFixture('queue_log'), days));
    await takeQueueLog(server, asOtherTenants(moveDays(readFixture('second/queue_log'), days)));
  }
}

/** Asks for a report as text; `headers` say who asks, the administrator unless given. */
export async function ask(
  server: TestApp,
  command: string,
  scope: Readonly<Record<string, unknown>>,
  headers?: Readonly<Record<string, string>>,
) {
  return server.rest(`/rest/call/${command}`, { type: 'cdr', scope }, headers);
}

/** The `values` of an answer that must have succeeded, costs as the texts that stand there. */
export function exactValues(text: string): Readonly<Record<string, unknown>> {
  const quoted = text.replace(/"cost":(-?[\d.]+)/g, '"cost":"$1"');
  const answer = JSON.parse(quoted) as { result: string; values: Record<string, unknown> };
  expect(answer.result).toBe('success');
  return answer.values;
}
