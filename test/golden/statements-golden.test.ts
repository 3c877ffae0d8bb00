import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeStatement } from '../../src/statements/make-statement.ts';
import { readStatementRequest } from '../../src/statements/read-request.ts';
import { renderStatementCsv } from '../../src/statements/statement-csv.ts';
import { openCallHome } from '../support/call-homes.ts';
import { fixParts } from '../support/fixed-figures.ts';
import {
  readCaseFile,
  readDirectory,
  readInboundFile,
  readPrices,
  readStoredCalls,
  STATEMENT_CASES,
  storeCalls,
  storeInbound,
} from '../support/statement-case.ts';

const cases = readdirSync(STATEMENT_CASES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('statements checked by hand', () => {
  let home: Awaited<ReturnType<typeof openCallHome>>;
  beforeAll(async () => {
    home = await openCallHome('chDB in a folder');
  });
  afterAll(() => home?.end());

  it('has at least six cases', () => expect(cases.length).toBeGreaterThanOrEqual(6));

  it.each(cases)('%s', async (name) => {
    const directory = readDirectory(readCaseFile(name, 'directory.json'));
    const prices = readPrices(readCaseFile(name, 'tariffs.json'), directory.zone);
    await home.store.command('TRUNCATE TABLE outbound_leg');
    await home.store.command('TRUNCATE TABLE inbound_leg');
    await storeCalls(home.store, 'acme', readStoredCalls(readCaseFile(name, 'calls.csv')));
    await storeInbound(home.store, 'acme', readInboundFile(name));
    const query = { period: readCaseFile(name, 'month.txt').trim(), itemised: 'true' };
    const parts = fixParts(home.store, directory, [prices]);
    const request = readStatementRequest('acme', query, directory);
    const prepared = await makeStatement(request, await parts.figures.now(), parts);
    const lines: string[] = [];
    for await (const line of renderStatementCsv(prepared)) lines.push(line);
    expect(lines.join('')).toBe(readCaseFile(name, 'expected.csv'));
  });
});
