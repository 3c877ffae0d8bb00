import { type Static, Type } from 'typebox';
import { LIVE_STATES } from '../../core/live-call.ts';
import { FILTER } from '../filter-schema.ts';

export const LIVE_QUERY = Type.Object(
  { company: FILTER.company, zone: FILTER.zone },
  { additionalProperties: false },
);

const INSTANT = Type.String({ format: 'date-time', description: 'With the offset of the zone.' });

const LIVE_PARTY = Type.Object({
  kind: Type.Enum(['device', 'extension', 'queue', 'group', 'outside', 'service', 'hidden']),
  id: Type.String({
    description:
      'Device id, or number; an outside one lacks its last four digits for whoever may not see them.',
  }),
  number: Type.String({ description: 'The number it is reached by, where that is not its id.' }),
  name: Type.String(),
  company: Type.String({ description: 'Empty outside.' }),
  trunk: Type.String(),
});

const LIVE_CALL = Type.Object({
  id: Type.String({ description: 'Stays the same for as long as the call goes on.' }),
  state: Type.Enum([...LIVE_STATES], {
    description:
      'ringing: somebody is rung, or being dialled; queued: the caller waits in a queue; talking; served: by the PBX itself.',
  }),
  startedAt: INSTANT,
  since: Type.Union([INSTANT, Type.Null()], {
    description: 'Since when it is in this state; null where it was before anybody listened.',
  }),
  direction: Type.Enum(['in', 'out', 'internal']),
  from: LIVE_PARTY,
  dialled: Type.Union([LIVE_PARTY, Type.Null()]),
  reached: Type.Array(LIVE_PARTY, { description: 'Who is rung or talked to now.' }),
  queue: Type.Union([LIVE_PARTY, Type.Null()]),
  companies: Type.Array(Type.String(), {
    description: 'Those in whose reports it will stand, of the asker.',
  }),
});

const MORE = Type.Integer({
  description: 'Calls in progress beyond those that are told, the oldest of them.',
});

const LIVE_FIGURES = Type.Object({
  day: Type.String({ format: 'date', description: 'Today, in the zone.' }),
  zone: Type.String(),
  currency: Type.String({ description: 'ISO 4217; XXX where nothing is priced yet.' }),
  calls: Type.Integer({ description: 'Different calls that have ended and landed.' }),
  answered: Type.Integer({ description: 'Legs that somebody answered.' }),
  answeredShare: Type.Object({ part: Type.Integer(), of: Type.Integer() }),
  missed: Type.Integer({ description: 'Inbound legs that nobody answered.' }),
  talkSeconds: Type.Integer(),
  cost: Type.String({ description: 'What companies are billed, as far as it is known.' }),
  unknownCosts: Type.Integer(),
});

const SOURCES = {
  state: Type.Enum(['here', 'elsewhere', 'none'], {
    description:
      'here: this server reads sources that tell of calls in progress; elsewhere: another server on the same catalog does, and shows them; none: there is no such source.',
  }),
  sources: Type.Array(
    Type.Object({
      name: Type.String({ description: 'Told to administrators alone.' }),
      isUp: Type.Boolean({ description: 'Whether the PBX is heard: else its calls are not known.' }),
      since: INSTANT,
      note: Type.Union([Type.String(), Type.Null()], {
        description: 'What is not seen of its calls, and what would mend that; told to administrators alone.',
      }),
    }),
  ),
};

const NOW = { now: INSTANT };

/** The data of each event, by the event's name. */
export const LIVE_EVENTS = Type.Object(
  {
    snapshot: Type.Object(
      { ...NOW, ...SOURCES, calls: Type.Array(LIVE_CALL), more: MORE, figures: LIVE_FIGURES },
      { description: 'All there is; the first event.' },
    ),
    calls: Type.Object(
      { ...NOW, changed: Type.Array(LIVE_CALL), ended: Type.Array(Type.String()), more: MORE },
      { description: 'Calls that began or changed, whole, and ids of those that ended.' },
    ),
    figures: Type.Object({ ...NOW, figures: LIVE_FIGURES }),
    sources: Type.Object({ ...NOW, ...SOURCES }),
  },
  {
    description:
      'Server-sent events; the data of each is JSON. What is shown here under the name of an event is the data of that event. At most two a second come; a reader who is slow is told what has changed since it was last told.',
  },
);

type LiveEvents = Static<typeof LIVE_EVENTS>;
export type LiveCallRow = LiveEvents['snapshot']['calls'][number];
export type LiveFigures = LiveEvents['snapshot']['figures'];
export type LiveSources = Pick<LiveEvents['snapshot'], 'state' | 'sources'>;
