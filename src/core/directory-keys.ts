import { type DiallingRules, readDialString } from './phone-number.ts';

/** Under which texts the PBX's things are found, wherever two spellings mean the same thing. */

/** `default` always exists: the company of calls that nobody else can be given. */
export const DEFAULT_COMPANY = { id: 'default', name: 'Default Company' } as const;

/**
 * One text for all forms of an outside number: E.164 digits where the rules make it one, else its digits
 * (`02079460000`, `+442079460000`, `00442079460000` and `442079460000` in Britain are all `442079460000`). Trunks
 * deliver numbers without an outside-line prefix, so none is taken off. Throws `invalid-request` when the rules name
 * no country there is.
 */
export function canonicalDdi(number: string, rules: DiallingRules): string {
  return readDialString(number, rules.outsideLine === '' ? rules : { ...rules, outsideLine: '' }).digits;
}

/** `pjsip/trunk-a` → `PJSIP/trunk-a`: Asterisk takes a technology in any case; what follows is a name and keeps its own. */
export function canonicalChannel(channelName: string): string {
  const slash = channelName.indexOf('/');
  return slash < 0 ? channelName : channelName.slice(0, slash).toUpperCase() + channelName.slice(slash);
}
