import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ADMIN_PASSWORD } from '../support/app.ts';
import { showCode } from '../support/authenticator.ts';
import { expectAccessible, openPageHouse, type PageHouse, signIn } from '../support/browser.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let house: PageHouse;
beforeAll(async () => {
  house = await openPageHouse(async () => {});
});
afterAll(() => house?.end());

describe('the page of one’s own account', () => {
  it('turns the second factor on with an app, which sign-in asks for from then on', async () => {
    const look = { viewport: { width: 390, height: 780 }, colorScheme: 'dark' } as const;
    const { page, complaints, close } = await house.open('/account', look);
    await signIn(page);
    await page.getByText('an authenticator app on your phone').waitFor();
    await expectAccessible(page);
    const turnOn = page.locator('form').filter({ has: page.getByRole('button', { name: 'Turn on' }) });
    await turnOn.locator('input[type=password]').fill('a guess');
    await turnOn.getByRole('button').last().click();
    await turnOn.getByText('It is not your password').waitFor();
    await turnOn.locator('input[type=password]').fill(ADMIN_PASSWORD);
    await turnOn.getByRole('button').last().click();
    const secret = (await page.locator('pre').textContent())?.replaceAll(' ', '') ?? '';
    await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.getByLabel('The code that the app shows now').fill(await showCode(secret, Date.now() / 1000));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Your second factor is on').waitFor();
    const recovery = (await page.locator('pre').textContent())?.split('\n') ?? [];
    expect(recovery).toHaveLength(10);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 recovery codes left').waitFor();
    expect(complaints).toEqual([]);
    await close();

    const next = await house.open('/account');
    await next.page.getByLabel('User name').fill('admin');
    await next.page.locator('input[type=password]').fill(ADMIN_PASSWORD);
    await next.page.getByRole('button', { name: 'Sign in' }).click();
    await next.page.getByLabel('Code').fill('000000');
    await expectAccessible(next.page);
    await next.page.getByRole('button', { name: 'Sign in' }).click();
    await next.page.getByRole('alert').getByText('The code is wrong').waitFor();
    await next.page.getByLabel('Code').fill(recovery[0] ?? '');
    await next.page.getByRole('button', { name: 'Sign in' }).click();
    await next.page.getByText('9 recovery codes left').waitFor();
    await next.close();
  });
});
