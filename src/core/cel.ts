/**
 * One channel event as Asterisk wrote it (CEL). Field names are the columns of its table `cel`; texts are as written,
 * empty where the column was empty or missing.
 */
export interface CelEvent {
  /** Asterisk's word for it, `CHAN_START`, `BRIDGE_ENTER`, …; what it numbers is named, any other word is kept. */
  readonly eventtype: string;
  /** UTC epoch microseconds, a whole number; several events of a call share a second. */
  readonly atMicros: number;
  readonly cid_name: string;
  readonly cid_num: string;
  readonly exten: string;
  readonly context: string;
  /** The channel's name, `SIP/0500000004000-0000001a`. */
  readonly channame: string;
  readonly appname: string;
  readonly appdata: string;
  readonly accountcode: string;
  readonly uniqueid: string;
  readonly linkedid: string;
  /** The channel or channels at the other end, with commas. */
  readonly peer: string;
  /** JSON with what only this type of event tells; Asterisk 11 wrote plain text. */
  readonly extra: string;
  readonly userfield: string;
}

/** Asterisk's words in the order of its numbers, from 1 (`enum ast_cel_event_type`, cel.h). */
const NUMBERED = [
  ...['CHAN_START', 'CHAN_END', 'HANGUP', 'ANSWER', 'APP_START', 'APP_END', 'BRIDGE_ENTER', 'BRIDGE_EXIT'],
  ...[
    'PARK_START',
    'PARK_END',
    'BLINDTRANSFER',
    'ATTENDEDTRANSFER',
    'USER_DEFINED',
    'LINKEDID_END',
    'PICKUP',
  ],
  ...['FORWARD', 'LOCAL_OPTIMIZE', 'LOCAL_OPTIMIZE_BEGIN'],
];

/** The word for an event type: cel_odbc, cel_pgsql and cel_tds write the number where the column is numeric. */
export function nameCelEvent(eventtype: string): string {
  const word = /^\d{1,3}$/.test(eventtype) ? NUMBERED[Number(eventtype) - 1] : undefined;
  return word ?? eventtype.trim().toUpperCase();
}
