import { readFile } from 'node:fs/promises';
import type { TestApp } from './app.ts';

const SAMPLES = new URL('../../samples/', import.meta.url);
const sample = (name: string) => readFile(new URL(name, SAMPLES));

/** The bundled PBX as `npm run demo` loads it: directory, rates, records, queue log. */
export async function loadSamplePbx(server: TestApp): Promise<void> {
  await take(server, 'directory', await sample('directory.json'), 'application/json');
  await take(server, 'rates?deck=uk&from=2026-01-01&currency=GBP', await sample('uk-deck.csv'));
  await take(server, 'imports/asterisk-cdr?source=Custom.csv&zone=UTC', await sample('Custom.csv'));
  await take(server, 'imports/asterisk-queue-log?source=queue_log', await sample('queue_log'));
}

async function take(server: TestApp, path: string, body: Buffer, contentType?: string): Promise<void> {
  const { status, json } = await server.api(path, body, contentType);
  if (status !== 200 && status !== 201) throw new Error(`${path}: ${JSON.stringify(json)}`);
}
