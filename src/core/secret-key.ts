/** Bytes of a key of AES-256. */
export const SECRET_KEY_BYTES = 32;

/** How a key may be written, as the end of a sentence. */
export const SECRET_KEY_FORM = '64 hex digits, or base64 of 32 bytes: openssl rand -hex 32 makes one';

/** A key of 32 bytes from 64 hex digits or base64 (either alphabet); undefined where the text is neither. */
export function parseSecretKey(text: string): Uint8Array | undefined {
  const written = text.trim();
  if (/^[0-9a-f]{64}$/i.test(written)) return Buffer.from(written, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(written)) return undefined;
  const key = Buffer.from(written, 'base64');
  return key.length === SECRET_KEY_BYTES ? key : undefined;
}
