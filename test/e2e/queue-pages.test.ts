import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ADMIN_PASSWORD, LOCAL_KEY } from '../support/app.ts';
import { expectAccessible, openPageHouse, type PageHouse, signIn } from '../support/browser.ts';
import { loadSamplePbx } from '../support/sample-pbx.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const DAYS = 'from=2026-11-01&to=2026-11-30';
const PASSWORD = 'a long password of everyone';

let house: PageHouse;
beforeAll(async () => {
  house = await openPageHouse(async (server) => {
    await loadSamplePbx(server);
    for (const [name, ...permissions] of [
      ['hari', 'billing-call-reporting:test'],
      ['masked', 'billing-call-reporting:default', 'masked-numbers'],
    ]) {
      const body = JSON.stringify({ name, password: PASSWORD, permissions });
      expect((await server.api('users', body, 'application/json')).status).toBe(201);
    }
  });
});
afterAll(() => house?.end());

interface Missed {
  readonly callers: readonly { readonly caller: string }[];
}

/** What the server says over HTTP. */
async function ask(path: string): Promise<Missed> {
  const headers = { authorization: `Bearer ${LOCAL_KEY}` };
  const answer = await house.server.app.server.inject({ url: `/api/v1/${path}`, headers });
  return answer.json<Missed>();
}

