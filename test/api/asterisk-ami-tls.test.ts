import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readAmiSettings } from '../../src/ingest/feeds/ami-settings.ts';
import { asteriskAmi } from '../../src/ingest/feeds/asterisk-ami.ts';
import { type AmiStandIn, STAND_IN_LOGIN, startAmiStandIn } from '../support/ami-stand-in.ts';
import { emptyDirectory } from '../support/empty-directory.ts';
import { type LiveHouse, openLiveHouse, runOnce, until } from '../support/live-house.ts';
import { makeSelfSigned, type SelfSigned } from '../support/self-signed.ts';

const EVENTS = readFileSync(new URL('../fixtures/ami/plain.txt', import.meta.url), 'utf8');
const RECORDS = 58;

let folder: string;
let ours: SelfSigned;
let other: SelfSigned;
let pbx: AmiStandIn;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringledger-ami-tls-'));
  ours = makeSelfSigned(folder, 'IP:127.0.0.1,DNS:localhost');
  other = makeSelfSigned(folder, 'DNS:pbx.example');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => pbx?.close());

const settings = (more: object) => ({ ...STAND_IN_LOGIN, port: pbx.port, tls: 'yes', ...more });
const test = async (more: object) =>
  (
    await asteriskAmi.test({
      settings: settings(more),
      signal: AbortSignal.timeout(30_000),
      now: () => 0,
    })
  ).join(' ');

describe('a manager interface over TLS', () => {
  it('lands its calls where its certificate is believed', async () => {
    pbx = await startAmiStandIn({ tls: ours });
    const house: LiveHouse = await openLiveHouse(emptyDirectory());
    const life = runOnce(house, asteriskAmi, settings({ caFile: ours.file }));
    await until(() => pbx.signedIn > 0, 'signing in');
    await pbx.send(EVENTS);
    await until(async () => (await house.column('cdr', 'identity')).length === RECORDS, 'all records');
    await life.stop();
    await house.end();
  });

  it('believes who signed it and for whom, or the one certificate of a fingerprint', async () => {
    pbx = await startAmiStandIn({ tls: ours });
    await expect(test({})).rejects.toThrow(
      /certificate at 127\.0\.0\.1:\d+ is not believed: it is signed by itself .*"caFile".*"fingerprint"/,
    );
    expect(await test({ caFile: ours.file })).toContain('Signed in');
    expect(await test({ host: 'localhost', caFile: ours.file })).toContain('Signed in');
    expect(await test({ fingerprint: ours.fingerprint })).toContain('Signed in');
    expect(await test({ fingerprint: ours.fingerprint.replaceAll(':', '').toLowerCase() })).toContain(
      'Signed in',
    );
    expect(await test({ tls: 'unchecked' })).toContain('Signed in');
    await expect(test({ caFile: other.file })).rejects.toThrow('is not believed');
    const { asked } = pbx;
    const before = asked.length;
    await expect(test({ fingerprint: other.fingerprint })).rejects.toThrow(
      `has the fingerprint ${ours.fingerprint}`,
    );
    await expect(test({ tls: 'unchecked', fingerprint: other.fingerprint })).rejects.toThrow(
      'has the fingerprint',
    );
    expect(asked).toHaveLength(before);
  });

  it('is refused under another name, and with files that are no certificates', async () => {
    pbx = await startAmiStandIn({ tls: other });
    await expect(test({ caFile: other.file })).rejects.toThrow('it is for another name');
    await expect(test({ caFile: join(folder, 'none.pem') })).rejects.toThrow('cannot be read (ENOENT)');
    writeFileSync(join(folder, 'text.pem'), 'no certificate');
    await expect(test({ caFile: join(folder, 'text.pem') })).rejects.toThrow('takes PEM');
  });

  it('says so where the PBX does not speak it, and knows its port', async () => {
    pbx = await startAmiStandIn();
    await expect(test({})).rejects.toThrow(/does not speak TLS .* port 5039/);
    expect(readAmiSettings({ tls: 'yes' }).port).toBe(5039);
    expect(readAmiSettings({ caFile: '/pbx.pem' })).toMatchObject({ tls: 'yes', port: 5039 });
    expect(readAmiSettings({}).port).toBe(5038);
  });
});
