import { RingledgerError } from '../../core/errors.ts';
import type { AmiMessage } from '../sources/ami-message.ts';
import { type AmiPlace, connectAmi } from './ami-connect.ts';
import { AmiLine } from './ami-line.ts';
import { answerChallenge, isAsterisk } from './ami-protocol.ts';

/** Where a manager interface is and how to sign in. */
export interface AmiAddress extends AmiPlace {
  readonly username: string;
  readonly secret: string;
  /** `md5` never sends the secret; `plain` does, for a PBX that gives no challenge. */
  readonly auth: 'md5' | 'plain';
}

/** Asterisk itself gives up on who does not sign in for half a minute. */
const PATIENCE_MS = 20_000;
/** Classes of events: call records (`call` before Asterisk 1.6), queues, channels. */
const EVENTS = 'cdr,agent,call';

/**
 * Connects and signs in. Refuses, naming the fix, an address where nobody or something else listens, and a name and
 * secret that are not known. The line ends by itself when `signal` aborts.
 */
export async function openAmiSession(address: AmiAddress, signal: AbortSignal): Promise<AmiLine> {
  const line = new AmiLine(await connectAmi(address, signal), signal);
  try {
    await expectAsterisk(line, address);
    await signIn(line, address);
    return line;
  } catch (error) {
    line.close();
    throw error;
  }
}

async function expectAsterisk(line: AmiLine, { host, port }: AmiAddress): Promise<void> {
  const greeting = await line.greeting(PATIENCE_MS);
  if (greeting !== null && isAsterisk(greeting)) return;
  throw new RingledgerError(
    'invalid-request',
    `What listens at ${host}:${port} is no Asterisk manager interface: that is on port 5038, or 5039 with TLS, unless manager.conf says otherwise.`,
  );
}

async function signIn(line: AmiLine, { username, secret, auth }: AmiAddress): Promise<void> {
  const login = { Action: 'Login', Username: username, Events: EVENTS };
  if (auth === 'plain') {
    expectSuccess(await line.ask({ ...login, Secret: secret }, PATIENCE_MS), username);
    return;
  }
  const challenge = (await line.ask({ Action: 'Challenge', AuthType: 'MD5' }, PATIENCE_MS)).field(
    'Challenge',
  );
  if (challenge === '') {
    throw new RingledgerError(
      'invalid-request',
      'The manager interface gives no challenge to answer: set "auth" to "plain", best with "tls".',
    );
  }
  const key = { AuthType: 'MD5', Key: answerChallenge(challenge, secret) };
  expectSuccess(await line.ask({ ...login, ...key }, PATIENCE_MS), username);
}

function expectSuccess(answer: AmiMessage, username: string): void {
  if (answer.field('Response') === 'Success') return;
  throw new RingledgerError(
    'not-allowed',
    `The manager interface refuses the user "${username}" (${answer.field('Message') || 'it gives no reason'}): compare the section [${username}] of manager.conf: its secret, and its lines deny and permit.`,
  );
}
