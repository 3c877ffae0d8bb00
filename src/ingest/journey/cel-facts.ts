import type { CelEvent } from '../../core/cel.ts';

/** What channel events tell of one channel. Instants are UTC epoch seconds with a fraction. */
export interface ChannelFacts {
  readonly name: string;
  startAt: number | null;
  answerAt: number | null;
  endAt: number | null;
  /** Seconds in bridges with somebody. */
  bridged: number;
  /** Q.850 cause, 0 where none was told. */
  cause: number;
  /** The channel that hung up, where it was not the PBX itself. */
  hungUpBy: string;
}

/** An event that moved a call, with what its `extra` tells, by its names there. */
export interface MovingEvent {
  readonly kind: 'BLINDTRANSFER' | 'ATTENDEDTRANSFER' | 'PICKUP' | 'PARK_START' | 'PARK_END' | 'FORWARD';
  readonly at: number;
  readonly channel: string;
  readonly told: Readonly<Record<string, string>>;
}

export interface CelFacts {
  readonly channels: ReadonlyMap<string, ChannelFacts>;
  readonly moves: readonly MovingEvent[];
}

const MOVES: ReadonlySet<string> = new Set<MovingEvent['kind']>([
  'BLINDTRANSFER',
  'ATTENDEDTRANSFER',
  'PICKUP',
  'PARK_START',
  'PARK_END',
  'FORWARD',
]);

/** Reads the channel events of one call; the same one twice counts once. */
export function readCelFacts(events: readonly CelEvent[]): CelFacts {
  const channels = new Map<string, ChannelFacts>();
  const entered = new Map<string, number>();
  const moves: MovingEvent[] = [];
  const seen = new Set<string>();
  for (const event of events.toSorted((one, other) => one.atMicros - other.atMicros)) {
    const name = `${event.eventtype} ${event.atMicros} ${event.uniqueid}`;
    if (seen.has(name)) continue;
    seen.add(name);
    const facts = factsOf(channels, event.channame);
    readEvent(facts, event, entered);
    if (isMove(event.eventtype)) {
      moves.push({
        kind: event.eventtype,
        at: event.atMicros / 1e6,
        channel: event.channame,
        told: readExtra(event),
      });
    }
  }
  return { channels, moves };
}

function isMove(eventtype: string): eventtype is MovingEvent['kind'] {
  return MOVES.has(eventtype);
}

function factsOf(channels: Map<string, ChannelFacts>, name: string): ChannelFacts {
  let facts = channels.get(name);
  if (facts === undefined) {
    facts = { name, startAt: null, answerAt: null, endAt: null, bridged: 0, cause: 0, hungUpBy: '' };
    channels.set(name, facts);
  }
  return facts;
}

function readEvent(facts: ChannelFacts, event: CelEvent, entered: Map<string, number>): void {
  const at = event.atMicros / 1e6;
  if (event.eventtype === 'CHAN_START') facts.startAt ??= at;
  else if (event.eventtype === 'ANSWER') facts.answerAt ??= at;
  else if (event.eventtype === 'BRIDGE_ENTER') {
    // Whoever is parked or listens to music waits, and talks to nobody.
    if (readExtra(event)['bridge_technology'] !== 'holding_bridge') entered.set(event.channame, at);
  } else if (event.eventtype === 'BRIDGE_EXIT') {
    facts.bridged += at - (entered.get(event.channame) ?? at);
    entered.delete(event.channame);
  } else if (event.eventtype === 'HANGUP') {
    const told = readExtra(event);
    facts.endAt = at;
    facts.cause = Number(told['hangupcause'] ?? 0) || 0;
    const source = told['hangupsource'] ?? '';
    facts.hungUpBy = source.startsWith('dialplan/') ? '' : source;
  }
}

/** `extra` is JSON since Asterisk 12; of what is not, nothing is known. */
function readExtra({ extra }: CelEvent): Readonly<Record<string, string>> {
  if (!extra.startsWith('{')) return {};
  try {
    const read: unknown = JSON.parse(extra);
    return Object.fromEntries(
      Object.entries(read as Record<string, unknown>)
        .filter(([, value]) => value !== 'N/A')
        .map(([key, value]) => [key, String(value)]),
    );
  } catch {
    return {};
  }
}
