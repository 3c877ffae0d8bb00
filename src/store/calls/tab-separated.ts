/** One value of a row, as the engine's tab-separated format takes it. `null` is SQL's NULL. */
export type TabSeparatedValue = string | number | bigint | boolean | null | readonly string[];

const NEEDS_ESCAPE = /[\t\n\r\\\0]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\\': '\\\\',
  '\0': '\\0',
};

/** Backslash escapes of the format; text without special characters comes back as it is. */
export function escapeText(text: string): string {
  return NEEDS_ESCAPE.test(text)
    ? text.replace(/[\t\n\r\\\0]/g, (character) => ESCAPES[character] ?? '')
    : text;
}

function writeValue(value: TabSeparatedValue): string {
  if (typeof value === 'string') return escapeText(value);
  if (value === null) return '\\N';
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'object') return escapeText(writeArray(value));
  return String(value);
}

function writeArray(items: readonly string[]): string {
  return `[${items.map((item) => `'${item.replace(/[\\']/g, '\\$&')}'`).join(',')}]`;
}

/** One row, newline included. */
export function writeRow(values: readonly TabSeparatedValue[]): string {
  let line = '';
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    if (value === undefined) throw new TypeError(`value ${index} of a row is missing`);
    line += index === 0 ? writeValue(value) : `\t${writeValue(value)}`;
  }
  return `${line}\n`;
}
