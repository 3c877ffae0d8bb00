import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ADMIN_PASSWORD, LOCAL_KEY, type TestApp } from '../support/app.ts';
import { expectAccessible, openPageHouse, type PageHouse, signIn } from '../support/browser.ts';
import { loadSamplePbx } from '../support/sample-pbx.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const DAYS = 'from=2026-11-01&to=2026-11-30';
const PASSWORD = 'a long password of gwen';

let house: PageHouse;
beforeAll(async () => {
  house = await openPageHouse(async (server) => {
    await loadSamplePbx(server);
    await priceAgain(server);
    const body = JSON.stringify({
      ...{ name: 'gwen', password: PASSWORD, permissions: ['billing-call-reporting:test'] },
    });
    expect((await server.api('users', body, 'application/json')).status).toBe(201);
  });
});
afterAll(() => house?.end());

/** France has no rate any more, and a carrier says what it takes: the month is priced again by that. */
async function priceAgain(server: TestApp): Promise<void> {
  const deck = await readFile(new URL('../../samples/uk-deck.csv', import.meta.url), 'utf8');
  const rates = deck.split('\n').filter((line) => !line.startsWith('33,'));
  const carrier = [
    'prefix,destination,numberType,connectCharge,perMinute,firstIncrement,nextIncrement,minimumCharge',
    '44,UK,National,0,0.004,1,1,0',
  ];
  const tariffs = {
    tariffs: [{ name: 'standard', currency: 'GBP', decks: ['uk'], taxPercent: '20' }],
    companies: ['default', 'test'].map((company) => ({ company, tariff: 'standard' })),
    trunks: [{ trunk: 'trunk-a', deck: 'carrier' }],
  };
  for (const [path, body, type] of [
    ['rates?deck=uk&from=2026-11-01&currency=GBP', rates.join('\n'), 'text/csv'],
    ['rates?deck=carrier&from=2026-01-01&currency=GBP', carrier.join('\n'), 'text/csv'],
    ['tariffs', JSON.stringify(tariffs), 'application/json'],
    ['runs', JSON.stringify({ period: '2026-11', reason: 'other rates' }), 'application/json'],
  ] as const) {
    const { status, json } = await server.api(path, body, type);
    expect([path, status, (json as { problem?: unknown }).problem]).toEqual([path, 200, undefined]);
  }
}