describe('the page of queues', () => {
  it('says what the server says, and leads from a figure to its calls', async () => {
    const { page, complaints, close } = await house.open(`/queues?${DAYS}`);
    await signIn(page);
    const support = page.getByRole('row', { name: /^support 260/ });
    await support.waitFor();
    await page
      .getByRole('img', { name: /^How long callers waited.*≤ 10 s: 7 Answered, 1 Unanswered/ })
      .waitFor();
    await page.getByRole('row', { name: /^Cleo Hart 202/ }).waitFor();
    await page.getByRole('link', { name: 'Tuesday 13:00, 7' }).waitFor();
    await expectAccessible(page);
    // Offered, answered, unanswered, gave up.
    expect(await support.getByRole('link').allTextContents()).toEqual(['support', '4', '3', '1', '1']);
    await support.getByRole('link', { name: '3' }).click();
    await page.getByRole('status').getByText('3 legs of calls').waitFor();
    await page.getByRole('button', { name: /Take the filter Extension off/ }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('sorts its tables by any heading, by keys too, and says by which', async () => {
    const { page, close } = await house.open(`/queues?${DAYS}`);
    await signIn(page);
    const table = page.getByRole('table').filter({ has: page.getByRole('button', { name: 'Gave up' }) });
    const names = () => table.getByRole('rowheader').getByRole('link').allTextContents();
    const sorted = (name: string) => table.getByRole('columnheader', { name }).getAttribute('aria-sort');
    await table.getByRole('row', { name: /^support 260/ }).waitFor();
    expect(await names()).toEqual(['support', 'Everyone', 'sales']);
    expect(await sorted('Offered')).toBe('descending');
    await table.getByRole('button', { name: 'Queue' }).focus();
    await page.keyboard.press('Enter');
    expect(await names()).toEqual(['Everyone', 'sales', 'support']);
    await page.keyboard.press('Enter');
    expect(await names()).toEqual(['support', 'sales', 'Everyone']);
    expect(await sorted('Queue')).toBe('descending');
    expect(await sorted('Offered')).toBe(null);
    await table.getByRole('button', { name: 'Wait, 95 %' }).click();
    expect(await names()).toEqual(['sales', 'Everyone', 'support']);
    await close();
  });

  it('keeps the target, the kind and the queue in its address', async () => {
    const { page, close } = await house.open(`/queues?${DAYS}&target=1`);
    await signIn(page);
    const support = page.getByRole('row', { name: /^support 260/ });
    await support.getByText('50%').waitFor();
    await page.getByLabel('Seconds within which').fill('5');
    await page.waitForURL(/target=5/);
    await support.getByText('75%').waitFor();
    await page.getByText('Ring groups', { exact: true }).click();
    await page.waitForURL(/kind=group/);
    await support.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /^Everyone 250/ }).waitFor();
    await page.getByText('Both', { exact: true }).click();
    await page.getByRole('combobox', { name: 'Queue or ring group' }).click();
    await page.getByRole('option', { name: 'sales · 261' }).click();
    await page.waitForURL(/queue=/);
    await page.getByRole('row', { name: /^Everyone 250/ }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /^sales 261/ }).waitFor();
    await page.reload();
    await page
      .getByRole('row', { name: /^sales 261/ })
      .getByText('50%')
      .waitFor();
    await close();
  });

  it('tells whoever sees no queue that there is none, and shows nothing at the addresses of others', async () => {
    const { page, close } = await house.open(`/queues?${DAYS}`);
    await signIn(page, 'hari', PASSWORD);
    await page.getByRole('heading', { name: 'No calls to queues or ring groups' }).waitFor();
    await page.goto(`${house.url}/queues?${DAYS}&company=default`);
    await page.getByRole('alert').getByText('You may not see this').waitFor();
    expect(await page.locator('body').textContent()).not.toContain('support');
    await close();
  });

  it('is used on a phone, in the dark, in German', async () => {
    const look = { viewport: { width: 390, height: 800 }, colorScheme: 'dark', locale: 'de-DE' } as const;
    const { page, complaints, close } = await house.open(`/queues?${DAYS}`, look);
    await page.locator('input[autocomplete=username]').fill('admin');
    await page.locator('input[type=password]').fill(ADMIN_PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Warteschlangen', exact: true }).waitFor();
    await page.getByRole('row', { name: /^Cleo Hart 202/ }).waitFor();
    await page.getByRole('img', { name: /^Wie lange Anrufer gewartet haben/ }).waitFor();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('the list of whom to call back', () => {
  it('names the callers the server names, and opens how the last call went', async () => {
    const { callers } = await ask('missed-callers?from=2026-11-01&to=2026-12-01');
    const { page, complaints, close } = await house.open(`/queues/call-back?${DAYS}`);
    await signIn(page);
    await page.getByRole('status').getByText(`${callers.length} callers, the latest first`).waitFor();
    await expectAccessible(page);
    const rows = page.getByRole('row', { name: /^Call 0/ });
    expect(await rows.count()).toBe(callers.length);
    const first = page.getByRole('row', { name: new RegExp(callers[0]?.caller ?? '-') });
    expect(await first.textContent()).toMatch(/Cleo Hart, support.*Abandoned/);
    expect(await first.getByRole('link', { name: /^Call 0/ }).getAttribute('href')).toBe(
      `tel:${callers[0]?.caller}`,
    );
    await first.getByRole('link', { name: /^How the call of/ }).focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog')
      .getByText(/entered queue|waited/)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('is of the last thirty days of a longer period, and says so', async () => {
    const { page, close } = await house.open('/queues/call-back?from=2026-01-01&to=2026-12-31');
    await signIn(page);
    await page.getByText('at most 30 days: here of Wed, 2 Dec 2026 to Thu, 31 Dec 2026').waitFor();
    await page.getByRole('heading', { name: 'Nobody waits for a call' }).waitFor();
    await expectAccessible(page);
    await close();
  });

  it('shows no number whole to whoever may not see one', async () => {
    const { page, close } = await house.open(`/queues/call-back?${DAYS}`);
    await signIn(page, 'masked', PASSWORD);
    await page.getByRole('link', { name: '0163296xxxx' }).first().waitFor();
    expect(await page.locator('body').textContent()).not.toMatch(/0[127]\d{8}/);
    expect(await page.locator('a[href^=tel]').count()).toBe(0);
    await page.getByRole('link', { name: '0163296xxxx' }).first().click();
    await page.getByRole('row').getByText('0163296xxxx').first().waitFor();
    await close();
  });
});
