/** A channel as an event describes it. Texts are empty where the event says nothing. */
export interface ChannelFacts {
  readonly uniqueid: string;
  readonly linkedid: string;
  /** Its name, `SIP/0500000004000-0000001a`. */
  readonly name: string;
  readonly isUp: boolean;
  /** The number of whoever is at it. */
  readonly number: string;
  /** Where in the dialplan it is: the number that was dialled, at first. */
  readonly exten: string;
  readonly context: string;
  readonly accountcode: string;
}

/** One thing that happened to a channel, whatever PBX tells it. */
export type ChannelEvent =
  /** How it is now. `isNew` where it begins: what else is told of a channel may be told when it is no longer there. */
  | { readonly kind: 'seen'; readonly channel: ChannelFacts; readonly isNew: boolean }
  /** One of the answers to what channels there are. `seconds` is how long it has been there. */
  | {
      readonly kind: 'listed';
      readonly channel: ChannelFacts;
      readonly seconds: number;
      readonly bridge: string;
      readonly queue: string;
      /** It was rung by another, the list does not say by which. */
      readonly isRung: boolean;
    }
  /** `from` rings `to`; null where nobody's channel does, as when the PBX itself calls. */
  | {
      readonly kind: 'dialled';
      readonly from: ChannelFacts | null;
      readonly to: ChannelFacts;
      readonly dialString: string;
    }
  /** It is joined with whoever is in the same bridge; with nobody where that only keeps who waits. */
  | {
      readonly kind: 'bridged';
      readonly channel: ChannelFacts;
      readonly bridge: string;
      readonly isHolding: boolean;
    }
  | { readonly kind: 'unbridged'; readonly channel: ChannelFacts; readonly bridge: string }
  | { readonly kind: 'renamed'; readonly uniqueid: string; readonly name: string }
  /** It is sent on to another number. */
  | { readonly kind: 'sent-on'; readonly uniqueid: string; readonly exten: string }
  | { readonly kind: 'queued'; readonly channel: ChannelFacts; readonly queue: string }
  | { readonly kind: 'unqueued'; readonly channel: ChannelFacts }
  | { readonly kind: 'gone'; readonly uniqueid: string };
