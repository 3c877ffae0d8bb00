import { type ConfSection, settingOf } from './conf-sections.ts';

/** A section of sip.conf or endpoint of pjsip.conf. */
export interface Peer {
  readonly name: string;
  readonly technology: 'SIP' | 'PJSIP';
  readonly callerName: string | undefined;
  readonly callerNumber: string | undefined;
  readonly accountcode: string | undefined;
  readonly context: string;
  /** What only a phone has: a mailbox, a registration of its own. */
  readonly isPhone: boolean;
  /** What only a carrier has: we register with it, or sign in to it. */
  readonly isCarrier: boolean;
  /** A softphone in a browser. */
  readonly isWebrtc: boolean;
}

/** Everybody who may call by sip.conf. */
export function readSipPeers(sections: readonly ConfSection[]): readonly Peer[] {
  const general = sections.find(({ name }) => name === 'general');
  const inherited = general === undefined ? undefined : settingOf(general, 'context');
  return sections
    .filter(({ name }) => name !== 'general' && name !== 'authentication')
    .filter((section) => /^(friend|peer|user)$/.test(settingOf(section, 'type') ?? ''))
    .map((section) => ({
      name: section.name,
      technology: 'SIP',
      ...readCaller(section),
      accountcode: settingOf(section, 'accountcode'),
      context: settingOf(section, 'context') ?? inherited ?? 'default',
      isPhone: settingOf(section, 'mailbox') !== undefined || settingOf(section, 'host') === 'dynamic',
      isCarrier:
        settingOf(section, 'remotesecret') !== undefined || settingOf(section, 'fromuser') !== undefined,
      isWebrtc: /\bwss?\b/.test(settingOf(section, 'transport') ?? '') || isYes(settingOf(section, 'avpf')),
    }));
}

/** Everybody who may call by pjsip.conf: endpoints, with what their addresses and registrations tell of them. */
export function readPjsipPeers(sections: readonly ConfSection[]): readonly Peer[] {
  const ofType = (type: string) => sections.filter((section) => settingOf(section, 'type') === type);
  const aors = new Map(ofType('aor').map((section) => [section.name, section]));
  const registering = new Set(
    ofType('registration').flatMap((one) => [one.name, settingOf(one, 'endpoint')]),
  );
  const identified = new Set(ofType('identify').map((one) => settingOf(one, 'endpoint')));
  return ofType('endpoint').map((section) => {
    const own = (settingOf(section, 'aors') ?? '').split(',').flatMap((name) => aors.get(name.trim()) ?? []);
    const isFixed = own.some((aor) => settingOf(aor, 'contact') !== undefined);
    const outbound = settingOf(section, 'outbound_auth') !== undefined || registering.has(section.name);
    const registers = own.some((aor) => Number(settingOf(aor, 'max_contacts') ?? 0) > 0) && !isFixed;
    return {
      name: section.name,
      technology: 'PJSIP',
      ...readCaller(section),
      accountcode: settingOf(section, 'accountcode'),
      context: settingOf(section, 'context') ?? 'default',
      isPhone: settingOf(section, 'mailboxes') !== undefined || (registers && !outbound),
      isCarrier: outbound || (identified.has(section.name) && settingOf(section, 'auth') === undefined),
      isWebrtc: isYes(settingOf(section, 'webrtc')),
    };
  });
}

/** `callerid="Ann Reader" <200>`, in any of the forms that Asterisk takes. */
function readCaller(section: ConfSection): Pick<Peer, 'callerName' | 'callerNumber'> {
  const written = settingOf(section, 'callerid') ?? '';
  const [, bracketed] = /<([^>]*)>/.exec(written) ?? [];
  const rest = written
    .replace(/<[^>]*>/, '')
    .trim()
    .replaceAll(/^"|"$/g, '')
    .trim();
  const isNumber = bracketed === undefined && /^\+?\d+$/.test(rest);
  const name = settingOf(section, 'fullname') ?? rest;
  const number = bracketed ?? (isNumber ? rest : settingOf(section, 'cid_number'));
  return {
    callerName: name === '' || name === number ? undefined : name,
    callerNumber: number === undefined || number.trim() === '' ? undefined : number.trim(),
  };
}

function isYes(value: string | undefined): boolean {
  return /^(yes|true|on|1)$/i.test(value ?? '');
}
