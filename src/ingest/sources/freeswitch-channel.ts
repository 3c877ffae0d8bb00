/** What `FreeswitchSource.value` gives: a channel variable or a field of the first caller profile. */
export type Variable = (name: string) => string;

/**
 * The name of a leg's own channel. A leg over a gateway is named as the dialplan dials it, `sofia/gateway/NAME/NUMBER`:
 * FreeSWITCH itself names it by profile and number (`sofia/external/07700900123`), which tells no carrier from another.
 * A leg to a user of the directory is named by the user, as browsers register under names made up for the day; so is a
 * call from verto, whose channel FreeSWITCH names by what was dialled.
 */
export function ownChannel(value: Variable, isB: boolean): string {
  const name = value('channel_name');
  const gateway = value('sip_gateway_name') || value('sip_gateway');
  if (gateway !== '') return `sofia/gateway/${gateway}/${userOf(name) || value('destination_number')}`;
  const user = isB ? value('dialed_user') : callingUser(name, value);
  return user === '' || user === userOf(name) || name === '' ? name : withUser(name, user);
}

/** The other side of an a-leg: the channel it was bridged to, else the one that its last bridge dialled in vain. */
export function bridgedChannel(value: Variable): string {
  const bridged = value('bridge_channel');
  const targets = value('last_app') === 'bridge' ? dialTargets(value('last_arg')) : [];
  const gateways = targets.filter((target) => target.startsWith('sofia/gateway/'));
  if (bridged !== '') return gateways.find((target) => numberOf(target) === userOf(bridged)) ?? bridged;
  const [first = ''] = gateways.length > 0 ? gateways : targets;
  return gateways.length > 0 || targets.length === 1 ? first.split('@', 1)[0] || '' : '';
}

/** `1001` of `sofia/internal/1001@192.0.2.10:5060`, of `sofia/internal/sip:1001@…` and of `verto.rtc/1001`. */
function userOf(channel: string): string {
  const address = channel.slice(channel.lastIndexOf('/') + 1);
  return (address.split('@', 1)[0] ?? '').replace(/^sips?:/, '');
}

function withUser(channel: string, user: string): string {
  const slash = channel.lastIndexOf('/') + 1;
  const at = channel.indexOf('@', slash);
  return channel.slice(0, slash) + user + (at === -1 ? '' : channel.slice(at));
}

function callingUser(name: string, value: Variable): string {
  if (!name.startsWith('verto.rtc/')) return '';
  return (value('verto_user') || value('user_name')).split('@', 1)[0] ?? '';
}

function numberOf(gatewayTarget: string): string {
  return gatewayTarget.split('/').at(-1)?.split('@', 1)[0] ?? '';
}

/**
 * What a bridge dials: `{var=a,b=c}[x=y]user/1001@pbx.example,sofia/gateway/one/0770…|sofia/gateway/two/0770…`, and
 * `:_:` between whole dials. Variables before a target are left out.
 */
export function dialTargets(lastArg: string): readonly string[] {
  return lastArg
    .replaceAll(/\{[^}]*\}|\[[^\]]*\]|<[^>]*>/g, '')
    .split(/,|\||:_:/)
    .map((target) => target.trim())
    .filter((target) => target !== '');
}
