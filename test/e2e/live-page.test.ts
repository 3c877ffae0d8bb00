import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AmiStandIn, STAND_IN_LOGIN, startAmiStandIn } from '../support/ami-stand-in.ts';
import { expectAccessible, openPageHouse, type PageHouse, signIn } from '../support/browser.ts';
import { cdrEvent } from '../support/cdr-event.ts';
import { passMidnight } from '../support/past-midnight.ts';
import { PbxCalls } from '../support/pbx-calls.ts';
import { loadSamplePbx } from '../support/sample-pbx.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ANN = 'SIP/0500000004000';
const BOB = 'SIP/0500000004001';
const PASSWORD = 'a long password of gwen';

const pbx = new PbxCalls();
let standIn: AmiStandIn;
let house: PageHouse;
beforeAll(async () => {
  await passMidnight(75);
  standIn = await startAmiStandIn({ list: (id) => pbx.list(id) });
  house = await openPageHouse(loadSamplePbx);
  const user = { name: 'gwen', password: PASSWORD, permissions: ['billing-call-reporting:test'] };
  expect((await house.server.api('users', JSON.stringify(user), 'application/json')).status).toBe(201);
});
afterAll(async () => {
  await house?.end();
  await standIn?.close();
});

async function addSource(): Promise<void> {
  const { secret, ...login } = STAND_IN_LOGIN;
  const source = {
    ...{ name: 'head-office', kind: 'asterisk-ami', secrets: { secret } },
    settings: { ...login, port: standIn.port, gapSource: 'elsewhere' },
  };
  const { status, json } = await house.server.api('sources', JSON.stringify(source), 'application/json');
  expect(json).toMatchObject({ name: 'head-office' });
  expect(status).toBe(201);
}

describe('the live page', () => {
  it('says what to set up where no PBX tells of its calls', async () => {
    const { page, complaints, close } = await house.open('/live');
    await signIn(page);
    await page.getByRole('heading', { name: 'No PBX tells of its calls as they go on' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'To the sources' }).click();
    await page.waitForURL(/\/setup\/sources/);
    expect(complaints).toEqual([]);
    await close();
  });

  it('shows a call appear, answered and ended, and a figure move, without reloading', async () => {
    const { page, complaints, close } = await house.open('/live');
    await signIn(page);
    await page.getByRole('heading', { name: 'No PBX tells of its calls as they go on' }).waitFor();
    await addSource();
    await page.getByRole('heading', { name: 'No call right now' }).waitFor();
    await page.getByRole('link', { name: 'Calls today 0' }).waitFor();
    const [ann, began] = pbx.begin(ANN, '200', '201');
    const [bob, rings] = pbx.ring(ann, BOB, '0500000004001');
    await standIn.send(began + rings);
    const row = page.getByRole('row').filter({ hasText: 'Ann Reader' });
    await row.getByText('rings').first().waitFor();
    await page.getByRole('heading', { name: '1 call in progress' }).waitFor();
    await standIn.send(pbx.join(ann, bob));
    await row.getByText('talks').first().waitFor();
    expect(await row.textContent()).toContain('Bob Marsh');
    // It ticks.
    await row.getByText(/^\d+:(?!00)\d\d$/).waitFor();
    await expectAccessible(page);
    const ends = { uniqueid: ann.uniqueid, channel: ann.name, dstchannel: bob.name };
    const record = cdrEvent({ ...ends, src: '200', dst: '201' });
    await standIn.send(pbx.hangUp(bob) + pbx.hangUp(ann) + record);
    await page.getByRole('heading', { name: 'No call right now' }).waitFor();
    await page.getByRole('link', { name: 'Calls today 1' }).waitFor();
    await page.getByRole('link', { name: 'Calls today 1' }).press('Enter');
    await page.waitForURL(/\/calls\?.*period=today/);
    await page.getByRole('row').filter({ hasText: 'Ann Reader' }).first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('moves the overview of today too', async () => {
    const { page, close } = await house.open('/?period=today');
    await signIn(page);
    const tile = page.getByRole('link', { name: /^Calls \d/ });
    const figure = tile.locator('p').nth(1);
    await figure.waitFor();
    const before = Number(await figure.textContent());
    const channels = { channel: `${BOB}-000000f1`, dstchannel: `${ANN}-000000f2` };
    await standIn.send(cdrEvent({ uniqueid: '1795525000.241', src: '201', dst: '200', ...channels }));
    await figure.filter({ hasText: String(before + 1) }).waitFor();
    await close();
  });

  it('is used on a phone, in the dark, in German, by whoever sees one company', async () => {
    const look = {
      viewport: { width: 390, height: 800 },
      colorScheme: 'dark',
      locale: 'de-DE',
      reducedMotion: 'reduce',
    } as const;
    const { page, complaints, close } = await house.open('/live', look);
    await page.getByLabel('Benutzername').fill('gwen');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.getByRole('heading', { name: 'Gerade kein Anruf' }).waitFor();
    const [ann, others] = pbx.begin(ANN, '200', '201');
    const [gwen, began] = pbx.begin('SIP/0500000005000', '300', '907700900456');
    const [trunk, rings] = pbx.ring(gwen, 'SIP/trunk-b', 'trunk-b/07700900456');
    await standIn.send(others + began + rings + pbx.join(gwen, trunk));
    await page.getByRole('row').filter({ hasText: 'Gwen Lloyd' }).waitFor();
    await page.getByText('spricht').locator('visible=true').waitFor();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(await page.locator('body').textContent()).not.toContain('Ann Reader');
    for (const channel of [ann, gwen, trunk]) await standIn.send(pbx.hangUp(channel));
    await page.getByRole('heading', { name: 'Gerade kein Anruf' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('says since when the PBX is not heard, and when one is signed out asks who one is', async () => {
    const { page, close } = await house.open('/live');
    await signIn(page);
    await page.getByRole('heading', { name: 'No call right now' }).waitFor();
    await standIn.close();
    await page.getByRole('heading', { name: 'The PBX is not heard' }).waitFor();
    await page.getByText(/^Since \d+ \w+ \d+/).waitFor();
    await expectAccessible(page);
    await page.evaluate(() => fetch('/api/v1/session', { method: 'DELETE' }));
    await page.getByLabel('User name').waitFor();
    await close();
  });
});
