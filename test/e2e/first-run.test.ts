import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectAccessible, openPageHouse, type PageHouse, signIn } from '../support/browser.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const sample = (name: string) => fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));
const empty = async () => {};

describe('a first run', () => {
  let house: PageHouse;
  beforeAll(async () => {
    house = await openPageHouse(empty);
  });
  afterAll(() => house?.end());

  it('leads in five steps from nothing to the first report, and loses nothing that is refused', async () => {
    const { page, complaints, close } = await house.open('/');
    await signIn(page);
    await page.getByRole('heading', { name: 'Five steps to the first report' }).waitFor();
    await page.getByRole('button', { name: 'Set up my PBX' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Set up my PBX' }).click();

    await page.getByLabel('Name of the company').fill('Acme Office');
    await page.getByLabel('Time zone of the PBX').fill('Europe/Londen');
    await page.getByLabel('Country').fill('gb');
    await page.getByLabel('Digits for an outside line').fill('9');
    await page.getByLabel('Extension').fill('200');
    await page.getByLabel('Whose it is').fill('Ann Reader');
    await page.getByLabel('Name in the channel').fill('phone200');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Keep and go on' }).click();
    await page.getByText('Europe/Londen').waitFor();
    expect(await page.getByLabel('Whose it is').inputValue()).toBe('Ann Reader');
    await page.getByLabel('Time zone of the PBX').fill('Europe/London');
    await page.getByRole('button', { name: 'Keep and go on' }).click();

    await page.getByRole('button', { name: 'Import a price list' }).click();
    const deck = page.getByRole('dialog');
    await deck
      .getByLabel(/^Price list/)
      .first()
      .fill('uk');
    await deck.getByLabel('In force from').fill('2026-01-01');
    await deck.getByLabel('Currency').fill('gbp');
    await deck.locator('input[type=file]').first().setInputFiles(sample('uk-deck.csv'));
    await deck.getByRole('button', { name: 'See what would change' }).click();
    await deck.getByText(/A new list of \d+ rates/).waitFor();
    await expectAccessible(page);
    await deck.getByRole('button', { name: 'Import', exact: true }).click();
    await deck.getByText('this is revision').waitFor();
    await page.keyboard.press('Escape');
    await deck.waitFor({ state: 'detached' });
    await page.getByText('There are rates already.').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();

    const file = page.locator('form').filter({ hasText: 'Kind of file' });
    await file.locator('input[type=file]').setInputFiles(sample('Custom.csv'));
    await expectAccessible(page);
    await file.getByLabel('Zone of its times').fill('UTC');
    await file.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText(/\d+ records came in, 0 were there before, 0 cannot be read/).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'To the overview' }).click();
    await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();

    await page.goto(`${house.url}/reports?report=outcalls&year=2026&month=11&companies=default`);
    await page.getByRole('region', { name: 'The report' }).getByText(/£\d/).first().waitFor();
    await expectAccessible(page);
    await page.goto(house.url);
    await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a first look', () => {
  let house: PageHouse;
  beforeAll(async () => {
    house = await openPageHouse(empty);
  });
  afterAll(() => house?.end());

  it('takes the sample PBX, on a phone and in the dark', async () => {
    const look = { viewport: { width: 390, height: 780 }, colorScheme: 'dark' } as const;
    const { page, complaints, close } = await house.open('/', look);
    await signIn(page);
    await page.getByRole('button', { name: 'Load the sample PBX' }).waitFor();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Load the sample PBX' }).click();
    await page.getByRole('button', { name: 'To the overview' }).click();
    await page.getByRole('link', { name: /^Cost £/ }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
