import type { Cdr } from '../../core/cdr.ts';

/** Records under one call key as the calls they are of: one, but where nothing but a channel's name ties them together. */
export function splitCalls(records: readonly Cdr[]): readonly (readonly Cdr[])[] {
  const [first] = records;
  if (records.length < 2 || first === undefined || !isNameReused(first)) return [records];
  const calls: Cdr[][] = [];
  let endAt = 0;
  for (const record of records.toSorted((one, other) => one.startAt - other.startAt)) {
    const call = record.startAt > endAt + ROUNDING_SECONDS ? undefined : calls.at(-1);
    if (call === undefined) calls.push([record]);
    else call.push(record);
    endAt = Math.max(endAt, record.startAt + record.duration);
  }
  return calls;
}

/** Start and duration are cut to whole seconds one by one: what follows at once may seem to follow a second later. */
const ROUNDING_SECONDS = 1;

/**
 * Master.csv has a uniqueid only where `loguniqueid` is on. Without it SIP channels are told apart by the eight hex
 * digits at their end, but `DAHDI/1-1` is every call of that line, and IAX2 counts its calls round and round.
 */
function isNameReused({ linkedid, uniqueid, channel }: Cdr): boolean {
  return linkedid === '' && uniqueid === '' && !/-[0-9a-f]{8}(?:;[12])?$/.test(channel);
}
