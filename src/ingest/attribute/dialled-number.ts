import { dialTargets } from '../sources/freeswitch-channel.ts';

/** The number in a caller id text, `"Ann" <02079460000>`; empty when it has none. */
export function numberOfClid(clid: string): string {
  const open = clid.lastIndexOf('<');
  if (open < 0) return '';
  const close = clid.indexOf('>', open);
  return close < 0 ? '' : clid.slice(open + 1, close);
}

/**
 * The outside number in the arguments of Dial, `SIP/trunk-a/07700900123,30,T` or `SIP/07700900123@trunk-a,30`: the only
 * place that has it when an extension forwards straight to a trunk and `dst` is the extension. Of several numbers
 * dialled at once it is the first; empty when there is none.
 */
export function numberOfDial(lastdata: string): string {
  for (const target of targetsOfDial(lastdata)) {
    const [, first = '', second = ''] = (target.split('@', 1)[0] ?? '').split('/');
    const number = (target.includes('@') && second === '' ? first : second).replace('sip:', '');
    if (isNumber(number)) return number;
  }
  return '';
}

/** The phones in the arguments of Dial, by the names in their channels: `SIP/0500000004001&SIP/0500000004002,20`. */
export function peersOfDial(lastdata: string): readonly string[] {
  return targetsOfDial(lastdata).map((target) => target.split('/')[1] ?? '');
}

/** FreeSWITCH's bridge names variables, users, gateways and profiles. */
const BRIDGE = /^(?:[{[<]|(?:sofia|user|verto|verto\.rtc|loopback|group)\/)/;

function targetsOfDial(lastdata: string): readonly string[] {
  if (BRIDGE.test(lastdata)) {
    return dialTargets(lastdata).map((target) => `/${target.split('/').at(-1)?.split('@', 1)[0] ?? ''}`);
  }
  return (lastdata.split(',', 1)[0] ?? '').split('&');
}

/** Long enough for an outside number and nothing but digits after an optional `+`. */
function isNumber(text: string): boolean {
  const start = text.startsWith('+') ? 1 : 0;
  if (text.length - start < 3) return false;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}
