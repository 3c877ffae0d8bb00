import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LOCAL_KEY } from '../support/app.ts';
import { expectAccessible, openPageHouse, type PageHouse, signIn } from '../support/browser.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const DECK = `prefix,destination,numberType,band,perMinute
44,United Kingdom,National,,0.01
4420,London,National,peak,0.03
4420,London,National,,0.012
4477,Mobile,Mobile,,0.1
`;
const BANDS = 'band,days,from,to\npeak,mon-fri,08:00,18:00\n';
/** As carriers send them: semicolons, decimal commas, and not in UTF-8. */
const LIST = Buffer.from(
  'Vorwahl;Ziel;Preis/min\n43;Österreich;0,021\n436;Österreich Mobil;0,110\n',
  'latin1',
);

let house: PageHouse;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringledger-rate-pages-'));
  await Promise.all([
    writeFile(join(folder, 'uk.csv'), DECK),
    writeFile(join(folder, 'bands.csv'), BANDS),
    writeFile(join(folder, 'carrier.csv'), LIST),
  ]);
  house = await openPageHouse(async () => {});
});
afterAll(async () => {
  await house?.end();
  await rm(folder, { recursive: true, force: true });
});

const exported = async (deck: string) =>
  (
    await house.server.app.server.inject({
      url: `/api/v1/rates/export?deck=${deck}`,
      headers: { authorization: `Bearer ${LOCAL_KEY}` },
    })
  ).payload;

describe('the pages of price lists', () => {
  it('import one with its time bands, and change what one prefix costs after showing what that changes', async () => {
    const { page, complaints, close } = await house.open('/setup/rates');
    await signIn(page);
    await page.getByRole('button', { name: 'Import a price list' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Price list').fill('uk');
    await dialog.getByLabel('In force from').fill('2026-01-01');
    await dialog.getByLabel('Currency').fill('GBP');
    await dialog.locator('input[type=file]').nth(0).setInputFiles(join(folder, 'uk.csv'));
    await dialog.getByRole('button', { name: 'See what would change' }).click();
    await dialog.getByText('There is no band "peak"').waitFor();
    await dialog.getByText('Time bands, holidays and what else it says').click();
    await dialog.locator('input[type=file]').nth(1).setInputFiles(join(folder, 'bands.csv'));
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'See what would change' }).click();
    await dialog.getByText('A new list of 4 rates').waitFor();
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByText('this is revision 1').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).first().click();

    await page.getByRole('link', { name: 'uk', exact: true }).click();
    await page.getByRole('heading', { name: 'Prices of uk' }).waitFor();
    await page.getByText('United Kingdom').waitFor();
    await page.getByRole('searchbox', { name: 'Prefix or destination' }).fill('lond');
    await page.getByText('United Kingdom').waitFor({ state: 'detached' });
    expect(page.url()).toContain('search=lond');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Change 4420' }).click();
    await expectAccessible(page);
    const prices = dialog.getByLabel('Per minute');
    await prices.nth(0).fill('0,02,0');
    await dialog.getByRole('button', { name: 'See what would change' }).click();
    await dialog.getByText('perMinute "0.02,0"').waitFor();
    await prices.nth(0).fill('0,02');
    await dialog.getByRole('button', { name: 'See what would change' }).click();
    await dialog.getByRole('status').getByText('0.012').waitFor();
    await expectAccessible(page);
    expect(await exported('uk')).toContain('4420,London,National,,0,0,0.012,60,1,0,0');
    await dialog.getByRole('button', { name: 'Keep the change' }).click();
    await page.getByText('this is revision 2').waitFor();
    expect(await exported('uk')).toContain('4420,London,National,,0,0,0.02,60,1,0,0');
    expect(await exported('uk')).toContain('4420,London,National,peak,0,0,0.03,60,1,0,0');
    expect(complaints).toEqual([]);
    await close();
  });

  it('add a prefix and take one away, on a phone in the dark', async () => {
    const look = { viewport: { width: 390, height: 780 }, colorScheme: 'dark' } as const;
    const { page, complaints, close } = await house.open('/setup/rates/prefixes?deck=uk', look);
    await signIn(page);
    await page.getByRole('button', { name: 'Add a prefix' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Prefix').fill('4416');
    await dialog.getByLabel('Destination').fill('Midlands');
    await dialog.getByLabel('Per minute').fill('0.015');
    await dialog.getByRole('button', { name: 'Add a price' }).click();
    await dialog.getByLabel('Time band').nth(1).selectOption('peak');
    await dialog.getByLabel('Per minute').nth(1).fill('0.035');
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await dialog.getByRole('button', { name: 'See what would change' }).click();
    await dialog.getByText('Compared with the version').waitFor();
    await dialog.getByRole('button', { name: 'Keep the change' }).click();
    await page.getByRole('rowheader', { name: '4416' }).waitFor();
    await page.getByRole('button', { name: 'Change 4477' }).click();
    const away = { name: 'Take this prefix away' };
    await page.getByRole('dialog', { name: 'Change 4477' }).getByRole('button', away).click();
    await page.getByRole('dialog', { name: 'Take 4477 away' }).getByRole('button', away).click();
    await page.getByRole('rowheader', { name: '4477' }).waitFor({ state: 'detached' });
    const csv = await exported('uk');
    expect(csv).not.toContain('4477');
    expect(csv).toContain('4416,Midlands,National,peak,0,0,0.035,60,1,0,0');
    expect(complaints).toEqual([]);
    await close();
  });

  it('read a list that a carrier sent, and tell how they read it', async () => {
    const { page, complaints, close } = await house.open('/setup/rates');
    await signIn(page);
    await page.getByRole('button', { name: 'Import from elsewhere' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles(join(folder, 'carrier.csv'));
    await dialog.getByRole('button', { name: 'See what would change' }).click();
    await dialog.getByText('The list does not say in which increments').first().waitFor();
    await dialog.getByLabel('Increments').fill('1/1');
    await dialog.getByRole('button', { name: 'See what would change' }).click();
    await dialog.getByText('The file names no deck').waitFor();
    await dialog.getByLabel('Price list', { exact: true }).fill('carrier');
    await dialog.getByLabel('In force from').fill('2026-01-01');
    await dialog.getByRole('button', { name: 'See what would change' }).click();
    await dialog.getByText(/Column 3 .* read as perMinute/).waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByText('Imported').waitFor();
    expect(await exported('carrier')).toContain('436,Österreich Mobil,International,,0,0,0.11,1,1,0,0');
    expect(complaints).toEqual([]);
    await close();
  });

  it('make a tariff, refuse what cannot be, change it, and tell two states of it apart', async () => {
    const { page, complaints, close } = await house.open('/setup/rates');
    await signIn(page);
    await page.getByRole('button', { name: 'Add a tariff' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Standard');
    await dialog.getByLabel('Currency').fill('GBP');
    await dialog.getByLabel('Price lists, the first that knows').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: 'uk', exact: true }).click();
    await page.keyboard.press('Tab');
    await dialog.getByLabel('Tax on statements (%)').fill('20');
    await dialog.getByRole('button', { name: 'Add to: Mark-ups and discounts' }).click();
    await dialog.getByLabel('Percent, − for less').fill('much');
    await dialog.getByRole('button', { name: 'Add to: Included minutes and calls' }).click();
    const minutes = dialog.getByRole('group', { name: 'Included minutes and calls' });
    await minutes.getByLabel('Name').fill('Free minutes');
    await minutes.getByRole('textbox', { name: 'Minutes' }).fill('100');
    await dialog.getByRole('button', { name: 'Add to: Who pays by it' }).click();
    await dialog.getByRole('combobox', { name: 'Company' }).fill('default');
    await dialog.getByRole('button', { name: 'See what would change' }).click();
    await dialog.getByText('"much"').waitFor();
    await expectAccessible(page);
    await dialog.getByLabel('Percent, − for less').fill('-2,5');
    await dialog.getByRole('button', { name: 'See what would change' }).click();
    await dialog.getByText('company default pays by "Standard"').waitFor();
    await dialog.getByRole('button', { name: 'Keep the change' }).click();
    await page.getByText(/Kept: this is revision \d+/).waitFor();

    await page.getByRole('button', { name: 'Change the tariff Standard' }).click();
    await dialog.getByLabel('Tax on statements (%)').fill('21');
    await dialog.getByRole('button', { name: 'See what would change' }).click();
    await dialog.getByText('Changed: Standard').waitFor();
    await dialog.getByRole('button', { name: 'Keep the change' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Compare two states' }).click();
    const difference = dialog.getByRole('row', { name: /^Standard taxPercent/ });
    await difference.waitFor();
    expect(await difference.getByRole('cell').allTextContents()).toEqual(['taxPercent', '20', '21']);
    await expectAccessible(page);
    expect(await readTariffs()).toMatchObject({
      tariffs: [
        {
          ...{ name: 'Standard', decks: ['uk'], taxPercent: '21', adjustments: [{ percent: '-2.5' }] },
          allowances: [{ name: 'Free minutes', minutes: 100, per: 'month' }],
        },
      ],
      companies: [{ company: 'default', tariff: 'Standard' }],
    });
    expect(complaints).toEqual([]);
    await close();
  });

  it('go on with a tariff that somebody else has changed meanwhile, with what was typed or with theirs', async () => {
    const { page, close } = await house.open('/setup/rates');
    await signIn(page);
    const dialog = page.getByRole('dialog');
    const tax = dialog.getByLabel('Tax on statements (%)');
    const look = dialog.getByRole('button', { name: 'See what would change' });
    const fetchNewest = async () => {
      await look.click();
      await dialog.getByText('Somebody has changed the tariffs since revision').waitFor();
      const newest = dialog.getByRole('button', { name: 'Fetch the newest' });
      await expectAccessible(page);
      await newest.press('Enter');
      await dialog.getByText('This form stands on revision').waitFor();
    };
    await page.getByRole('button', { name: 'Change the tariff Standard' }).click();
    await tax.fill('22');
    await changeTax('23', [{ name: 'Night', currency: 'GBP', decks: ['uk'] }]);
    await fetchNewest();
    await dialog.getByText('They changed this too.').waitFor();
    expect(await tax.inputValue()).toBe('22');
    await expectAccessible(page);
    await look.click();
    await dialog.getByText('Changed: Standard').waitFor();
    expect(await dialog.getByText('Night').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Keep the change' }).click();
    await dialog.waitFor({ state: 'detached' });
    const { tariffs } = await readTariffs();
    expect(tariffs.map(({ name, taxPercent }) => [name, taxPercent])).toEqual([
      ['Night', undefined],
      ['Standard', '22'],
    ]);

    await page.getByRole('button', { name: 'Change the tariff Standard' }).click();
    await tax.fill('24');
    await changeTax('25');
    await fetchNewest();
    await dialog.getByRole('button', { name: 'Take theirs instead' }).click();
    expect(await tax.inputValue()).toBe('25');
    await look.click();
    await dialog.getByText('It would change nothing.').waitFor();
    await close();
  });
});

interface Tariffs {
  readonly tariffs: readonly { readonly name: string; readonly taxPercent?: string }[];
}

async function readTariffs(): Promise<Tariffs> {
  const { payload } = await house.server.app.server.inject({
    url: '/api/v1/tariffs',
    headers: { authorization: `Bearer ${LOCAL_KEY}` },
  });
  return JSON.parse(payload) as Tariffs;
}

/** What somebody else does: another tax on the tariff Standard, and further tariffs. */
async function changeTax(taxPercent: string, more: readonly object[] = []): Promise<void> {
  const file = await readTariffs();
  const tariffs = file.tariffs.map((one) => (one.name === 'Standard' ? { ...one, taxPercent } : one));
  const { statusCode, payload } = await house.server.app.server.inject({
    ...{ method: 'POST', url: '/api/v1/tariffs', payload: { ...file, tariffs: [...tariffs, ...more] } },
    headers: { authorization: `Bearer ${LOCAL_KEY}` },
  });
  expect(statusCode, payload).toBe(200);
}
