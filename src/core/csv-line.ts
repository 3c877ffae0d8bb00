/** A number, a plain phone number (`+442079460000`) among them: a spreadsheet reads it as a number and runs nothing. */
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** What makes a spreadsheet take a text for a formula, blanks that it passes over included. */
const FORMULA = /^\s*[=+\-@]|^[\t\r\n]/;

/** A line of CSV (RFC 4180), ended by CR LF. */
export function renderCsvLine(cells: readonly string[]): string {
  return `${cells.map(renderCell).join(',')}\r\n`;
}

/** A text that a spreadsheet would run as a formula gets an apostrophe in front, which makes it a text there. */
function renderCell(text: string): string {
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
