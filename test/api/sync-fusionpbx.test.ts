import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningPostgres, startPostgres } from '../support/postgres.ts';
import { plainly, READER_PASSWORD, startSyncHouse } from '../support/sync-house.ts';
import { FUSIONPBX_DIRECTORY } from '../support/sync-tables.ts';

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const [ACME, BETA, GONE] = [id(1), id(2), id(3)];
const ROWS = [
  `INSERT INTO v_domains VALUES ('${ACME}', 'acme.example', true, 'Acme Ltd'), ('${BETA}', 'beta.example', true, NULL),
    ('${GONE}', 'gone.example', false, NULL)`,
  `INSERT INTO v_extensions (extension_uuid, domain_uuid, extension, password, directory_first_name,
    directory_last_name, effective_caller_id_name, enabled) VALUES
    ('${id(1)}', '${ACME}', '204', 'hush', 'Zoë', 'Reader', '', 'true'),
    ('${id(2)}', '${BETA}', '204', 'hush', NULL, NULL, 'Bob Marsh', 'true'),
    ('${id(3)}', '${BETA}', '205', 'hush', NULL, NULL, 'Cleo Hart', 'false'),
    ('${id(4)}', '${GONE}', '204', 'hush', NULL, NULL, 'Nobody', 'true')`,
  `INSERT INTO v_destinations (destination_uuid, domain_uuid, destination_type, destination_prefix, destination_number,
    destination_app, destination_data, destination_actions, destination_enabled) VALUES
    ('${id(1)}', '${ACME}', 'inbound', '44', '2079460000', NULL, NULL,
      '[{"destination_app":"transfer","destination_data":"204 XML acme.example"}]', true),
    ('${id(2)}', '${BETA}', 'inbound', NULL, '02079460001', 'transfer', '600 XML beta.example', NULL, true),
    ('${id(3)}', '${BETA}', 'inbound', NULL, '02079460002', 'lua', 'streamfile.lua', NULL, true),
    ('${id(4)}', '${BETA}', 'inbound', NULL, '02079460003', 'transfer', '204 XML beta.example', NULL, false)`,
  `INSERT INTO v_gateways VALUES ('${id(7)}', NULL, 'Carrier A', 'us', 'hush', 'sip.example', 'true')`,
  `INSERT INTO v_ring_groups VALUES ('${id(1)}', '${BETA}', 'Desk', '600', true)`,
  `INSERT INTO v_ring_group_destinations VALUES ('${id(1)}', '${BETA}', '${id(1)}', '204', 0),
    ('${id(2)}', '${BETA}', '${id(1)}', '07700900123', 0)`,
  `INSERT INTO v_devices VALUES ('${id(1)}', '${ACME}', '05:00:00:00:20:01', 'hush')`,
  `INSERT INTO v_device_lines VALUES ('${id(1)}', '${ACME}', '${id(1)}', '1', '204', '204', 'hush')`,
];

describe('directory sync fusionpbx:', () => {
  let server: RunningPostgres;
  let house: Awaited<ReturnType<typeof startSyncHouse>>;
  let root: pg.Client;
  let source: string;
  beforeAll(async () => {
    house = await startSyncHouse();
    server = await startPostgres();
    root = new pg.Client({ connectionString: server.url });
    await root.connect();
    for (const sql of [...FUSIONPBX_DIRECTORY, ...ROWS]) await root.query(sql);
    await root.query(`CREATE ROLE reader LOGIN PASSWORD '${READER_PASSWORD}'`);
    await root.query('GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader');
    source = `fusionpbx:postgres://reader@127.0.0.1:${new URL(server.url).port}/postgres`;
  });
  afterAll(async () => {
    await root.end();
    await Promise.all([server.stop(), house.end()]);
  });

  it('makes companies of domains, and phones by number and domain, without the app for queues', async () => {
    const { code, stdout, stderr } = await house.sync(source);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(plainly(stdout)).toMatchInlineSnapshot(`
      " list name company difference
      new companies acme.example name Acme Ltd
      new companies beta.example
      new extensions 204 acme.example name Zoë Reader, company acme.example
      new extensions 204 beta.example name Bob Marsh, company beta.example
      new devices 204@acme.example acme.example id 0500000020010, owner Zoë Reader, company acme.example, kind handset, extensions 204
      new devices 204@beta.example beta.example id 0220d971c9a30, owner Bob Marsh, company beta.example, kind handset, extensions 204
      new ddis +442079460000 acme.example company acme.example, destination 204
      new ddis 02079460001 beta.example company beta.example, destination 600
      new trunks Carrier-A channels sofia/gateway/00000000-0000-4000-8000-000000000007
      new groups 600 beta.example name Desk, company beta.example, members 204
      Note: These destinations lead to no number inside: 02079460002. Describe them with directory import.
      fusionpbx:postgres://reader@HOST/postgres: new 10, changed 0, ended 0, refused 0, unchanged 0, from DAY on
      "
    `);
    expect(stdout).not.toContain('hush');
    expect((await house.sync(source)).stdout).toMatch(/new 0, changed 0, ended 0, refused 0, unchanged 10,/);
  });

  it('says what to check where a table may not be read', async () => {
    await root.query('REVOKE SELECT ON v_gateways FROM reader');
    const { code, stderr } = await house.sync(source);
    expect(code).toBe(1);
    expect(stderr).toContain('permission denied for table v_gateways');
  });
});
