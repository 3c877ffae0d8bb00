const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [FIRST_DIGIT, MINUS] = [0x30, 0x2d];

/** Writes a text of ASCII from `at` on; returns where it ends. */
export function writeAscii(text: string, bytes: Uint8Array, at: number): number {
  for (let index = 0; index < text.length; index += 1) bytes[at + index] = text.charCodeAt(index);
  return at + text.length;
}

/** Writes part of a text as a JSON string from `start` on; returns where it ends, -1 where it is no plain ASCII. */
export function writeQuoted(
  text: string,
  from: number,
  to: number,
  bytes: Uint8Array,
  start: number,
): number {
  let end = start;
  bytes[end] = QUOTE;
  end += 1;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return -1;
    if (code === QUOTE || code === BACKSLASH) {
      bytes[end] = BACKSLASH;
      end += 1;
    }
    bytes[end] = code;
    end += 1;
  }
  bytes[end] = QUOTE;
  return end + 1;
}

/** Writes a safe integer in decimal digits from `at` on; returns where it ends. */
export function writeInteger(value: number, bytes: Uint8Array, at: number): number {
  if (value < 0) {
    bytes[at] = MINUS;
    return writeInteger(-value, bytes, at + 1);
  }
  let end = at + 1;
  for (let bound = 10; bound <= value; bound *= 10) end += 1;
  let rest = value;
  for (let place = end - 1; place >= at; place -= 1) {
    const tenth = Math.floor(rest / 10);
    bytes[place] = FIRST_DIGIT + rest - tenth * 10;
    rest = tenth;
  }
  return end;
}
