import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LOCAL_KEY } from '../support/app.ts';
import { expectAccessible, openPageHouse, type PageHouse, signIn } from '../support/browser.ts';
import { loadSamplePbx } from '../support/sample-pbx.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let house: PageHouse;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringledger-pages-'));
  house = await openPageHouse(loadSamplePbx);
});
afterAll(async () => {
  await house?.end();
  await rm(folder, { recursive: true, force: true });
});

/** A word that a page shows when all that it asked for has come. */
const PAGES = [
  ['sources', 'No source yet'],
  ['directory', 'Ann Reader'],
  ['rates', '2026'],
  ['runs', /No run yet|Run \d/],
  ['periods', 'No month is closed yet'],
  ['work', /record|Nothing here/],
  ['users', 'Everything (system-admin)'],
  ['audit', 'Rates imported'],
] as const;

/** What all calls cost, as the overview says. */
const costOf = async (page: Page) =>
  /£[\d.,]+/.exec((await page.getByRole('link', { name: /^Cost £/ }).textContent()) ?? '')?.[0];

describe('the pages for setting up', () => {
  it.each([
    ['wide and light', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
    ['on a phone and dark', { viewport: { width: 390, height: 800 }, colorScheme: 'dark' }],
  ] as const)('can be used by everybody, %s', async (_name, look) => {
    const { page, complaints, close } = await house.open('/setup/sources', look);
    await signIn(page);
    for (const [path, shown] of PAGES) {
      await page.goto(`${house.url}/setup/${path}`);
      await page.getByRole('main').getByText(shown).first().waitFor();
      await expectAccessible(page);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect({ path, overflow }).toEqual({ path, overflow: 0 });
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it('add a source that was tried, tell what is wrong with one that fails, and pause it', async () => {
    const { page, complaints, close } = await house.open('/setup/sources');
    await signIn(page);
    // Where there is none yet, the page offers it twice.
    await page.getByRole('button', { name: 'Add a source' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'folder' }).click();
    await dialog.getByLabel('Name').fill('office');
    await dialog.getByLabel(/^The path/).fill(join(folder, 'nowhere'));
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Try and add' }).click();
    await dialog.getByText('nowhere').first().waitFor();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('office');
    await dialog.getByLabel(/^The path/).fill(folder);
    await dialog.getByRole('button', { name: 'Try and add' }).click();
    await dialog.waitFor({ state: 'detached' });
    const card = page.getByRole('region', { name: 'office' });
    await card.getByRole('button', { name: 'Pause' }).click();
    await card.getByText('paused').waitFor();
    await expectAccessible(page);
    await card.getByRole('button', { name: 'Change' }).click();
    await dialog.getByText('Nothing is changed yet').waitFor();
    await expectAccessible(page);
    await dialog.getByLabel(/^The path/).fill(join(folder, 'nowhere'));
    await dialog.getByRole('button', { name: 'Try and change' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel(/^The path/).fill(folder);
    await dialog.getByText('Settings that are rarely needed').click();
    await dialog.getByLabel(/^The zone/).fill('Europe/London');
    await dialog.getByRole('button', { name: 'Try and change' }).click();
    await dialog.waitFor({ state: 'detached' });
    const kept = await house.server.app.server.inject({
      ...{ method: 'GET', url: '/api/v1/sources/office' },
      headers: { authorization: `Bearer ${LOCAL_KEY}` },
    });
    expect(kept.json()).toMatchObject({ settings: { path: folder, zone: 'Europe/London' } });
    expect(complaints).toEqual([]);
    await close();
  });

  it('change the zone of the PBX, and tell its calls by it', async () => {
    const { page, complaints, close } = await house.open('/setup/directory');
    await signIn(page);
    const dialog = page.getByRole('dialog');
    const field = dialog.getByRole('combobox', { name: 'Time zone of the PBX' });
    const choose = async (before: string, after: string) => {
      await page.getByRole('button', { name: `Zone: ${before}` }).click();
      await field.fill(after);
      await page.keyboard.press('Escape');
      await dialog.getByRole('button', { name: 'Save' }).click();
    };
    await choose('Europe/London', 'Europe/Berln');
    await dialog.getByText('did you mean "Europe/Berlin"?').waitFor();
    await expectAccessible(page);
    await field.fill('Europe/Berlin');
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Zone: Europe/Berlin' }).waitFor();
    const earliest = async () => {
      const { payload } = await house.server.app.server.inject({
        url: '/api/v1/calls?from=2026-11-24&to=2026-11-25&sort=startedAt&order=asc&limit=1',
        headers: { authorization: `Bearer ${LOCAL_KEY}` },
      });
      return (JSON.parse(payload) as { calls: readonly [{ startedAt: string }] }).calls[0].startedAt;
    };
    const inBerlin = await earliest();
    expect(inBerlin).toMatch(/\+01:00$/);
    await choose('Europe/Berlin', 'Europe/London');
    await page.getByRole('button', { name: 'Zone: Europe/London' }).waitFor();
    const inLondon = await earliest();
    expect([inLondon.slice(19), Date.parse(inLondon)]).toEqual(['+00:00', Date.parse(inBerlin)]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('price a month again, show what changes, and publish it for everybody', async () => {
    const deck = 'prefix,destination,perMinute\n44,United Kingdom,9\n1,North America,9\n';
    const { status } = await house.server.api('rates?deck=uk&from=2026-11-02&currency=GBP', deck);
    expect(status).toBe(200);
    const compared = await house.open('/setup/rates');
    await signIn(compared.page);
    await compared.page.getByRole('button', { name: 'Compare two versions' }).click();
    await compared.page.getByRole('dialog').getByText('Compared with the version from').waitFor();
    await compared.page.getByRole('dialog').getByText('perMinute').first().waitFor();
    await expectAccessible(compared.page);
    await compared.close();
    const november = `${house.url}/?from=2026-11-01&to=2026-11-30`;
    const { page, complaints, close } = await house.open('/setup/runs');
    await signIn(page);
    await page.goto(november);
    const before = await costOf(page);
    await page.goto(`${house.url}/setup/runs`);
    await page.getByRole('button', { name: 'Price calls again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Month').fill('2026-11');
    await dialog.getByLabel('Reason').fill('rates of November');
    await dialog.getByRole('button', { name: 'Price calls again' }).click();
    await dialog.waitFor({ state: 'detached' });
    const run = page.getByRole('region', { name: /Run \d/ }).first();
    await run.getByText('waits for a yes').waitFor();
    await run.getByText('Cost after').first().waitFor();
    await expectAccessible(page);
    await page.goto(november);
    expect(await costOf(page)).toBe(before);
    await page.goto(`${house.url}/setup/runs`);
    await run.getByRole('button', { name: 'Publish' }).click();
    await run.getByText('published').waitFor();
    await page.goto(november);
    expect(await costOf(page)).not.toBe(before);
    await page.goto(`${house.url}/setup/audit`);
    await page.getByRole('main').getByText('Run published').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('add a user who sees one company, and a key that is shown once', async () => {
    const { page, close } = await house.open('/setup/users');
    await signIn(page);
    await page.getByRole('button', { name: 'Add a user' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('User name').fill('reader');
    await dialog.locator('input[type=password]').first().fill('password of reader');
    await dialog.getByLabel('Reports of certain companies').check();
    await dialog.getByLabel('Of these companies').click();
    await page.getByRole('option').first().click();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Add a user' }).click();
    await dialog.waitFor({ state: 'detached' });
    const row = page.getByRole('row', { name: /reader/ });
    await row.getByRole('button', { name: 'Keys' }).click();
    await page.getByRole('dialog').getByLabel('What it is for').fill('script');
    await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click();
    await page.getByRole('dialog').getByText(/^rl_/).first().waitFor();
    await expectAccessible(page);
    await close();

    const own = await house.open('/setup/users');
    await signIn(own.page, 'reader', 'password of reader');
    await own.page.getByText('These pages are for administrators').waitFor();
    await expectAccessible(own.page);
    await own.close();
  });
});
