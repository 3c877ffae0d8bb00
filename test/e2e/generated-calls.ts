/** One line of Master.csv, and what a report may say of it alone. */
export interface GeneratedRow {
  readonly text: string;
  /** Whose call it is in outsummary; undefined when nobody of the PBX made it. */
  readonly caller: 'default' | 'test' | undefined;
  /** Month in which it started. */
  readonly month: number;
  readonly billsec: number;
  /** It led outside, and was answered. */
  readonly isCharged: boolean;
  readonly isReadable: boolean;
}

interface TimedRow extends GeneratedRow {
  readonly endAt: number;
}

type Draw = <Value>(values: readonly Value[]) => Value;

/** UTC, both ends of the month among it: a batch that lies across them is written in two partitions. */
const FIRST_CALL_AT = Date.UTC(2026, 10, 20) / 1000;
const LAST_CALL_AT = Date.UTC(2026, 11, 10) / 1000;

/**
 * A Master.csv of the bundled PBX, at least so many rows, in the order of hanging up as Asterisk writes it: outbound,
 * internal, inbound to one phone and to two, queue calls, what follows unanswered ones, and now and then a line that
 * cannot be read. The same seed makes the same file.
 */
export function generateRows(count: number, seed: number): readonly GeneratedRow[] {
  const random = createRandom(seed);
  const draw: Draw = (values) => {
    const [value] = values.slice(Math.floor(random() * values.length));
    if (value === undefined) throw new Error('there is nothing to draw from');
    return value;
  };
  const rows: TimedRow[] = [];
  const pace = (LAST_CALL_AT - FIRST_CALL_AT) / count;
  for (let call = 0; rows.length < count; call += 1) {
    rows.push(...makeCall(call, Math.floor(FIRST_CALL_AT + rows.length * pace), random, draw));
  }
  return rows.sort((one, other) => one.endAt - other.endAt);
}

export function joinRows(rows: readonly GeneratedRow[]): string {
  return rows.map((row) => row.text).join('');
}

/** Numbers between 0 and 1, the same for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PHONES = [
  { company: 'default', extension: '200', device: '0500000004000', ddi: '02079460000' },
  { company: 'default', extension: '201', device: '0500000004001', ddi: '02079460001' },
  { company: 'default', extension: '204', device: '0500000004004', ddi: '02079460004' },
  { company: 'test', extension: '300', device: '0500000005000', ddi: '02079460005' },
  { company: 'test', extension: '301', device: '0500000005001', ddi: '02079460006' },
] as const;
const SOFTPHONE = '05000000ee010';
const OUTSIDE = ['01614960049', '02079460908', '07700900491', '0012125550118', '0033199001813'] as const;

function makeCall(call: number, startAt: number, random: () => number, draw: Draw): readonly TimedRow[] {
  const phone = draw(PHONES);
  const kind = random();
  const ring = 1 + Math.floor(random() * 20);
  const talk = random() < 0.75 ? 1 + Math.floor(random() * 300) : 0;
  const write = createRowWriter(call, startAt);
  if (kind < 0.0005) return [write.unreadable(ring)];
  const outside = draw(OUTSIDE);
  if (kind < 0.5) {
    const dialled = { from: 'from-default', channel: phone.device, caller: phone.company };
    return [write.row({ ...dialled, src: phone.ddi, dst: `9${outside}`, other: 'trunk-a-out', ring, talk })];
  }
  if (kind < 0.65) {
    const called = draw(PHONES);
    const dialled = { from: 'from-default', channel: phone.device, caller: phone.company };
    return [
      write.row({
        ...dialled,
        src: phone.extension,
        dst: called.extension,
        other: called.device,
        ring,
        talk,
      }),
    ];
  }
  const arriving = { from: 'from-trunk', channel: 'trunk-a', src: outside, caller: undefined };
  if (kind < 0.7) {
    return [write.row({ ...arriving, dst: '02079460002', other: '0500000004002', ring, talk, app: 'Queue' })];
  }
  const rung = { ...arriving, dst: phone.ddi, other: phone.device, ring, talk };
  const rows = [write.row(rung)];
  if (phone.extension === '201') rows.push(write.row({ ...rung, other: SOFTPHONE, talk: 0 }));
  if (talk === 0) rows.push(write.row({ ...rung, other: '', ring: 0, at: startAt + ring, app: 'Hangup' }));
  return rows;
}

interface Dialled {
  readonly from: string;
  readonly channel: string;
  readonly other: string;
  readonly src: string;
  readonly dst: string;
  readonly caller: GeneratedRow['caller'];
  readonly ring: number;
  readonly talk: number;
  readonly at?: number;
  readonly app?: string;
}

function createRowWriter(call: number, startAt: number) {
  const nameOf = (channel: string, leg: number) =>
    channel === '' ? '' : `SIP/${channel}-${(call * 4 + leg).toString(16).padStart(8, '0')}`;
  return {
    row: ({ at = startAt, app = 'Dial', ...dialled }: Dialled): TimedRow => {
      const { src, dst, ring, talk } = dialled;
      const endAt = at + ring + talk;
      const legOfOther = dialled.other === SOFTPHONE ? 2 : 1;
      const fields = [
        dialled.caller ?? 'default',
        src,
        dst,
        dialled.from,
        `""A Caller, ${src}"" <${src}>`,
        nameOf(dialled.channel, 0),
        nameOf(dialled.other, legOfOther),
        app,
        app === 'Queue' ? 'support,,,,18' : `SIP/${dialled.other},20`,
        stamp(at),
        talk > 0 ? stamp(at + ring) : '',
        stamp(endAt),
        ring + talk,
        talk,
        talk > 0 ? 'ANSWERED' : 'NO ANSWER',
        'DOCUMENTATION',
        `${startAt}.${call}`,
        '',
      ];
      return {
        text: `${fields.map((field) => (typeof field === 'number' ? field : `"${field}"`)).join(',')}\n`,
        caller: dialled.caller,
        month: monthOf(at),
        billsec: talk,
        isCharged: dialled.other.startsWith('trunk') && talk > 0,
        isReadable: true,
        endAt,
      };
    },
    unreadable: (ring: number): TimedRow => ({
      text: `"default","200","201","call ${call} of a broken line"\n`,
      caller: undefined,
      month: monthOf(startAt),
      billsec: 0,
      isCharged: false,
      isReadable: false,
      endAt: startAt + ring,
    }),
  };
}

function stamp(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

function monthOf(at: number): number {
  return new Date(at * 1000).getUTCMonth() + 1;
}
