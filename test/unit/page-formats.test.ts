import { describe, expect, it } from 'vitest';
import { createFormats } from '../../web/src/text/formats.ts';

describe('days from one to another', () => {
  it.each([
    ['en-GB', '2026-11-01', '2026-11-30', '1–30 Nov 2026'],
    ['en-GB', '2026-11-24', '2026-11-24', '24 Nov 2026'],
    ['en-GB', '2025-12-31', '2026-01-01', '31 Dec 2025–1 Jan 2026'],
    ['de-DE', '2026-11-01', '2026-11-30', '1.–30. Nov. 2026'],
  ])('%s, %s to %s', (locale, from, to, text) => {
    // Which blanks stand around the dash differs by version of the locale's data.
    const written = createFormats(locale)
      .days({ from, to })
      .replaceAll(/\s*–\s*/g, '–');
    expect(written.replaceAll(/\s/g, ' ')).toBe(text);
  });
});
