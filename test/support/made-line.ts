/** Who connects to whom, and what lines are like. */
export type LineMaker = 'avaya-ip-office' | 'mitel';

/** Lines of Mitel tell no year, and come today. */
const TODAY = new Date().toISOString().slice(0, 10);

/** The month in which calls of made lines are. */
export const LINES_MONTH = { year: Number(TODAY.slice(0, 4)), month: Number(TODAY.slice(5, 7)) };

/** The line of an answered call of today, of which the number tells it from all others. */
export function makeLine(maker: LineMaker, call: number): string {
  const digits = digitsOf(call);
  // Minutes of one hour: calls of one minute are told apart by what was dialled.
  const clock = `12:${String(call % 60).padStart(2, '0')}`;
  const date = TODAY.replaceAll('-', '/');
  if (maker === 'avaya-ip-office') {
    return `${date} ${clock}:00,00:00:10,5,201,O,${digits},${digits},,0,${call},0,E201,Bob,T9001,LINE 1.1,0,0`;
  }
  return ` ${date.slice(5)} ${clock}  00:01:05 1201      ${digits.padEnd(25)} A T101                    001  `;
}

/** What was dialled, by a line that `makeLine` made. */
export function dialledBy(line: string): string {
  return /\b9\d{14}\b/.exec(line)?.[0] ?? '';
}

function digitsOf(call: number): string {
  return `9${String(call).padStart(14, '0')}`;
}
