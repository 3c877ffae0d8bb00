import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectAccessible, openPageHouse, type PageHouse, signIn } from '../support/browser.ts';
import { loadSamplePbx } from '../support/sample-pbx.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let house: PageHouse;
beforeAll(async () => {
  house = await openPageHouse(loadSamplePbx);
});
afterAll(() => house?.end());

const NOVEMBER = 'year=2026&month=11';
/** Something that stands in each report when it has come. */
const REPORTS = [
  ['outsummary&detail=true', 'Default Company'],
  ['outcalls', 'Ann Reader'],
  ['incalls', 'Ann Reader'],
  ['allcalls', 'Default Company'],
] as const;

describe('the four reports', () => {
  it.each([
    ['wide and light', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
    ['on a phone and dark', { viewport: { width: 390, height: 800 }, colorScheme: 'dark' }],
  ] as const)('can be read by everybody, %s', async (_name, look) => {
    const { page, complaints, close } = await house.open('/reports', look);
    await signIn(page);
    for (const [report, shown] of REPORTS) {
      await page.goto(`${house.url}/reports?report=${report}&${NOVEMBER}`);
      const answer = page.getByRole('region', { name: 'The report' });
      await answer.getByText(shown).first().waitFor();
      await expectAccessible(page);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect({ report, overflow }).toEqual({ report, overflow: 0 });
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it('are asked by keys, kept in the address, and taken as a file that says the same', async () => {
    const { page, close } = await house.open(`/reports?report=outsummary&${NOVEMBER}`);
    await signIn(page);
    await page.getByLabel('By handset').focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Show report' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/detail=true/);
    const answer = page.getByRole('region', { name: 'The report' });
    await answer.getByText(/£\d/).first().waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      answer.getByRole('button', { name: 'CSV' }).click(),
    ]);
    const csv = await readFile(await file.path(), 'utf8');
    const { json } = await house.server.rest('/rest/call/outsummary', {
      type: 'cdr',
      scope: { month: 11, year: 2026 },
    });
    const companies = Object.keys(json['values'] as object);
    expect(companies.length).toBeGreaterThan(1);
    for (const company of companies) expect(csv).toContain(company);
    await close();
  });

  it('recalculate when they are told to, and say so', async () => {
    const { page, complaints, close } = await house.open(`/reports?report=outcalls&${NOVEMBER}`);
    await signIn(page);
    await page.getByRole('button', { name: 'Recalculate costs' }).click();
    await page.getByText('publishes them for everyone').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Recalculate costs' }).last().click();
    await page.getByText('The costs are those of the rates of now.').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
