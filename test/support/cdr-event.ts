/** The record of an answered call that ended just now, as cdr_manager sends it; the PBX's clock is UTC. */
export function cdrEvent(call: {
  readonly uniqueid: string;
  readonly src: string;
  readonly dst: string;
  readonly channel: string;
  readonly dstchannel: string;
}): string {
  const clock = (secondsAgo: number) =>
    new Date(Date.now() - secondsAgo * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const fields = {
    ...{ Event: 'Cdr', Privilege: 'cdr,all', AccountCode: '', Source: call.src, Destination: call.dst },
    ...{ DestinationContext: 'phones', CallerID: call.src, Channel: call.channel },
    ...{ DestinationChannel: call.dstchannel, LastApplication: 'Dial', LastData: call.dstchannel },
    ...{ StartTime: clock(9), AnswerTime: clock(7), EndTime: clock(0), Duration: '9', BillableSeconds: '7' },
    ...{ Disposition: 'ANSWERED', AMAFlags: 'DOCUMENTATION', UniqueID: call.uniqueid, UserField: '' },
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${lines.join('')}\r\n`;
}
