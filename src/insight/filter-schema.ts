import { type Static, Type } from 'typebox';
import { OUTCOMES } from '../store/calls/seen-filter.ts';

/** Values one dimension may be restricted to in one request. */
const MOST_VALUES = 1000;
const LONGEST_VALUE = 300;
const LONGEST_SEARCH = 100;
const LONGEST_RING = 1_000_000;

const values = (description: string) =>
  Type.Optional(
    Type.Array(Type.String({ maxLength: LONGEST_VALUE }), {
      minItems: 1,
      maxItems: MOST_VALUES,
      description,
    }),
  );

const INSTANT = 'a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339';

/** By which every question of insight says which legs it is about; parameters that are lists are written several times. */
export const FILTER = {
  from: Type.Optional(Type.String({ description: `Only legs that started then or later: ${INSTANT}.` })),
  to: Type.Optional(Type.String({ description: `Only legs that started before: ${INSTANT}.` })),
  zone: Type.Optional(
    Type.String({ description: "IANA zone of days, hours and weekdays; the PBX's own without it." }),
  ),
  company: values('Company ids; all that may be seen without it.'),
  side: Type.Optional(
    Type.Enum(['out', 'in'], { description: 'Only legs that were dialled, or only those that were rung.' }),
  ),
  direction: Type.Optional(Type.Array(Type.Enum(['out', 'in', 'internal']), { minItems: 1, maxItems: 3 })),
  outcome: Type.Optional(
    Type.Enum([...OUTCOMES], {
      description:
        'missed: rang here and nobody answered; elsewhere: rang here and another phone answered; unanswered: missed, or dialled in vain.',
    }),
  ),
  unknownCost: Type.Optional(
    Type.Boolean({ description: 'Only legs whose cost is unknown, or only the others.' }),
  ),
  unknownCarrierCost: Type.Optional(
    Type.Boolean({ description: 'Only outbound legs whose carrier cost is unknown, or only the others.' }),
  ),
  transferred: Type.Optional(
    Type.Boolean({ description: 'Only legs of calls that were passed on, or only the others.' }),
  ),
  ringOver: Type.Optional(
    Type.Integer({
      ...{ minimum: 0, maximum: LONGEST_RING },
      description: 'Only legs that rang, or waited in a queue, for more seconds.',
    }),
  ),
  ringUpTo: Type.Optional(
    Type.Integer({
      ...{ minimum: 0, maximum: LONGEST_RING },
      description: 'Only legs that rang, or waited in a queue, for so many seconds at most.',
    }),
  ),
  device: values('Device ids, of outbound legs; with extension, each restricts its own side.'),
  extension: values('Extensions, queues and groups, of inbound legs.'),
  name: values('Names of people, extensions, queues and groups, in full.'),
  trunk: values('Trunk ids.'),
  numberType: values('Number types.'),
  destination: values('Destinations, in full.'),
  prefix: values('First four digits of numbers outside, as the dimension prefix tells them.'),
  disposition: values('What became of the leg: Answered, Not answered, Busy, …'),
  queueStatus: values('What became of the call in its queue: Answered, Abandoned, …'),
  hour: values('Hours of the day, 0 to 23, in the zone.'),
  weekday: values('Days of the week, 1 (Monday) to 7.'),
  day: values('Days, YYYY-MM-DD.'),
  month: values('Months, YYYY-MM.'),
  q: Type.Optional(
    Type.String({
      ...{ minLength: 1, maxLength: LONGEST_SEARCH },
      description:
        'Part of a name or of a number, in any mix of case; digits may have blanks, a + and brackets between them.',
    }),
  ),
};

const FILTER_QUERY = Type.Object(FILTER);
export type FilterQuery = Static<typeof FILTER_QUERY>;
