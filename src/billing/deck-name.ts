import type { Fault } from '../core/errors.ts';

const LONGEST_NAME = 100;

/** Faults of what a deck is imported as: its name, its first day and its currency. */
export function checkDeckName(deck: {
  readonly name: string;
  readonly from: string;
  readonly currency: string;
}): readonly Fault[] {
  const faults: Fault[] = [];
  if (deck.name.trim() === '' || deck.name.length > LONGEST_NAME || /\p{Cc}/u.test(deck.name)) {
    const message = `${JSON.stringify(deck.name)} is no name for a deck: write 1 to ${LONGEST_NAME} characters on one line.`;
    faults.push({ where: 'deck', message });
  }
  if (!isDay(deck.from)) {
    const message = `"${deck.from}" is no date: write year, month and day of a day there is, as in "2026-04-01".`;
    faults.push({ where: 'from', message });
  }
  if (!/^[A-Z]{3}$/.test(deck.currency)) {
    const message = `"${deck.currency}" is no currency: write three upper-case letters of ISO 4217, as in "GBP".`;
    faults.push({ where: 'currency', message });
  }
  return faults;
}

/** Whether a text `YYYY-MM-DD` is a day of the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
