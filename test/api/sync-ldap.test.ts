import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSlapd, startSlapd } from '../support/slapd-server.ts';
import { plainly, READER_PASSWORD, startSyncHouse } from '../support/sync-house.ts';

const person = (cn: string, more: Readonly<Record<string, string | string[]>>) => ({
  objectClass: 'inetOrgPerson',
  cn,
  sn: cn.split(' ').at(-1) ?? cn,
  ...more,
});

const KNOWN = {
  extensions: ['204', '205', '206'].map((number) => ({ number, company: 'default' })),
  devices: [
    {
      id: '0500000020400',
      sipName: '204',
      owner: 'Zoe',
      company: 'default',
      kind: 'handset',
      extensions: ['204'],
    },
  ],
};

describe('directory sync ldap:', () => {
  let server: RunningSlapd;
  let house: Awaited<ReturnType<typeof startSyncHouse>>;
  let source: string;
  beforeAll(async () => {
    house = await startSyncHouse(KNOWN);
    server = await startSlapd();
    await server.add('cn=reader', {
      objectClass: ['organizationalRole', 'simpleSecurityObject'],
      userPassword: READER_PASSWORD,
    });
    await server.add(
      'cn=Zoe Reader',
      person('Zoe Reader', { displayName: 'Zoë Reader', telephoneNumber: '204' }),
    );
    await server.add(
      'cn=Bob Marsh',
      person('Bob Marsh', { telephoneNumber: ['+44 20 7946 0001', '+44 20 7946 0000 ext. 205'] }),
    );
    await server.add('cn=Cleo Hart', person('Cleo Hart', { telephoneNumber: '206', title: 'left' }));
    source = `ldap://cn=reader,dc=example,dc=org@127.0.0.1:${server.port}/dc=example,dc=org`;
  });
  afterAll(async () => {
    await Promise.all([server.stop(), house.end()]);
  });

  it('gives extensions and phones the names of people whom the filter finds', async () => {
    const { code, stdout, stderr } = await house.sync(`${source}?(&(objectClass=person)(!(title=left)))`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(plainly(stdout)).toMatchInlineSnapshot(`
      " list name company difference
      changed extensions 204 default name 204 → Zoë Reader
      changed extensions 205 default name 205 → Bob Marsh
      changed devices 204 default owner Zoe → Zoë Reader
      Note: These people have numbers that are no extensions here: Bob Marsh (+442079460001).
      ldap://cn=reader,dc=example,dc=org@HOST/dc=example,dc=org?(&(objectClass=person)(!(title=left))): new 0, changed 3, ended 0, refused 0, unchanged 0, from DAY on
      "
    `);
  });

  it('asks for people where no filter is told, and reads more than fit on a page', async () => {
    for (let at = 0; at < 501; at += 1) {
      await server.add(`cn=Person ${at}`, person(`Person ${at}`, { telephoneNumber: `${1000 + at}` }));
    }
    const { code, stdout } = await house.sync(source, ['--dry-run']);
    expect(code).toBe(0);
    expect(plainly(stdout)).toContain('changed extensions 206 default name 206 → Cleo Hart');
    expect(stdout).toMatch(/and \d+ more/);
  });

  it('says what to check where the server does not let it in', async () => {
    const { code, stderr } = await house.sync(source, [], 'wrong');
    expect(code).toBe(1);
    expect(stderr).toContain(`ldap://127.0.0.1:${server.port} did not tell what it has`);
    expect(stderr).toContain('Nothing was changed.');
  });
});
