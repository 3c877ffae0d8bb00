/** What Windows-1252 has where Latin-1 has control characters, 0x80 to 0x9f; Node's decoder leaves them as those. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Bytes of a text file → text: UTF-8, UTF-16 where a mark says so, else Windows-1252 (Latin-1 with the euro sign). */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const latin = new TextDecoder('latin1').decode(bytes);
    return latin.replace(/[\u0080-\u009f]/g, (mark) => WINDOWS.charAt(mark.charCodeAt(0) - 0x80));
  }
}
