import type { Socket } from 'node:net';

/** As delivered, by the PC Programming Manual of the KX-TDE and KX-NS; it can be changed in the PBX. */
const FACTORY_PASSWORD = 'PCCSMDR';

/**
 * Whoever connects to a Panasonic PBX for SMDR is asked first: it prompts with a dash, wants `SMDR`, and then the
 * password. Prompts stand at the end of what it sent, without a line end.
 */
export function answerPanasonic(socket: Socket, chunk: Uint8Array, password = FACTORY_PASSWORD): void {
  const prompt = Buffer.from(chunk).toString('latin1').trimEnd();
  if (/password:$/i.test(prompt)) socket.write(`${password}\r\n`);
  else if (/(?:^|\n)-$/.test(prompt)) socket.write('SMDR\r\n');
}