/** What the server says over HTTP. */
async function ask<Answer>(path: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${LOCAL_KEY}` };
  const answer = await house.server.app.server.inject({ url: `/api/v1/${path}`, headers });
  return answer.json<Answer>();
}

/** Money as the pages write it: text of a decimal is rounded as it stands, which a float is not. */
const pounds = (amount: string) =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' }).format(amount as `${number}`);

describe('costs over months', () => {
  it('are those of the published report, and lead to their calls', async () => {
    const { json } = await house.server.rest('/rest/call/outsummary', {
      ...{ type: 'cdr', scope: { month: 11, year: 2026 } },
    });
    const costs = json['values'] as Record<string, { cost: number }>;
    const { page, complaints, close } = await house.open(`/costs?${DAYS}`);
    await signIn(page);
    for (const [company, name] of [
      ['default', 'Default Company'],
      ['test', 'Test Company'],
    ]) {
      const row = page.getByRole('row', { name: new RegExp(`^${name} `) });
      await row
        .getByText(pounds(String(costs[company ?? '']?.cost)))
        .first()
        .waitFor();
    }
    await page.getByRole('img', { name: /^Costs over months.*Nov 2026: £/ }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: '2 calls of unknown cost of Default Company' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('2 legs of calls').waitFor();
    expect(new URL(page.url()).searchParams.get('company')).toBe('default');
    expect(complaints).toEqual([]);
    await close();
  });

  it('are put together by people, destinations and number types, as the address says', async () => {
    const { page, close } = await house.open(`/costs?${DAYS}&by=name&months=3`);
    await signIn(page);
    await page.getByRole('row', { name: /^Gwen Lloyd Test Company/ }).waitFor();
    expect(await page.getByRole('columnheader').allTextContents()).toEqual([
      ...['Name', 'Total', 'Nov 2026', 'Oct 2026', 'Sept 2026', 'Unknown costs'],
    ]);
    await page.getByText('Destinations', { exact: true }).click();
    await page.waitForURL(/by=destination/);
    const mobile = page.getByRole('row', { name: /^United Kingdom mobile/ });
    await mobile.getByRole('link').first().click();
    await page.getByRole('button', { name: /Take the filter Destination off/ }).waitFor();
    await page
      .getByRole('status')
      .getByText(/^\d+ legs of calls/)
      .waitFor();
    await close();
  });

  it('are used on a phone, in the dark, in German', async () => {
    const look = { viewport: { width: 390, height: 800 }, colorScheme: 'dark', locale: 'de-DE' } as const;
    const { page, complaints, close } = await house.open(`/costs?${DAYS}&by=destination`, look);
    await page.locator('input[autocomplete=username]').fill('admin');
    await page.locator('input[type=password]').fill(ADMIN_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /^United Kingdom mobile/ }).waitFor();
    await page.getByRole('img', { name: /^Kosten über Monate/ }).waitFor();
    await expectAccessible(page);
    for (const [link, heading] of [
      ['Unbekannte Kosten', 'Unbekannte Kosten'],
      ['Abrechnungen', 'Abrechnungen'],
    ] as const) {
      await page.getByRole('link', { name: link }).click();
      await page.getByRole('heading', { name: heading, exact: true }).waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('unknown costs', () => {
  it('are told by the beginnings of numbers, with the way to the rates', async () => {
    const { page, close } = await house.open(`/costs/unknown?${DAYS}`, { colorScheme: 'dark' });
    await signIn(page);
    await page.getByText('2 calls have no price.').waitFor();
    const row = page.getByRole('row', { name: /^3319… Out Unknown Default Company 2/ });
    await row.waitFor();
    await expectAccessible(page);
    expect(await page.getByRole('link', { name: 'To the rates' }).getAttribute('href')).toContain(
      '/setup/rates',
    );
    await row.getByRole('button', { name: 'Put a rate to 3319' }).click();
    await page.getByRole('menuitem', { name: 'uk' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a prefix' });
    expect(await dialog.getByLabel('Prefix').inputValue()).toBe('3319');
    await page.goto(`${house.url}/costs/unknown?${DAYS}`);
    await row.getByRole('link').click();
    await page.getByRole('status').getByText('2 legs of calls').waitFor();
    await page.getByRole('button', { name: /Take the filter Number begins off/ }).waitFor();
    await page.goto(`${house.url}/costs/unknown?from=2026-10-01&to=2026-10-31`);
    await page.getByRole('heading', { name: 'Every call has a price' }).waitFor();
    await close();
  });
});

describe('what carriers take', () => {
  it('is shown to administrators by trunk', async () => {
    interface Figures {
      rows: { key: { trunk: string }; value: { margin: string; carrierCost: string } }[];
    }
    const { rows } = await ask<Figures>(
      'figures?from=2026-11-01&to=2026-12-01&direction=out&dimensions=trunk&measures=margin&measures=carrierCost',
    );
    const trunk = rows.find(({ key }) => key.trunk === 'trunk-a');
    expect(Number(trunk?.value.carrierCost)).toBeGreaterThan(0);
    const { page, complaints, close } = await house.open(`/costs/margin?${DAYS}`);
    await signIn(page);
    const row = page.getByRole('row', { name: /^trunk-a/ });
    await row
      .getByText(pounds(trunk?.value.margin ?? ''))
      .first()
      .waitFor();
    await page.getByRole('img', { name: /^Costs over months.*Carrier cost £/ }).waitFor();
    await expectAccessible(page);
    await row.getByRole('link').click();
    await page.getByRole('button', { name: /Take the filter Trunk off/ }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('leaves no trace for others, who see the costs of their own company', async () => {
    const { page, close } = await house.open(`/costs?${DAYS}`);
    await signIn(page, 'gwen', PASSWORD);
    await page.getByRole('row', { name: /^Test Company £/ }).waitFor();
    await page.getByRole('navigation', { name: 'Costs' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Costs' }).textContent()).toBe(
      'Costs over monthsUnknown costs',
    );
    for (const path of ['margin', 'statements', 'changes']) {
      await page.goto(`${house.url}/costs/${path}?${DAYS}`);
      await page.getByRole('heading', { name: 'You may not see this' }).waitFor();
      expect(await page.locator('main').textContent()).not.toMatch(/carrier|margin|Default/i);
    }
    await page.goto(`${house.url}/costs/unknown?${DAYS}`);
    await page.getByRole('heading', { name: 'Every call has a price' }).waitFor();
    await close();
  });
});

describe('statements', () => {
  it('are chosen by company and month, say how sure they are, and are kept as files', async () => {
    const { total } = await ask<{ total: string }>('statements/default?period=2026-11');
    const { page, complaints, close } = await house.open('/costs/statements');
    await signIn(page);
    await page.getByRole('heading', { name: 'Choose a company and a month' }).waitFor();
    await page.getByRole('combobox', { name: 'Company' }).click();
    await page.getByRole('option', { name: 'Default Company' }).click();
    await page.getByLabel('Month').fill('2026-11');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const statement = page.getByRole('region', { name: 'Statement of Default Company, 2026-11' });
    await statement.getByText(/Run 1, published .*, priced its calls last/).waitFor();
    await statement.getByText('2 calls have no price, and are in no sum.').waitFor();
    await statement.getByRole('row', { name: new RegExp(`^Total £${total}`) }).waitFor();
    await expectAccessible(page);
    const asked = page.waitForEvent('download');
    await statement.getByRole('button', { name: 'CSV' }).click();
    const file = await asked;
    expect(file.suggestedFilename()).toBe('statement-default-2026-11.csv');
    expect(await readFile(await file.path(), 'utf8')).toContain(`,${total}`);
    await page.goto(`${house.url}/costs/statements?of=test&billed=2026-02`);
    await page.getByRole('heading', { name: 'Nothing to bill' }).waitFor();
    await page.getByText(/No rating run has been published for this month/).waitFor();
    await page.getByRole('button', { name: 'Show the statement of November 2026' }).click();
    await page.getByRole('region', { name: 'Statement of Test Company, 2026-11' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('the latest run', () => {
  it('is told with what it changed, and the way to the runs', async () => {
    const { page, close } = await house.open('/costs/changes');
    await signIn(page);
    const run = page.getByRole('region', { name: 'Run 1' });
    await run.getByText('other rates').waitFor();
    await run.getByText('Cost became unknown').waitFor();
    await run.getByRole('row', { name: /^Default Company/ }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'To the rating runs' }).click();
    await page.getByRole('heading', { name: 'Rating runs', exact: true }).waitFor();
    await close();
  });
});
