/** Seconds are whole; instants are UTC epoch seconds; an empty text means "none", as in the published reports. */

/** What became of an inbound leg, in words a person uses. */
export type LegDetail =
  | 'Answered'
  | 'Not answered'
  | 'Busy'
  | 'Failed'
  | 'Congestion'
  | 'Voicemail'
  | 'Answered elsewhere';

/**
 * The keys under which legs stand whose device or extension the directory does not know. Not plain `unknown`: beside
 * the handsets of an `outsummary` that is the name of a count.
 */
export const UNKNOWN_DEVICE = 'unknown-device';
export const UNKNOWN_EXTENSION = 'unknown-extension';

/** The originating side of a call, before it has a price: one for each call and device that dialled. */
export interface OutboundLeg {
  readonly company: string;
  /** Device id (MAC + port), or `unknown-device`. */
  readonly device: string;
  /** A person's name, or `Unknown device`. */
  readonly owner: string;
  readonly sipName: string;
  /** Where this leg is listed when keevio devices are merged with handsets: the owner's handset, else itself. */
  readonly mergeDevice: string;
  readonly mergeSipName: string;
  readonly startAt: number;
  /** Ordinal among the legs of one call and device, from 0: more than one only when several outside calls were made. */
  readonly part: number;
  readonly acctid: number;
  /** As dialled, outside-line prefix included. */
  readonly dialled: string;
  /** The extension that was dialled, when both ends are on this PBX; its owner's name is `calledInfo`. */
  readonly internal: boolean;
  /** The called extension's name for internal calls; empty otherwise (rating supplies the destination's name). */
  readonly calledInfo: string;
  readonly billsec: number;
  readonly ringSeconds: number;
  readonly answered: boolean;
  /** No channel led outside: the PBX itself took the call (feature code, voicemail, conference) or refused it. */
  readonly onPbx: boolean;
  /** Trunk id, or empty. */
  readonly trunk: string;
  /** The caller id that was sent. */
  readonly cid: string;
  /** The call was passed on, with or without a talk before, as its records show it. */
  readonly transferred: boolean;
}

/** The called side of a call: one for each call and extension (queue, ring group) that was rung. */
export interface InboundLeg {
  readonly company: string;
  /** Extension, queue or group number, or `unknown-extension`. */
  readonly extension: string;
  readonly name: string;
  readonly startAt: number;
  readonly acctid: number;
  readonly caller: string;
  readonly type: 'Internal' | 'External';
  readonly ringSeconds: number;
  readonly billsec: number;
  readonly detail: LegDetail;
  /** Seconds waited, as text; empty for a call that met no queue. */
  readonly qtime: string;
  readonly qstatus: string;
  /** The outside number that led in; empty for internal calls. */
  readonly ddi: string;
  /** As of an outbound leg. */
  readonly transferred: boolean;
}

/** The inbound leg on which an answered call from outside is priced. */
export interface ChargedLeg {
  /** One of the call's inbound legs. */
  readonly leg: InboundLeg;
  /** Id of the trunk that it came in by, or empty. */
  readonly trunk: string;
}

/** Both sides of one call (all records of a linkedid). */
export interface CallLegs {
  readonly outbound: readonly OutboundLeg[];
  readonly inbound: readonly InboundLeg[];
  /** At most one for each call that is told apart in the records. */
  readonly charged: readonly ChargedLeg[];
}
