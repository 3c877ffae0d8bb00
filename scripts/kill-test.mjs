// npm run kill-test -- [--kills 200] [--seed S] [--records 20000]: kills a real server again and again amid recalculations.
// npm run kill-test -- --folders 300 [--seed S]: the same while it follows folders.
// npm run kill-test -- --tables 300 [--seed S]: the same while it reads tables, whose server is killed too.
// npm run kill-test -- --smdr 100 [--seed S]: the same while PBXs send it lines.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const USAGE = `usage: npm run kill-test -- [--kills 200] [--seed S] [--records 20000]

Loads the bundled PBX with so many records of two months, has their costs recalculated by other rates, kills the server
(SIGKILL) at a random moment of that, starts it again, and asks the four reports: they are all of the old prices or all of
the new, as an undisturbed twin has them, to the last unit. Some kills hit a server that is just starting again. Tells at
the end how often the one and the other was seen; exit code 1 where it was neither. The same seed kills at the same
moments, as far as a machine can. Of 200 kills most time goes into starting: some 15 minutes on two cores.
npm test does the same with a few kills.

usage: npm run kill-test -- --folders 300 [--seed S]

Has so many folders written, put away (renamed, copied and cut short, gzipped) and read, each by a random schedule of its
own, four at a time; kills the server three times meanwhile. In the end every record that was written must be kept, once,
and no other, and nothing may be a reject.

usage: npm run kill-test -- --tables 300 [--seed S]

Has so many tables of a MariaDB filled, each by a random schedule of its own, four at a time: rows that come late, of a PBX
whose clock is set back, in transactions that end after later ones; the network to each is cut, the server's own clock is
set up to a day back or ahead, the server is killed three times meanwhile, and MariaDB once. In the end every record that
was written must be kept, once, and no other, nothing may be a reject, and all legs must be what the records come to.

usage: npm run kill-test -- --smdr 100 [--seed S]

Has so many PBXs send lines (Avaya, which connects to the server, and Mitel, to which the server connects), each by a random
schedule of its own, four at a time: in bursts and pieces, the connection ended or reset amid a line; kills the server twice
meanwhile. In the end every line that the server is known to have read must be in the reports, once; so must all lines of
a PBX that sends again what it is not sure of; and nothing else may have come but beginnings of lines, as rejects. Tells
how many lines were in doubt, and how many of these were lost.`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    records: { type: 'string', default: '20000' },
    folders: { type: 'string' },
    tables: { type: 'string' },
    smdr: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
/** Where the server has its records from: the test of it, and what says how many schedules there are. */
const SOURCES = {
  folders: { test: 'kill-folders', variable: 'RINGLEDGER_TEST_FOLDERS' },
  tables: { test: 'kill-tables', variable: 'RINGLEDGER_TEST_TABLES' },
  smdr: { test: 'kill-smdr', variable: 'RINGLEDGER_TEST_LINES' },
};
const [chosen, ...others] = Object.keys(SOURCES).filter((name) => values[name] !== undefined);
const numbers = [values.kills, values.seed, values.records, values[chosen] ?? '1'];
if (values.help || others.length > 0 || !numbers.every((text) => /^[1-9]\d{0,8}$/.test(text))) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(values.help ? 0 : 2);
}

const { test, variable } = SOURCES[chosen] ?? { test: 'kill-recalculate' };
const words = ['run', `test/e2e/${test}.test.ts`, '--disable-console-intercept'];
const { status } = spawnSync('npx', ['vitest', ...words, '-t', 'a server that is killed'], {
  cwd: new URL('..', import.meta.url),
  env: {
    ...process.env,
    RINGLEDGER_TEST_KILLS: values.kills,
    RINGLEDGER_TEST_SEED: values.seed,
    RINGLEDGER_TEST_RECORDS: values.records,
    ...(variable === undefined ? {} : { [variable]: values[chosen] }),
  },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
