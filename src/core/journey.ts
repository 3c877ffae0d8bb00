/** What can happen in a call: a closed list, in the order in which things of one instant happen. */
export const JOURNEY_KINDS = [
  'dialled',
  'queued',
  'forwarded',
  'rang',
  'picked-up',
  'answered',
  'transferred',
  'parked',
  'retrieved',
  'voicemail',
  'conference',
  'served',
  'left-queue',
  'ended',
] as const;

export type JourneyKind = (typeof JOURNEY_KINDS)[number];

/** Somebody or something that takes part in a call. */
export interface Party {
  /** `outside` is a number beyond a trunk; `hidden` another company's party, to somebody who may not see it. */
  readonly kind: 'device' | 'extension' | 'queue' | 'group' | 'outside' | 'service' | 'hidden';
  /** Device id, number, or the name of the application. */
  readonly id: string;
  /** The number it is reached by, where that is not its id: a device's extension. */
  readonly number: string;
  /** Empty where there is none. */
  readonly name: string;
  /** Empty outside. */
  readonly company: string;
  /** Trunk by which an outside party was reached or came in; empty where it is not known. */
  readonly trunk: string;
}

/** Stands for another company's party before somebody who may not see it. */
export const HIDDEN_PARTY: Party = {
  ...{ kind: 'hidden', id: '', number: '', name: '', company: '', trunk: '' },
};

/** One thing that happened. */
export interface JourneyStep {
  /** UTC epoch seconds. */
  readonly at: number;
  readonly kind: JourneyKind;
  /** Who did it: who dialled, rang, answered, transferred. */
  readonly who: Party;
  /** To whom: what was dialled, who was transferred to; null where there is nobody. */
  readonly other: Party | null;
  /** How long: of ringing, talk, waiting, being parked; of all of it where it ended. Null where it is not known. */
  readonly seconds: number | null;
  /** `blind` or `attended`; how ringing or a queue ended, in words; empty where there is nothing to add. */
  readonly how: string;
  /** Accounting id of the leg it belongs to. */
  readonly acctid: number;
}
