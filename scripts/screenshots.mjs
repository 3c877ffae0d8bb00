// npm run screenshots: pictures of the pages under docs/screenshots, of a server with the bundled PBX that ends with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startLiveCalls } from './live-calls.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const pictures = join(root, 'docs', 'screenshots');
const data = await mkdtemp(join(tmpdir(), 'ringledger-screenshots-'));
const password = 'a password for pictures';
/** Of Debian's packages; CHROMIUM names another. */
const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const DAYS = 'from=2026-11-01&to=2026-11-30';

/** Name, address, and what is done before the picture is taken. */
const PICTURES = [
  ['overview', `/?${DAYS}`],
  ['live', '/live', async (page) => page.getByRole('row').nth(4).waitFor()],
  ['calls', `/calls?${DAYS}`],
  ['call', `/calls?${DAYS}&side=out&sort=cost`, async (page) => page.getByRole('row').nth(1).click()],
  ['queues', `/queues?${DAYS}`],
  ['call-back', `/queues/call-back?${DAYS}`],
  ['costs', `/costs?${DAYS}&by=destination`],
  ['report', '/reports?report=outsummary&year=2026&month=11&detail=true'],
  ['prices', '/setup/rates/prefixes?deck=uk&search=44'],
  ['tariff', '/setup/rates', fillTariff],
  ['directory', '/setup/directory'],
  ['statement', '/costs/statements?of=default&billed=2026-11'],
];
const LOOKS = [
  ['light', { colorScheme: 'light', viewport: { width: 1280, height: 860 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 860 } }],
  ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
];

const environment = { ...process.env, RINGLEDGER_ADMIN_PASSWORD: password, RINGLEDGER_LOG_LEVEL: 'warn' };
const launcher = join(root, 'bin', 'ringledger');
const start = (...words) =>
  spawn(process.execPath, [launcher, ...words, '--data', data], {
    cwd: root,
    env: environment,
    stdio: 'inherit',
  });
const server = start('serve', '--host', '127.0.0.1', '--port', '0');
let endCalls = async () => {};
try {
  const address = await waitForAddress();
  await run('directory', 'import', 'samples/directory.json');
  await run(
    'rates',
    'import',
    'samples/uk-deck.csv',
    '--deck',
    'uk',
    '--from',
    '2026-01-01',
    '--currency',
    'GBP',
  );
  await run('import', 'asterisk-cdr', 'samples/Custom.csv', '--zone', 'UTC');
  await run('import', 'asterisk-queue-log', 'samples/queue_log');
  await mkdir(pictures, { recursive: true });
  endCalls = await startLiveCalls(address);
  await takePictures(address.url);
} finally {
  server.kill('SIGTERM');
  if (server.exitCode === null) await once(server, 'exit');
  await endCalls();
  await rm(data, { recursive: true, force: true });
}

/** A tariff as somebody is about to make it. */
async function fillTariff(page) {
  await page.getByRole('button', { name: 'Add a tariff' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').first().fill('Standard');
  await form.getByLabel('Tax on statements (%)').fill('20');
  await form.getByRole('button', { name: 'Add to: Mark-ups and discounts' }).click();
  await form.getByLabel('Percent, − for less').fill('12.5');
  await form.getByLabel('Number types').first().fill('Mobile');
  await page.keyboard.press('Enter');
  await form.getByLabel('Name').first().scrollIntoViewIfNeeded();
}

async function run(...words) {
  const [code] = await once(start(...words), 'exit');
  if (code !== 0) throw new Error(`ringledger ${words.join(' ')} failed.`);
}

async function waitForAddress() {
  while (server.exitCode === null) {
    const written = await readFile(join(data, 'server.json'), 'utf8').catch(() => undefined);
    if (written !== undefined) return JSON.parse(written);
    await wait(200);
  }
  throw new Error('the server ended before it could be looked at');
}

async function takePictures(url) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || BROWSERS.find((path) => existsSync(path)) || BROWSERS[0],
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    for (const [look, options] of LOOKS) {
      const context = await browser.newContext({ ...options, locale: 'en-GB', reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(`${url}/sign-in`);
      await page.getByLabel('User name').fill('admin');
      await page.locator('input[type=password]').fill(password);
      await page.keyboard.press('Enter');
      await page.waitForURL((address) => address.pathname === '/');
      for (const [name, address, act] of PICTURES) {
        await page.goto(url + address);
        await page.waitForLoadState('networkidle');
        await act?.(page);
        await page.waitForLoadState('networkidle');
        await wait(500);
        await page.screenshot({ path: join(pictures, `${name}-${look}.png`) });
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
}
