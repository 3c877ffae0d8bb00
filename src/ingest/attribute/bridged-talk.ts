import type { Cdr } from '../../core/cdr.ts';
import { groupBy } from '../../core/group-by.ts';

/**
 * Where the PBX writes a record for each leg, as FreeSWITCH does, the row of who called tells of the same talk as the
 * row of who was rung, and more of it: an announcement or a queue had answered before. So the caller's row talks from
 * when the leg it was bridged to answered. Records without such a leg are as they were; so are Asterisk's, whose row of
 * another channel of the call tells of talk of its own.
 */
export function startTalkAtBridge(records: readonly Cdr[]): readonly Cdr[] {
  if (records.length < 2) return records;
  const legs = records.filter(isRungLeg);
  if (legs.length === 0) return records;
  const byChannel = groupBy(legs, (leg) => leg.dstchannel);
  return records.map((record) => {
    const rung = isRungLeg(record) ? undefined : byChannel.get(record.dstchannel);
    const leg = rung?.findLast((one) => isBridgeOf(one, record));
    const answerAt = leg?.answerAt ?? null;
    if (answerAt === null) return record;
    const billsec = Math.min(record.billsec, Math.max(0, record.startAt + record.duration - answerAt));
    return { ...record, answerAt, billsec };
  });
}

function isRungLeg({ uniqueid, linkedid, dstchannel }: Cdr): boolean {
  return linkedid !== '' && uniqueid !== linkedid && dstchannel !== '' && !OF_ASTERISK.test(uniqueid);
}

/** Asterisk's uniqueid is a second and a number, after the system's name where it has one; FreeSWITCH's is a UUID. */
const OF_ASTERISK = /(?:^|-)\d{9,}\.\d+$/;

/** The two may name the caller's channel differently, but not the one it was bridged to. */
function isBridgeOf(leg: Cdr, record: Cdr): boolean {
  return (
    leg.linkedid === record.uniqueid &&
    leg.disposition === 'ANSWERED' &&
    record.disposition === 'ANSWERED' &&
    leg.startAt >= record.startAt &&
    leg.startAt <= record.startAt + record.duration
  );
}
