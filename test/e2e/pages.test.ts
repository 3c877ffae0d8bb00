import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LOCAL_KEY } from '../support/app.ts';
import { expectAccessible, openPageHouse, type PageHouse, signIn } from '../support/browser.ts';
import { loadSamplePbx } from '../support/sample-pbx.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let house: PageHouse;
beforeAll(async () => {
  house = await openPageHouse(loadSamplePbx);
});
afterAll(() => house?.end());

const NOVEMBER = 'from=2026-11-01&to=2026-11-30';

describe('the pages', () => {
  it('ask who one is, keep the address that was wanted, and say when a password is wrong', async () => {
    const { page, complaints, close } = await house.open(`/?${NOVEMBER}`);
    await page.getByLabel('User name').fill('admin');
    await page.locator('input[type=password]').fill('a guess');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('is wrong').waitFor();
    expect(await page.getByLabel('User name').inputValue()).toBe('admin');
    await expectAccessible(page);
    await signIn(page);
    await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
    expect(new URL(page.url()).search).toContain('from=2026-11-01');
    expect(complaints).toEqual([]);
    await close();
  });

  it('show the figures that the published report gives', async () => {
    const { json } = await house.server.rest('/rest/call/outsummary', {
      type: 'cdr',
      scope: { month: 11, year: 2026 },
    });
    const companies = Object.values(json['values'] as Record<string, { cost: number }>);
    const cost = companies.reduce((sum, company) => sum + Math.round(company.cost * 1e6), 0) / 1e6;
    const { page, close } = await house.open(`/?${NOVEMBER}`);
    await signIn(page);
    await page.getByRole('link', { name: /^Cost £/ }).waitFor();
    expect(await page.getByRole('link', { name: /^Cost £/ }).textContent()).toContain(`£${cost.toFixed(2)}`);
    await close();
  });

  it('draw how many calls trunks carried at once, of a long period for its last months', async () => {
    const { app } = house.server;
    const headers = { authorization: `Bearer ${LOCAL_KEY}` };
    const url = '/api/v1/trunks/load?from=2026-11-24&to=2026-11-25';
    const { trunks } = (await app.server.inject({ url, headers })).json<{
      trunks: { trunk: string; peak: number }[];
    }>();
    const peak = trunks.find(({ trunk }) => trunk === 'trunk-a')?.peak;
    expect(peak).toBeGreaterThan(1);
    const { page, complaints, close } = await house.open('/?from=2026-11-24&to=2026-11-24');
    await signIn(page);
    const chart = page.getByRole('img', { name: new RegExp(`^Calls at the same time.*trunk-a: ${peak}`) });
    await chart.waitFor();
    await page.getByRole('row', { name: new RegExp(`^trunk-a \\d+ ${peak} `) }).waitFor();
    await page.goto(`${house.url}/?from=2026-01-01&to=2026-12-31`);
    await page.getByText('at most 92 days: here for Thu, 1 Oct 2026 to Thu, 31 Dec 2026').waitFor();
    await chart.waitFor();
    // Somewhere within what is drawn: a day, whose calls on these trunks are shown.
    await chart.click();
    await page.getByRole('button', { name: 'Take the filter Trunk off' }).waitFor();
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('from')).toBe(searchParams.get('to'));
    expect(complaints).toEqual([]);
    await close();
  });

  it('tell a period without calls from one that is on its way', async () => {
    const { page, close } = await house.open('/?from=2020-01-01&to=2020-01-31');
    await signIn(page);
    await page.getByRole('heading', { name: 'No calls here' }).waitFor();
    await expectAccessible(page);
    await close();
  });

  it('know no such page', async () => {
    const { page, close } = await house.open('/calls/of/nobody');
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await close();
  });

  it.each([
    ['wide and light', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
    ['on a phone and dark', { viewport: { width: 390, height: 800 }, colorScheme: 'dark' }],
  ] as const)('of the overview can be used by everybody, %s', async (_name, look) => {
    const { page, complaints, close } = await house.open(`/?${NOVEMBER}`, look);
    await signIn(page);
    await page.getByRole('img', { name: 'Calls by day' }).waitFor();
    await page
      .getByRole('link', { name: /Premium/ })
      .first()
      .waitFor();
    await expectAccessible(page);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('speak another language and remember it', async () => {
    const { page, close } = await house.open(`/?${NOVEMBER}`);
    await signIn(page);
    await page.getByRole('button', { name: /Your settings/ }).click();
    await page.getByLabel('Language').first().click();
    await page.getByRole('option', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Übersicht', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Übersicht', exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await close();
  });

  it('leave nothing behind when one signs out', async () => {
    const { page, close } = await house.open(`/?${NOVEMBER}`);
    await signIn(page);
    await page.getByRole('button', { name: /Your settings/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('User name').waitFor();
    await page.goto(`${house.url}/?${NOVEMBER}`);
    await page.getByLabel('User name').waitFor();
    await close();
  });
});
