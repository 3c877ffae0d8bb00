import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { RingledgerError } from '../../core/errors.ts';

/** Secrets of one source, by the names of its kind's settings. */
export type Secrets = Readonly<Record<string, unknown>>;

/** Keeps secrets unreadable to whoever reads the catalog. */
export interface SecretBox {
  /** Refuses with `invalid-config` where there is no key. */
  seal(name: string, secrets: Secrets): Promise<Uint8Array>;
  /** Refuses with `invalid-config` where the key is missing or is another one. */
  open(name: string, sealed: Uint8Array): Promise<Secrets>;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM, a random nonce each time. The source's name is authenticated with it, so that what was sealed for one
 * source is of no use to another. `readKey(toSeal)` gives the key; only to seal may it make one.
 */
export function createSecretBox(readKey: (toSeal: boolean) => Promise<Uint8Array>): SecretBox {
  return {
    seal: async (name, secrets) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', await readKey(true), nonce);
      cipher.setAAD(Buffer.from(name));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open: async (name, sealed) => {
      const key = await readKey(false);
      const bytes = Buffer.from(sealed);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
        decipher.setAAD(Buffer.from(name));
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        const text = Buffer.concat([
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
          decipher.final(),
        ]);
        return JSON.parse(text.toString('utf8')) as Secrets;
      } catch {
        throw new RingledgerError(
          'invalid-config',
          `The secrets of the source "${name}" were kept with another key than this server has. Start it with that key (RINGLEDGER_SECRET_KEY, RINGLEDGER_SECRET_KEY_FILE, or secret.key in the data folder), or give the source its secrets again: bin/ringledger source set ${name} --secret …`,
        );
      }
    },
  };
}
