import { type Static, Type } from 'typebox';
import { formatLocalInstant } from '../core/format-instant.ts';
import type { SeenCall } from '../store/calls/seen-calls.ts';

const OF_OUTSIDE = 'Its last four digits are x for whoever may not see them.';

/** A leg of either side in the one shape that listings and exports have. Texts are empty where there is nothing to say. */
export const CALL_ROW = Type.Object({
  id: Type.String({ description: 'No other leg has it; the leg keeps it when it is priced again.' }),
  acctid: Type.Integer({ description: 'Accounting id of its record: legs of one call may share it.' }),
  side: Type.Enum(['out', 'in']),
  direction: Type.Enum(['out', 'in', 'internal']),
  startedAt: Type.String({ format: 'date-time', description: 'With the offset of the asked zone.' }),
  company: Type.String(),
  device: Type.String({ description: 'Of outbound legs.' }),
  extension: Type.String({ description: 'Extension, queue or group, of inbound legs.' }),
  name: Type.String({ description: 'Whose leg it is.' }),
  caller: Type.String({ description: `Who called, of outbound legs the caller id sent. ${OF_OUTSIDE}` }),
  called: Type.String({ description: `The number in its short form, or the extension. ${OF_OUTSIDE}` }),
  dialled: Type.String({ description: `As it was dialled, of outbound legs. ${OF_OUTSIDE}` }),
  numberType: Type.String(),
  destination: Type.String(),
  trunk: Type.String(),
  ringSeconds: Type.Integer(),
  talkSeconds: Type.Integer(),
  disposition: Type.String(),
  queueWait: Type.Union([Type.Integer(), Type.Null()], { description: 'Seconds waited; null of no queue.' }),
  queueStatus: Type.String(),
  cost: Type.Union([Type.String(), Type.Null()], {
    description: 'Decimal without trailing zeros; null where it is unknown, and where nothing is charged.',
  }),
  unknownCost: Type.Boolean({ description: 'It is charged, and no rate says what it costs.' }),
  currency: Type.String(),
  ddi: Type.String({ description: 'The outside number that led in.' }),
  internal: Type.Boolean({ description: 'Both ends are on this PBX.' }),
  transferred: Type.Boolean({
    description: 'The call was passed on, with or without a talk before, as its records show it.',
  }),
});

export type CallRow = Static<typeof CALL_ROW>;

export function toCallRow(call: SeenCall, zone: string, currency: string): CallRow {
  const { callKey, part, startAt, queueWait, ...facts } = call;
  const party = call.device + call.extension;
  return {
    id: [call.side, call.company, party, startAt, callKey, part].join(':'),
    ...facts,
    ...{ direction: call.internal ? 'internal' : call.side, currency },
    startedAt: formatLocalInstant(startAt, zone),
    queueWait: queueWait === '' ? null : Number(queueWait),
  };
}
