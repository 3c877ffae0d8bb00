import type { ReadCdr } from '../record-format.ts';

type Necessary = 'channel' | 'startAt' | 'answerAt' | 'endAt' | 'duration' | 'billsec' | 'disposition';

/** A record of which its source tells only some fields: all others are empty. */
export function fillRecord(told: Pick<ReadCdr, Necessary> & Partial<ReadCdr>): ReadCdr {
  return {
    accountcode: '',
    src: '',
    dst: '',
    dcontext: '',
    clid: '',
    dstchannel: '',
    lastapp: '',
    lastdata: '',
    userfield: '',
    uniqueid: '',
    linkedid: '',
    peeraccount: '',
    sequence: null,
    did: '',
    outcid: '',
    acctid: null,
    ...told,
  };
}
