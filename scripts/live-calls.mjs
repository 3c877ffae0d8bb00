// Calls that go on while pictures are taken: the tests' stand-in for Asterisk's manager interface tells of them.

import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const load = async (name) =>
  (await runnerImport(fileURLToPath(new URL(`../test/support/${name}`, import.meta.url)))).module;

/** Has the server at `url` follow a PBX of the sample's phones on which calls go on; answers what ends it. */
export async function startLiveCalls({ url, key }) {
  const { startAmiStandIn, STAND_IN_LOGIN } = await load('ami-stand-in.ts');
  const { PbxCalls } = await load('pbx-calls.ts');
  const pbx = new PbxCalls();
  const standIn = await startAmiStandIn({ list: (id) => pbx.list(id) });
  const { secret, ...login } = STAND_IN_LOGIN;
  const answer = await fetch(`${url}/api/v1/sources`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ name: 'head-office', kind: 'asterisk-ami', secrets: { secret } },
      settings: { ...login, port: standIn.port, gapSource: 'elsewhere' },
    }),
  });
  if (!answer.ok) throw new Error(`the source was not taken: ${await answer.text()}`);
  while (standIn.sessions === 0) await wait(100);
  await standIn.send(beginCalls(pbx));
  return () => standIn.close();
}

/** One inside, one that leaves, one that came in and rings, one that waits in a queue. */
function beginCalls(pbx) {
  const [ann, began] = pbx.begin('SIP/0500000004000', '200', '201');
  const [bob, rings] = pbx.ring(ann, 'SIP/0500000004001', '0500000004001');
  const [gwen, dials] = pbx.begin('SIP/0500000005000', '300', '901614960049');
  const [carrier, leaves] = pbx.ring(gwen, 'SIP/trunk-b-out', 'trunk-b-out/901614960049');
  const [caller, comes] = pbx.begin('SIP/trunk-a', '02079460738', '02079460001');
  const [, asks] = pbx.ring(caller, 'SIP/0500000004005', '0500000004005');
  const [waiter, arrives] = pbx.begin('SIP/trunk-a', '07700900123', '02079460002');
  return [
    ...[began, rings, pbx.join(ann, bob), dials, leaves, pbx.join(gwen, carrier), comes, asks],
    ...[arrives, pbx.queue(waiter, 'support')],
  ].join('');
}
