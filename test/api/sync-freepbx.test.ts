import type { Connection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningMariadb, startMariadb } from '../support/mariadb-server.ts';
import { plainly, READER_PASSWORD, startSyncHouse } from '../support/sync-house.ts';
import { FREEPBX_DIRECTORY } from '../support/sync-tables.ts';

const ROWS = [
  `INSERT INTO users (extension, password, name) VALUES ('204', 'hush', 'Zoë Reader'), ('205', 'hush', 'Bob Marsh')`,
  `INSERT INTO devices (id, tech, dial, devicetype, user, description) VALUES
    ('204', 'pjsip', 'PJSIP/204', 'fixed', '204', 'Zoë Reader'), ('90205', 'sip', 'SIP/90205', 'adhoc', '205', 'desk'),
    ('300', 'dahdi', 'DAHDI/1', 'fixed', '204', 'line'), ('90206', 'pjsip', 'PJSIP/90206', 'adhoc', 'none', 'Lobby')`,
  `INSERT INTO incoming (cidnum, extension, destination) VALUES ('', '02079460000', 'from-did-direct,204,1'),
    ('', '+442079460001', 'ext-queues,260,1'), ('', '02079460002', 'ivr-1,s,1'), ('', '', 'ext-group,600,1'),
    ('02079460999', '02079460003', 'ext-group,600,1'), ('', '02079460004', 'ext-group,600,1')`,
  `INSERT INTO trunks (trunkid, name, tech, channelid, usercontext) VALUES (1, 'Carrier A', 'pjsip', 'carrier-a', NULL),
    (2, '', 'sip', 'carrier-b', 'carrier-b-in'), (3, 'old', 'iax', 'old', ''), (4, 'line', 'dahdi', 'g0', '')`,
  `INSERT INTO queues_config (extension, descr, password) VALUES ('260', 'Sales', 'hush')`,
  `INSERT INTO queues_details (id, keyword, data) VALUES ('260', 'member', 'Local/204@from-queue/n,0'),
    ('260', 'member', 'PJSIP/999,0'), ('260', 'strategy', 'ringall')`,
  `INSERT INTO ringgroups (grpnum, strategy, grptime, grplist, description) VALUES
    (600, 'ringall', 20, '204-205-07700900123#', 'Desk')`,
];

describe('directory sync freepbx:', () => {
  let server: RunningMariadb;
  let root: Connection;
  let house: Awaited<ReturnType<typeof startSyncHouse>>;
  let source: string;
  beforeAll(async () => {
    house = await startSyncHouse();
    server = await startMariadb();
    root = await server.connect();
    for (const sql of ['CREATE DATABASE asterisk CHARACTER SET utf8mb4', 'USE asterisk'])
      await root.query(sql);
    for (const sql of [...FREEPBX_DIRECTORY, ...ROWS]) await root.query(sql);
    await root.query('CREATE USER reader@127.0.0.1 IDENTIFIED BY ?', [READER_PASSWORD]);
    await root.query('GRANT SELECT ON asterisk.* TO reader@127.0.0.1');
    source = `freepbx:mysql://reader@127.0.0.1:${server.port}/asterisk`;
  });
  afterAll(async () => {
    await root?.end();
    await Promise.all([server?.stop(), house?.end()]);
  });

  it('makes the directory of what the tables say, and finds nothing to do the second time', async () => {
    const { code, stdout, stderr } = await house.sync(source);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(plainly(stdout)).toMatchInlineSnapshot(`
      " list name company difference
      new extensions 204 default name Zoë Reader, company default
      new extensions 205 default name Bob Marsh, company default
      new devices 204 default id 02fc56dbc6d40, owner Zoë Reader, company default, kind handset, extensions 204
      new devices 90205 default id 028e39164e190, owner Bob Marsh, company default, kind handset, extensions 205
      new devices 90206 default id 02df7068ff090, owner Lobby, company default, kind handset
      new ddis +442079460001 default company default, destination 260
      new ddis 02079460000 default company default, destination 204
      new ddis 02079460004 default company default, destination 600
      new trunks Carrier-A channels PJSIP/carrier-a
      new trunks carrier-b channels SIP/carrier-b SIP/carrier-b-in
      new trunks old channels IAX2/old
      new queues 260 default company default, members 204
      new groups 600 default name Desk, company default, members 204 205
      Note: These inbound routes lead to no extension, queue or ring group: 02079460002. Describe them with directory import.
      Note: How the channels of these trunks are named is not told by FreePBX: line (dahdi). Describe them with directory import.
      freepbx:mysql://reader@HOST/asterisk: new 13, changed 0, ended 0, refused 0, unchanged 0, from DAY on
      "
    `);
    expect(stdout).not.toContain('hush');
    const again = await house.sync(source);
    expect(again.stdout).toMatch(/new 0, changed 0, ended 0, refused 0, unchanged 13,/);
  });

  it('ends what the tables have no longer, and reads them without the modules for queues and groups', async () => {
    await root.query("DELETE FROM devices WHERE id = '90206'");
    for (const table of ['queues_config', 'queues_details', 'ringgroups'])
      await root.query(`DROP TABLE ${table}`);
    const { code, stdout } = await house.sync(source, ['--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ended +devices +90206/m);
    expect(stdout).toMatch(/new 0, changed 0, ended 1, refused 0, unchanged 10,/);
  });

  it('says what to check where the database does not answer', async () => {
    const { code, stderr } = await house.sync(source, [], 'wrong');
    expect(code).toBe(1);
    expect(stderr).toContain(
      `mysql://127.0.0.1:${server.port} did not tell what it has (ER_ACCESS_DENIED_ERROR`,
    );
    await root.query('DROP TABLE trunks');
    expect((await house.sync(source)).stderr).toContain("Table 'asterisk.trunks' doesn't exist");
  });
});
