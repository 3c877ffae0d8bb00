import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { ADMIN_PASSWORD, startApp, type TestApp } from './app.ts';

/** The first is the same engine without windows, and takes two thirds of the processor's time. */
const CHROMIUM = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The whole server with its pages on a port of loopback, and a browser of the system to look at them. */
export interface PageHouse {
  readonly server: TestApp;
  readonly url: string;
  /** Opens a page in a browser of its own; what it complains of is listed. */
  open(path: string, options?: BrowserContextOptions): Promise<OpenPage>;
  end(): Promise<void>;
}

interface OpenPage {
  readonly page: Page;
  /** Errors of scripts, refusals of the page's policy, requests to anywhere else. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** `load` fills the server before anybody looks. Fails, and says what to install, where there is no Chromium. */
export async function openPageHouse(load: (server: TestApp) => Promise<void>): Promise<PageHouse> {
  const executablePath = CHROMIUM.find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error('The tests of the pages need Chromium. Debian: apt-get install chromium-headless-shell');
  }
  const server = await startApp();
  let browser: Browser | undefined;
  try {
    await load(server);
    const url = await server.app.server.listen({ host: '127.0.0.1', port: 0 });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    const opened = browser;
    return {
      ...{ server, url },
      open: (path, options) => openPage(opened, url, path, options),
      end: async () => {
        await opened.close();
        await server.end();
      },
    };
  } catch (error) {
    await browser?.close();
    await server.end();
    throw error;
  }
}

async function openPage(
  browser: Browser,
  url: string,
  path: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'America/New_York', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused request is told of as an error too, and may well be meant.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(?:data|blob):/.test(request.url())) {
      complaints.push(`asked elsewhere: ${request.url()}`);
    }
  });
  await page.goto(`${url}${path}`);
  return { page, complaints, close: () => context.close() };
}

/** Signs in where the page asks for it, and waits for the page that was wanted. */
export async function signIn(page: Page, username = 'admin', password = ADMIN_PASSWORD): Promise<void> {
  await page.getByLabel('User name').fill(username);
  await page.locator('input[type=password]').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((address) => address.pathname !== '/sign-in');
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Expects no serious or critical finding of axe about what is shown, once it has come to rest. */
export async function expectAccessible(page: Page): Promise<void> {
  await waitUntilStill(page);
  const source = await readFile(AXE, 'utf8');
  // By the debugger, as the page's own policy lets no such script in.
  await page.evaluate(source);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: readonly Violation[] }> };
    };
    return (await axe.run()).violations;
  });
  const grave = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ).toEqual([]);
}

interface Animation {
  readonly effect: { getTiming(): { readonly iterations?: number } } | null;
  readonly finished: Promise<unknown>;
}

/** What fades in has another contrast until it is there. What turns for ever, as of something that loads, is not waited for. */
async function waitUntilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { document } = globalThis as unknown as {
      document: { getAnimations(): readonly Animation[] };
    };
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}
