import type { ForeignImport } from '../../src/billing/formats/foreign-deck.ts';
import { formatMicros } from '../../src/core/money.ts';
import type { BandWindow, Rate } from '../../src/core/rate-card.ts';

/** A read file as its golden text shows it: decks with their windows and rates, tariffs, and the notes. */
export function showForeignImport({ decks, tariffs = [], notes }: ForeignImport): string {
  const lines: string[] = [];
  for (const { name = '(none)', from = '(none)', terms, rates } of decks) {
    lines.push(`deck ${name} from ${from}, ${terms.crossing}`);
    lines.push(...terms.windows.map(showWindow), ...rates.map(showRate), '');
  }
  for (const { name, decks: asked, rounding, capPerCall } of tariffs) {
    const rounded =
      rounding === undefined ? '-' : `${rounding.mode} ${rounding.decimals} per ${rounding.per}`;
    const cap = capPerCall === undefined ? '-' : formatMicros(capPerCall);
    lines.push(`tariff ${name}: decks ${asked.join(', ')}; rounding ${rounded}; cap ${cap}`);
  }
  return `${[...lines, ...notes.map((note) => `note ${note}`)].join('\n')}\n`;
}

function showWindow({ band, days, fromMinute, toMinute }: BandWindow): string {
  return `  window ${band}: ${days.join(' ')} ${showMinute(fromMinute)}-${showMinute(toMinute)}`;
}

function showMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function showRate(rate: Rate): string {
  const extras = [
    rate.band === '' ? '' : `[${rate.band}]`,
    rate.connectCharge === 0 ? '' : `connect ${formatMicros(rate.connectCharge)}`,
    rate.minimumCharge === 0 ? '' : `minimum ${formatMicros(rate.minimumCharge)}`,
    rate.freeSeconds === 0 ? '' : `free ${rate.freeSeconds} s`,
  ].filter((extra) => extra !== '');
  const steps = rate.steps.map(
    ({ afterSeconds, perMinute, nextIncrement }) =>
      `${afterSeconds === 0 ? '' : `after ${afterSeconds} s `}${formatMicros(perMinute)}/${nextIncrement}`,
  );
  return [
    '  ',
    rate.prefix,
    `"${rate.destination}"`,
    ...extras,
    `first ${rate.firstIncrement},`,
    steps.join('; '),
  ]
    .join(' ')
    .replace(/^\s+/, '  ');
}
