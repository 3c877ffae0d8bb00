import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectAccessible, openPageHouse, type PageHouse, signIn } from '../support/browser.ts';
import { loadSamplePbx } from '../support/sample-pbx.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const DAYS = 'from=2026-11-01&to=2026-11-30';
const ANN = 'a long password of ann';

let house: PageHouse;
beforeAll(async () => {
  house = await openPageHouse(async (server) => {
    await loadSamplePbx(server);
    for (const [name, ...permissions] of [
      ['ann', 'billing-call-reporting:test'],
      ['masked', 'billing-call-reporting:default', 'masked-numbers'],
    ]) {
      const body = JSON.stringify({ name, password: ANN, permissions });
      expect((await server.api('users', body, 'application/json')).status).toBe(201);
    }
  });
});
afterAll(() => house?.end());

describe('the table of calls', () => {
  it('leads from a missed call to how it went, and back', async () => {
    const { page, complaints, close } = await house.open(`/calls?${DAYS}&outcome=missed`);
    await signIn(page);
    const row = page.getByRole('row').nth(1);
    await row.getByText('Not answered').waitFor();
    await expectAccessible(page);
    await row.click();
    const drawer = page.getByRole('dialog');
    await drawer
      .getByText(/rang for \d+ s|waited \d+ s|entered queue/)
      .first()
      .waitFor();
    expect(new URL(page.url()).searchParams.get('call')).toMatch(/^\d+$/);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  it('explains the dearest call, found by sorting, with keys alone', async () => {
    const { page, close } = await house.open(`/calls?${DAYS}`);
    await signIn(page);
    await page.getByRole('row').nth(1).getByText(/\d/).first().waitFor();
    await page.getByRole('button', { name: 'Cost' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('row').nth(1).getByText('£').waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByText(/^Dialled /).waitFor();
    await drawer.getByText(/deck/i).first().waitFor();
    await close();
  });

  it('finds a number as people write it, and takes the search off again', async () => {
    const { page, close } = await house.open(`/calls?${DAYS}`);
    await signIn(page);
    const count = page.getByRole('status').filter({ hasText: 'legs of calls' });
    await count.waitFor();
    const all = await count.textContent();
    await page.getByRole('searchbox').fill('0207 946 0514');
    await page.waitForURL(/q=/);
    await count.filter({ hasNotText: all ?? '' }).waitFor();
    await page.getByRole('row').nth(1).getByText('02079460514').first().waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await count.getByText(all ?? '', { exact: true }).waitFor();
    await close();
  });

  it('is drawn as wide as somebody likes, by hand and by keys, and is so again later', async () => {
    const { page, close } = await house.open(`/calls?${DAYS}`);
    await signIn(page);
    const width = async (name: string) =>
      Math.round((await page.getByRole('columnheader', { name, exact: true }).boundingBox())?.width ?? 0);
    const edge = (name: string) => page.getByRole('separator', { name: `Width of ${name}`, exact: true });
    await edge('Name').waitFor();
    const [name, outcome] = [await width('Name'), await width('Outcome')];
    const box = await edge('Name').boundingBox();
    const at = { x: (box?.x ?? 0) + 4, y: (box?.y ?? 0) + 10 };
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x + 80, at.y, { steps: 4 });
    await page.mouse.up();
    expect(await width('Name')).toBe(name + 80);
    // The others stay as they were seen.
    expect(await width('Outcome')).toBe(outcome);
    await edge('Outcome').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    expect(await width('Outcome')).toBe(outcome + 16);
    expect(await edge('Outcome').getAttribute('aria-valuenow')).toBe(String(outcome + 16));
    for (let presses = 0; presses < 30; presses++) await page.keyboard.press('ArrowLeft');
    expect(await width('Outcome')).toBe(48);
    await page.reload();
    await edge('Name').waitFor();
    expect([await width('Name'), await width('Outcome')]).toEqual([name + 80, 48]);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitem', { name: 'Usual widths' }).click();
    expect([await width('Name'), await width('Outcome')]).toEqual([name, outcome]);
    await close();
  });

  it('shows one company to whoever may see one, and nothing of others at their addresses', async () => {
    const { page, close } = await house.open(`/calls?${DAYS}`);
    await signIn(page, 'ann', ANN);
    // A row stands there before its call has come.
    await page.getByRole('row').getByText('Hari Rao').first().waitFor();
    expect(await page.getByLabel('Company').count()).toBe(0);
    expect(await page.locator('body').textContent()).not.toContain('Ann Reader');
    await page.goto(`${house.url}/calls?${DAYS}&company=default`);
    await page.getByRole('alert').getByText('You may not see this').waitFor();
    expect(await page.locator('body').textContent()).not.toContain('Ann Reader');
    const refused = await page.evaluate(() => fetch('/api/v1/users').then(({ status }) => status));
    expect(refused).toBe(403);
    await close();
  });

  it('shows no outside number whole to whoever may not see one', async () => {
    const { page, close } = await house.open(`/calls?${DAYS}&direction=in`);
    await signIn(page, 'masked', ANN);
    await page
      .getByRole('row')
      .nth(1)
      .getByText(/^0\d+xxxx$/)
      .waitFor();
    expect(await page.locator('body').textContent()).not.toMatch(/0[127]\d{8}/);
    await page.getByRole('row').nth(1).click();
    await page
      .getByRole('dialog')
      .getByText(/rang for|waited|answered/)
      .first()
      .waitFor();
    expect(await page.getByRole('dialog').textContent()).not.toMatch(/0[127]\d{8}/);
    await close();
  });

  it('is used on a phone', async () => {
    const look = { viewport: { width: 390, height: 780 }, colorScheme: 'dark', hasTouch: true } as const;
    const { page, complaints, close } = await house.open(`/calls?${DAYS}`, look);
    await signIn(page);
    await page.getByRole('row').nth(1).getByText(/\d/).first().waitFor();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
