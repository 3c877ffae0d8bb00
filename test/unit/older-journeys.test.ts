import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scopeOfGrant } from '../../src/core/scope.ts';
import { findUntold, keepJourneys } from '../../src/ingest/journey/keep-journeys.ts';
import { readJourney } from '../../src/ingest/journey/read-journey.ts';
import { readRows } from '../../src/store/calls/call-store.ts';
import { CALL_HOMES } from '../support/call-homes.ts';
import { type LandingHouse, openLandingHouse, SAMPLE_LINES } from '../support/landing-house.ts';

const EVERYBODY = scopeOfGrant({ everyCompany: true, companies: [] });

describe.each(CALL_HOMES)('calls from before journeys were kept, %s', (home) => {
  let house: LandingHouse;

  beforeAll(async () => {
    house = await openLandingHouse(home);
    for (const kind of ['cel', 'queueLog', 'cdr'] as const) await house.land(kind, SAMPLE_LINES[kind]);
  }, 60_000);
  afterAll(() => house?.close());

  const listLegs = () =>
    readRows(
      house.parts.calls,
      `SELECT * FROM (SELECT 'out', toString(version), toString(acctid) FROM outbound_leg
         UNION ALL SELECT 'in', toString(version), toString(acctid) FROM inbound_leg) ORDER BY ALL`,
    );

  it('are told when they are asked for, and then kept, once, beside legs that stay as they are', async () => {
    const { parts } = house;
    const landed = await house.readJourneys();
    const legs = await listLegs();
    const told = await readJourney(parts, 1, EVERYBODY);
    expect([landed.length > 30, told.length > 2]).toEqual([true, true]);

    await parts.calls.command('TRUNCATE TABLE journey');
    expect(await readJourney(parts, 1, EVERYBODY)).toEqual(told);
    const windows = await findUntold(parts);
    expect(windows.length).toBeGreaterThan(0);
    await keepJourneys(parts, windows, () => true);
    expect(await house.readJourneys()).toEqual([]);
    expect(await findUntold(parts)).toEqual(windows);

    await keepJourneys(parts, windows, () => false);
    expect(await house.readJourneys()).toEqual(landed);
    expect(await house.findDifferences()).toEqual([]);
    expect(await listLegs()).toEqual(legs);
    expect(await findUntold(parts)).toEqual([]);
    const rows = async () => (await parts.calls.read('SELECT count() FROM journey', {}, 'TSVRaw')).toString();
    const count = await rows();
    await keepJourneys(parts, windows, () => false);
    expect(await rows()).toBe(count);
  });

  it('are read from what is kept, and not told anew', async () => {
    const { parts } = house;
    const told = await readJourney(parts, 1, EVERYBODY);
    await parts.calls.command('TRUNCATE TABLE cel');
    await parts.calls.command('TRUNCATE TABLE cdr');
    expect(await readJourney(parts, 1, EVERYBODY)).toEqual(told);
  });
});
