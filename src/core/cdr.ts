/**
 * One record as the PBX wrote it: one row per pair of channels. Field names are Asterisk's. Texts are as written
 * (empty when the column was empty or missing); instants are UTC epoch seconds; `duration` and `billsec` are seconds.
 */
export interface Cdr {
  readonly accountcode: string;
  readonly src: string;
  readonly dst: string;
  readonly dcontext: string;
  readonly clid: string;
  /** The originating side's channel, `SIP/0500000004000-0000001a`. */
  readonly channel: string;
  /** The rung or answering side's channel; empty when the PBX itself took or refused the call. */
  readonly dstchannel: string;
  readonly lastapp: string;
  readonly lastdata: string;
  readonly startAt: number;
  /** Null when nobody answered. */
  readonly answerAt: number | null;
  readonly endAt: number;
  readonly duration: number;
  readonly billsec: number;
  readonly disposition: Disposition;
  readonly userfield: string;
  readonly uniqueid: string;
  /** Ties the records of one conversation together; empty in the forms of CSV that lack it. */
  readonly linkedid: string;
  readonly peeraccount: string;
  /** Number of the record within the PBX's run; null where the form of CSV lacks it. */
  readonly sequence: number | null;
  /** The outside number that was called, for inbound calls, where the dialplan noted it. */
  readonly did: string;
  /** The caller id that was sent out, where the dialplan noted it. */
  readonly outcid: string;
  /** The accounting id: the PBX's own where its records carry one, else given when the record is kept. */
  readonly acctid: number;
}

/** Asterisk's words, spelled as it spells them. */
export type Disposition = 'ANSWERED' | 'NO ANSWER' | 'BUSY' | 'FAILED' | 'CONGESTION';

/** One line of Asterisk's queue_log: `epoch|call id|queue|agent|event|arguments`. */
export interface QueueEvent {
  readonly at: number;
  /** The uniqueid of the caller's channel. */
  readonly callid: string;
  readonly queue: string;
  readonly agent: string;
  readonly event: string;
  readonly args: readonly string[];
}
