import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { RingledgerError } from './errors.ts';

/** Secrets of one thing, by their names: of a source, those of its kind's settings. */
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

/** Gives the key that secrets are kept with; only to seal may it make one. */
export type ReadSecretKey = (toSeal: boolean) => Promise<Uint8Array>;

/**
 * AES-256-GCM, a random nonce each time. The name is authenticated with it, so that what was sealed for one thing is of
 * no use to another. `tellOther` says, of the thing of that name, whose secrets another key has sealed, and what to do.
 */
export function createSecretBox(readKey: ReadSecretKey, tellOther: (name: string) => string): SecretBox {
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
        throw new RingledgerError('invalid-config', tellOther(name));
      }
    },
  };
}
