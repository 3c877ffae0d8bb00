import type { Cdr } from '../../src/core/cdr.ts';
import { stamp } from './database-feeds.ts';

/** A record as FreePBX's table has it: no answer and no end; the number that was sent is `outbound_cnum`. */
export function toTableRow(cdr: Cdr): Readonly<Record<string, string | number | null>> {
  return {
    calldate: stamp(cdr.startAt),
    clid: cdr.clid,
    src: cdr.src,
    dst: cdr.dst,
    dcontext: cdr.dcontext,
    channel: cdr.channel,
    dstchannel: cdr.dstchannel,
    lastapp: cdr.lastapp,
    lastdata: cdr.lastdata,
    duration: cdr.duration,
    billsec: cdr.billsec,
    disposition: cdr.disposition,
    accountcode: cdr.accountcode,
    uniqueid: cdr.uniqueid,
    userfield: cdr.userfield,
    did: cdr.did,
    outbound_cnum: cdr.outcid,
    linkedid: cdr.linkedid,
    peeraccount: cdr.peeraccount,
    sequence: cdr.sequence,
  };
}
