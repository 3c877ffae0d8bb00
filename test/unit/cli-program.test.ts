import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { namedColumns } from '../../src/ingest/sources/cdr-columns.ts';
import { makeFolder, runCli } from './cli-stage.ts';

describe('usage', () => {
  it.each([
    [['--help'], ['serve', 'import', 'rejects', 'directory', 'rates', 'user', 'key', 'report', 'Exit codes']],
    [
      ['serve', '--help'],
      ['--data', '--port', '--host', 'RINGLEDGER_CLICKHOUSE_URL'],
    ],
    [
      ['import', '--help'],
      ['asterisk-cdr', 'asterisk-queue-log'],
    ],
    [
      ['import', 'asterisk-cdr', '--help'],
      ['--zone', '--zone-anyway', '--columns', '--data'],
    ],
    [
      ['import', 'asterisk-queue-log', '--help'],
      ['--zone', '--data'],
    ],
    [
      ['rejects', 'list', '--help'],
      ['--kind', '--json', '--data'],
    ],
    [
      ['rejects', '--help'],
      ['list', 'replay', 'dismiss', 'unknown-cost'],
    ],
    [
      ['rejects', 'replay', '--help'],
      ['--format', '--mapping', '--zone', 'does no harm'],
    ],
    [['directory', '--help'], ['import']],
    [
      ['directory', 'import', '--help'],
      ['docs/directory.schema.json', '--data'],
    ],
    [['rates', '--help'], ['import']],
    [
      ['rates', 'import', '--help'],
      ['--deck', '--from', '--currency', 'perMinute'],
    ],
    [['user', '--help'], ['add']],
    [
      ['user', 'add', '--help'],
      ['--password-stdin', 'billing-call-reporting:COMPANY[,COMPANY]'],
    ],
    [['key', '--help'], ['create']],
    [['key', 'create', '--help'], ['--user']],
    [
      ['report', '--help'],
      ['incalls', 'outcalls', 'outsummary', 'allcalls', '--recalc', '--csv'],
    ],
    [
      ['recalculate', '--help'],
      ['--from', '--to', '--company', '--device', '--reason', '--review', 'Ctrl-C', 'runs cancel'],
    ],
    [
      ['runs', '--help'],
      ['list', 'show', 'publish', 'cancel', 'review', 'settled'],
    ],
    [['runs', 'list', '--help'], ['--json']],
    [
      ['runs', 'publish', '--help'],
      ['yes', 'later run'],
    ],
    [
      ['explain', '--help'],
      ['acctid', '--json', 'allowance', 'rating run'],
    ],
  ])('%j teaches, with an example', async (args, words) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    for (const word of words) expect(stdout).toContain(word);
    expect(stdout).toMatch(/Examples?:\n {2}\S*.*bin\/ringledger/);
  });

  it('names in its example every column that a file must have', async () => {
    const { stdout } = await runCli(['import', 'asterisk-cdr', '--help']);
    const [, names = ''] = /Custom\.csv --columns (\S+)/.exec(stdout) ?? [];
    expect(namedColumns(names.split(','))).toEqual(names.split(','));
  });

  it.each([
    [['improt', 'asterisk-cdr', 'x'], "unknown command 'improt'", 'Did you mean import?'],
    [['import', 'asterisk-crd', 'x'], "unknown command 'asterisk-crd'", 'Did you mean asterisk-cdr?'],
    [['import', 'asterisk-cdr', 'x', '--zoen', 'UTC'], "unknown option '--zoen'", 'Did you mean --zone?'],
    [['report', 'outcals', '--month', '2', '--year', '2017'], "'outcals' is invalid", 'outcalls, outsummary'],
    [['report', 'outcalls', '--year', '2017'], "'--month <month>' not specified", '--help'],
    [['report', 'outcalls', '--month', 'May', '--year', '2017'], "'May' is invalid", 'whole number'],
    [['report', 'outcalls', '--month', '5', '--year', '2017', '--company', 'a,,b'], "'a,,b'", 'a,b'],
    [
      ['report', 'outcalls', '--month', '5', '--year', '2017', '--json', '--csv'],
      '--csv',
      'cannot be used with',
    ],
    [['rates', 'import', 'x.csv', '--deck', 'uk', '--from', '2026-01-01'], "'--currency <code>'", '--help'],
    [['user', 'add', 'ann', '--perm', 'system-admin'], "'--password-stdin'", '--help'],
    [['user', 'add', 'ann', '--password-stdin'], "'--perm <permission>'", '--help'],
    [['key', 'create'], "'--user <name>'", '--help'],
    [['import', 'asterisk-cdr'], "missing required argument 'file'", '--help'],
    [['rejects', 'extra'], 'too many arguments', '--help'],
  ])('%j is wrong usage', async (args, sentence, hint) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
    expect(stderr).toContain(hint);
  });

  it('guesses no word that is far from what is written', async () => {
    const { code, stderr } = await runCli(['prove', '--period', '2026-11']);
    expect([code, stderr]).toEqual([
      2,
      "error: unknown option '--period'\nAdd --help to see how it is used.\n",
    ]);
  });

  it('shows the version of the package', async () => {
    const { code, stdout } = await runCli(['--version']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('shows how it is used, when nothing is asked', async () => {
    const { code, stderr } = await runCli([]);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: ringledger');
  });
});

it('hands the flags of serve on as typed', async () => {
  const { code, served } = await runCli(['serve', '--data', 'd', '--port', '0', '--host', '::1']);
  expect(code).toBe(0);
  expect(served).toEqual({ data: 'd', port: '0', host: '::1' });
});

it('says what to run when nothing is built', async () => {
  const folder = makeFolder();
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const launcher = join(folder, 'bin', 'ringledger');
  copyFileSync(new URL('../../bin/ringledger', import.meta.url), launcher);
  await expect(promisify(execFile)(launcher, ['--help'])).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('Run "npm ci"'),
  });
});
