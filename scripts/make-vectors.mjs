// Writes vectors/*.json anew from test/golden/rating. The test that compares them writes them, when it is told to.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('npx', ['vitest', 'run', 'test/golden/vectors.test.ts'], {
  cwd: new URL('..', import.meta.url),
  env: { ...process.env, RINGLEDGER_WRITE_VECTORS: '1' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
