import { chromium } from 'playwright-core';
import { YEAR } from './fill-year.mjs';
import { KEY, openYear } from './open-year.mjs';
import { round, timeInTurn } from './timing.mjs';

const PASSWORD = 'password of the benchmark';
const A_YEAR = `from=${YEAR}-01-01&to=${YEAR}-12-31`;
const A_MONTH = `from=${YEAR}-06-01&to=${YEAR}-06-30`;

/** Address of each page, and what is to be seen when its answer is drawn. */
const PAGES = [
  ['overview-month', `/?${A_MONTH}`, (page) => page.getByRole('link', { name: /^Cost \D?\d/ })],
  ['overview-year', `/?${A_YEAR}`, (page) => page.getByRole('link', { name: /^Cost \D?\d/ })],
  ['calls-month', `/calls?${A_MONTH}`, (page) => page.getByRole('row').getByText(/Person/)],
  ['calls-year', `/calls?${A_YEAR}`, (page) => page.getByRole('row').getByText(/Person/)],
  ['calls-year-by-cost', `/calls?${A_YEAR}&sort=cost`, (page) => page.getByRole('row').getByText(/Person/)],
  [
    'report-outsummary',
    `/reports?report=outsummary&year=${YEAR}&month=6`,
    (page) => page.getByRole('row', { name: /Company 1\b/ }),
  ],
  [
    'report-outcalls',
    `/reports?report=outcalls&year=${YEAR}&month=6&companies=c000`,
    (page) => page.getByRole('row', { name: /Person 0-/ }),
  ],
  ['costs', `/costs?${A_YEAR}`, (page) => page.getByRole('row', { name: /Company \d/ })],
];
const ROUNDS = 3;

/**
 * Pages over a year of `calls` calls, in the system's browser: how long their questions take, and how long after the last
 * answer what was asked for is seen. The floor is the same questions asked without a page.
 */
export async function benchPages(calls, report) {
  const { url, close } = await openYear('reports', calls);
  // Whatever the data was made with, this password is known now.
  await ask(`${url}/api/v1/users/admin`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: PASSWORD }),
  });
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    const page = await signIn(browser, url);
    for (const [bench, address, seen] of PAGES)
      await measurePage({ page, url, bench, address, seen, calls, report });
    await measureScrolling({ page, url, calls, report });
  } finally {
    await browser.close();
    await close();
  }
}

async function signIn(browser, url) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('User name').fill('admin');
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((address) => address.pathname !== '/sign-in');
  return page;
}

async function measurePage({ page, url, bench, address, seen, calls, report }) {
  const rounds = [];
  const questions = new Map();
  const note = (request) => questions.set(request.url(), request);
  page.on('request', note);
  for (let at = 0; at < ROUNDS; at += 1) {
    await page.goto('about:blank');
    await page.goto(`${url}${address}`, { waitUntil: 'commit' });
    await seen(page).first().waitFor({ timeout: 120_000 });
    const { shown, answers } = await page.evaluate(readTimes);
    rounds.push({ shown, answers, answered: Math.max(...answers.map(({ end }) => end)) });
  }
  page.off('request', note);
  rounds.sort((left, right) => left.shown - right.shown);
  const { shown, answers, answered } = rounds[Math.floor(ROUNDS / 2)];
  const longest = answers.reduce((one, other) => (other.took > one.took ? other : one));
  const asked = questions.get(longest.name);
  const body = asked.postData();
  const askAlone = () =>
    ask(longest.name, {
      method: asked.method(),
      ...(body === null ? {} : { body, headers: { 'content-type': 'application/json' } }),
    });
  const { ours: floor } = await timeInTurn(askAlone, async () => {}, ROUNDS);
  report({
    ...{
      bench,
      calls,
      questions: answers.length,
      whole_ms: round(shown),
      longest_question_ms: round(longest.took),
    },
    after_last_answer_ms: round(Math.max(0, shown - answered)),
    floor_ms: round(floor),
    ratio: round(shown / floor, 2),
  });
}

/** In the page: when what is seen was drawn, and which questions were answered before that. */
async function readTimes() {
  const shown = await new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now()))),
  );
  const answers = performance
    .getEntriesByType('resource')
    .filter(({ name, responseEnd }) => name.includes('/api/v1/') && responseEnd > 0 && responseEnd <= shown)
    .map(({ name, responseEnd, duration }) => ({ name, end: responseEnd, took: duration }));
  return { shown, answers };
}

/** The most rows that a table of all calls holds while it is scrolled from its first to its last and about. */
async function measureScrolling({ page, url, calls, report }) {
  await page.goto(`${url}/calls?${A_YEAR}`);
  await page
    .getByRole('row')
    .getByText(/Person/)
    .first()
    .waitFor();
  const grid = page.getByRole('grid');
  await grid.focus();
  const rows = [];
  const look = async () => {
    await page
      .getByRole('row')
      .getByText(/Person/)
      .first()
      .waitFor();
    rows.push(await page.getByRole('row').count());
  };
  await look();
  for (const key of ['End', 'PageUp', 'PageUp', 'Home', 'PageDown', 'PageDown']) {
    await page.keyboard.press(key);
    await look();
  }
  const box = await grid.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turn = 0; turn < 30; turn += 1) {
    await page.mouse.wheel(0, 3000);
    await look();
  }
  report({ bench: 'calls-scrolled', calls, looks: rows.length, most_rows: Math.max(...rows) });
}

async function ask(url, options = {}) {
  const headers = { ...options.headers, authorization: `Bearer ${KEY}` };
  const answer = await fetch(url, { ...options, headers });
  const text = await answer.text();
  if (!answer.ok || /"problem":/.test(text.slice(0, 4000))) throw new Error(`${url}: ${text.slice(0, 300)}`);
  return text;
}
