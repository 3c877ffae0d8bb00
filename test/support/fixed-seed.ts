import fc from 'fast-check';

/**
 * Properties are checked on the same cases every time, so that a failure is about the change at hand. Others are
 * explored with a seed of one's own: RINGLEDGER_TEST_SEED=$RANDOM npx vitest run test/property.
 */
fc.configureGlobal({ seed: Number(process.env['RINGLEDGER_TEST_SEED'] ?? 20_261_124) });
