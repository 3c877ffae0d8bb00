import { type TSchema, Type } from 'typebox';
import { REPORT_SCOPE_KEYS, type ReportName } from '../core/call-reports.ts';

const texts = (description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1 }), { description }));
const flag = (description: string) => Type.Optional(Type.Boolean({ description }));

/** The keys of the contract's `scope`. What values they may have is for the reader of scopes to say, every fault at once. */
const SCOPE = {
  company: texts('Company ids; "default" for incalls and outcalls, all that may be seen for outsummary.'),
  year: Type.Integer({ description: 'Four digits.' }),
  month: Type.Integer({ description: '1 to 12.' }),
  day: Type.Optional(Type.Integer({ description: 'Day of the month; the whole month without it.' })),
  days: Type.Optional(Type.Integer({ description: 'How many days, with day; 1 without it.' })),
  extensions: texts('Only these extensions.'),
  deviceids: texts('Only these device ids (MAC + port).'),
  keeviomerge: flag("Whether calls of keevio stand with those of their owner's handset."),
  detail: flag('Whether companies are told by handset.'),
  recalc: flag('Whether costs are worked out anew first, with the rates of now.'),
  as_of: Type.Optional(
    Type.String({
      description: 'Figures as they were: an instant in RFC 3339, or "run:" and the number of a rating run.',
    }),
  ),
};

/** What a report takes, less what is left out. */
function scopeOf(report: ReportName, without: readonly string[] = []) {
  const keys: readonly string[] = REPORT_SCOPE_KEYS[report];
  return Object.fromEntries(
    Object.entries(SCOPE).filter(([key]) => keys.includes(key) && !without.includes(key)),
  );
}

export const reportBody = (report: ReportName) =>
  Type.Object(
    { scope: Type.Object(scopeOf(report), { additionalProperties: false }) },
    { additionalProperties: false },
  );

/** A file is of figures as they are: nothing that is only fetched prices calls anew. */
export const exportQuery = (report: ReportName) =>
  Type.Object(
    { format: Type.Enum(['csv', 'xlsx']), ...scopeOf(report, ['recalc']) },
    { additionalProperties: false },
  );

const MONEY = 'A decimal.';
const seconds = (description: string) => Type.Integer({ description });
const CALL = {
  acctid: Type.Integer({ description: 'Accounting id, the same on every leg of a call.' }),
  calldate: Type.String({ format: 'date-time' }),
};

const IN_CALL = {
  ...CALL,
  caller: Type.String({ description: "Caller's number." }),
  type: Type.Enum(['Internal', 'External']),
  ringtime: seconds('Seconds of ringing.'),
  billsecs: seconds('Seconds of talk.'),
  detail: Type.String({ description: 'What became of the call.' }),
  qtime: Type.String({ description: 'Seconds in the queue; empty where there was none.' }),
  qstatus: Type.String({ description: 'What became of the call in the queue.' }),
};

const OUT_CALL = {
  ...CALL,
  type: Type.String({ description: 'Number type.' }),
  called_info: Type.String({ description: 'Destination, or the person called inside.' }),
  called: Type.String({ description: 'Called number in its short form.' }),
  dialled: Type.String({ description: 'Number as it was dialled.' }),
  billsecs: seconds('Seconds of talk.'),
  ringtime: seconds('Seconds of ringing.'),
  trunk: Type.String(),
  cid: Type.String({ description: 'Caller id that was sent.' }),
};

const COST = Type.Union([Type.String(), Type.Null()], { description: `${MONEY} null where it is unknown.` });

const each = (what: TSchema, description: string) =>
  Type.Object({}, { additionalProperties: what, description });
const extensions = (call: Record<string, TSchema>) =>
  each(Type.Object({ name: Type.String(), calls: Type.Array(Type.Object(call)) }), 'By extension.');
const devices = (call: Record<string, TSchema>) =>
  each(
    Type.Object({
      ...{ name: Type.String({ description: 'Owner.' }), device: Type.String({ description: 'SIP name.' }) },
      calls: Type.Array(Type.Object(call)),
    }),
    'By device id.',
  );

const SUMS = {
  cost: Type.String({ description: `${MONEY} What is known of it.` }),
  seconds: Type.Integer({ description: 'Seconds of talk.' }),
  unknown: Type.Integer({ description: 'Calls whose cost is unknown.' }),
};

const VALUES: Readonly<Record<ReportName, TSchema>> = {
  incalls: extensions(IN_CALL),
  outcalls: devices({ ...OUT_CALL, cost: COST }),
  outsummary: each(
    Type.Object({
      name: Type.String(),
      ...SUMS,
      handsets: each(
        Type.Object({ name: Type.String(), device: Type.String(), ...SUMS }),
        'By device id, where detail was asked for.',
      ),
    }),
    'By company id.',
  ),
  allcalls: each(
    Type.Object({
      name: Type.String(),
      out: devices(OUT_CALL),
      in: extensions({ ...IN_CALL, ddi: Type.String({ description: 'Our number that was called.' }) }),
    }),
    'By company id.',
  ),
};

export const reportAnswer = (report: ReportName) =>
  Type.Object({
    from: Type.String({ format: 'date-time' }),
    to: Type.String({ format: 'date-time', description: 'The first instant that is left out.' }),
    zone: Type.String({ description: 'IANA zone of its days.' }),
    currency: Type.String({ description: 'ISO 4217; XXX where nothing is priced yet.' }),
    values: VALUES[report],
  });
