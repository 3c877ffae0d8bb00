// npm run describe-api: writes docs/openapi.json from the routes' schemas, and the pages' types from that.
// A test compares both with what they would be (test/api/openapi.test.ts).
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { pino } from 'pino';
import { createApp } from '../dist/server/app.js';
import { readConfig } from '../dist/server/config.js';

const root = new URL('..', import.meta.url);
const folder = await mkdtemp(join(tmpdir(), 'ringledger-describe-'));
const app = await createApp({
  config: readConfig({ data: folder }, { RINGLEDGER_ADMIN_PASSWORD: 'a password that nobody uses' }),
  logger: pino({ level: 'error' }, pino.destination(2)),
  now: () => Math.floor(Date.now() / 1000),
  localKey: 'a key that nobody uses',
});
try {
  await app.server.ready();
  const description = `${JSON.stringify(app.server.swagger(), null, 2)}\n`;
  await writeFile(new URL('docs/openapi.json', root), description);
  const types = astToString(await openapiTypescript(description));
  await writeFile(new URL('web/src/api/schema.ts', root), types);
} finally {
  await app.close();
  await rm(folder, { recursive: true, force: true });
}
