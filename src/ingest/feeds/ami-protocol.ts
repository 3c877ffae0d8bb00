import { createHash } from 'node:crypto';
import { type AmiMessage, readAmiMessage } from '../sources/ami-message.ts';
import { MAX_LINE_CHARACTERS, TextLines } from '../sources/text-lines.ts';

/** A message that is none: longer than any that Asterisk sends. `raw` is its beginning. */
export interface HugeMessage {
  readonly huge: true;
  readonly raw: string;
}

const SHOWN_CHARACTERS = 1_000;

/**
 * Messages of the manager interface out of bytes cut anywhere: lines ended by CR LF, a blank line after each message. Of
 * a message without end no more is held than shows that it is too long. Lines that are no field are passed over.
 */
export class AmiMessages {
  readonly #lines = new TextLines();
  #held: string[] = [];
  #characters = 0;
  #greeting: string | null = null;

  /** The first line, by which the PBX greets; null while none has come. */
  get greeting(): string | null {
    return this.#greeting;
  }

  /** Takes the next bytes; returns the messages they complete. */
  push(chunk: Uint8Array): readonly (AmiMessage | HugeMessage)[] {
    const text = this.#lines.push(chunk);
    if (text === '') return [];
    const found: (AmiMessage | HugeMessage)[] = [];
    for (const line of text.split(/\r\n|\r|\n/).slice(0, -1)) {
      if (line === '') this.#finish(found);
      else this.#take(line);
    }
    return found;
  }

  #take(line: string): void {
    if (this.#greeting === null) {
      this.#greeting = line;
      if (isAsterisk(line)) return;
    }
    if (this.#characters <= MAX_LINE_CHARACTERS) this.#held.push(line);
    this.#characters += line.length + 1;
  }

  #finish(found: (AmiMessage | HugeMessage)[]): void {
    const raw = this.#held.join('\n');
    const isHuge = this.#characters > MAX_LINE_CHARACTERS;
    this.#held = [];
    this.#characters = 0;
    if (raw === '') return;
    found.push(isHuge ? { huge: true, raw: raw.slice(0, SHOWN_CHARACTERS) } : readAmiMessage(raw));
  }
}

/** Whether that is how the manager interface of an Asterisk, of any version, greets. */
export function isAsterisk(greeting: string): boolean {
  return /^Asterisk Call Manager\//.test(greeting);
}

/** An action as it is sent. Values hold no line ends: a secret or a name with one would be another field. */
export function renderAction(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n]/g, '')}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Answer to a challenge: MD5 of the challenge and the secret, in hex, so that the secret itself is not sent. */
export function answerChallenge(challenge: string, secret: string): string {
  return createHash('md5').update(`${challenge}${secret}`).digest('hex');
}
