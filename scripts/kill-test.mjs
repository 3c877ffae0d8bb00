// npm run kill-test -- [--kills 200] [--seed S] [--records 20000]: kills a real server again and again amid recalculations.
// npm run kill-test -- --folders 300 [--seed S]: the same while it follows folders.
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
and no other, and nothing may be a reject.`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    records: { type: 'string', default: '20000' },
    folders: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (
  values.help ||
  ![values.kills, values.seed, values.records, values.folders ?? '1'].every((text) =>
    /^[1-9]\d{0,8}$/.test(text),
  )
) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(values.help ? 0 : 2);
}

const file = values.folders === undefined ? 'kill-recalculate' : 'kill-folders';
const words = ['run', `test/e2e/${file}.test.ts`, '--disable-console-intercept'];
const { status } = spawnSync('npx', ['vitest', ...words, '-t', 'a server that is killed'], {
  cwd: new URL('..', import.meta.url),
  env: {
    ...process.env,
    RINGLEDGER_TEST_KILLS: values.kills,
    RINGLEDGER_TEST_SEED: values.seed,
    RINGLEDGER_TEST_RECORDS: values.records,
    ...(values.folders === undefined ? {} : { RINGLEDGER_TEST_FOLDERS: values.folders }),
  },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
