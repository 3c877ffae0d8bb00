import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKind, settingsOf } from '../support/database-feeds.ts';
import { type RunningMariadb, startMariadb } from '../support/mariadb-server.ts';
import { CDR_PGSQL, FREEPBX_CDR } from '../support/pbx-tables.ts';
import { type RunningPostgres, startPostgres } from '../support/postgres.ts';
import { makeSigned, type SignedCertificate } from '../support/private-authority.ts';

/** As whom both servers run where tests run as root. */
const NOBODY = 65534;

let folder: string;
let ours: SignedCertificate;
let others: SignedCertificate;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringledger-database-tls-'));
  chmodSync(folder, 0o755);
  ours = makeIn('ours');
  others = makeIn('others');
  if (process.getuid?.() === 0) chownSync(ours.key, NOBODY, NOBODY);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function makeIn(name: string): SignedCertificate {
  const place = join(folder, name);
  mkdirSync(place);
  return makeSigned(place, 'IP:127.0.0.1');
}

interface Reached {
  readonly kind: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

async function tryIt({ kind, settings }: Reached, more: object): Promise<string> {
  const signal = AbortSignal.timeout(30_000);
  const said = await databaseKind(kind).test({
    settings: { ...settings, ...more },
    signal,
    now: () => 0,
  });
  return said.join(' ');
}

/** What holds of either server. */
function expectChecks(reach: () => Reached): void {
  it('is read where it is signed by who is believed, and is for the host', async () => {
    const found = '"cdr" is read by';
    expect(await tryIt(reach(), { tls: 'yes', caFile: ours.authority })).toContain(found);
    expect(await tryIt(reach(), { caFile: ours.authority })).toContain(found);
    expect(await tryIt(reach(), { tls: 'unchecked' })).toContain(found);
    await expect(tryIt(reach(), { caFile: ours.authority, host: 'localhost' })).rejects.toThrow(
      /certificate of the database at localhost:\d+ is not believed: it is for another name\..*"host"/,
    );
  });

  it('is refused, naming the fix, where it is signed by somebody else', async () => {
    const refused =
      /certificate of the database at 127\.0\.0\.1:\d+ is not believed: it is signed by an authority that this server does not know\. Set "caFile"/;
    await expect(tryIt(reach(), { tls: 'yes' })).rejects.toThrow(refused);
    await expect(tryIt(reach(), { caFile: others.authority })).rejects.toThrow(refused);
  });

  it('is not asked for by a file that is none', async () => {
    const none = join(folder, 'none.pem');
    await expect(tryIt(reach(), { caFile: none })).rejects.toThrow('cannot be read (ENOENT)');
    const broken = join(folder, 'broken.pem');
    writeFileSync(broken, '-----BEGIN CERTIFICATE-----\nno certificate\n-----END CERTIFICATE-----\n');
    await expect(tryIt(reach(), { caFile: broken })).rejects.toThrow('takes PEM');
  });
}

describe('the certificate of a MariaDB server', () => {
  let server: RunningMariadb;
  beforeAll(async () => {
    server = await startMariadb([`--ssl-cert=${ours.cert}`, `--ssl-key=${ours.key}`]);
    const root = await server.connect();
    await root.query(FREEPBX_CDR);
    await root.query("CREATE USER reader@'%' IDENTIFIED BY 'read only' REQUIRE SSL");
    await root.query("GRANT SELECT ON asteriskcdrdb.* TO reader@'%'");
    await root.end();
  });
  afterAll(() => server.stop());

  expectChecks(() => ({ kind: 'asterisk-mysql', settings: settingsOf(server.port) }));
});

describe('the certificate of a Postgres server', () => {
  let server: RunningPostgres;
  let settings: Readonly<Record<string, unknown>>;
  beforeAll(async () => {
    server = await startPostgres(['ssl=on', `ssl_cert_file=${ours.cert}`, `ssl_key_file=${ours.key}`]);
    const root = new pg.Client({ connectionString: server.url });
    await root.connect();
    await root.query(CDR_PGSQL);
    await root.query('CREATE INDEX ON cdr (calldate)');
    await root.end();
    const { hostname, port, username, password } = new URL(server.url);
    settings = { host: hostname, port: Number(port), database: 'postgres', user: username, password };
  });
  afterAll(() => server.stop());

  expectChecks(() => ({ kind: 'asterisk-postgres', settings }));
});
