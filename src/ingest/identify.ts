import { hash } from 'node:crypto';
import type { Cdr } from '../core/cdr.ts';

/** 13 hex digits: what a JavaScript number holds exactly. */
const IDENTITY_DIGITS = 13;

/**
 * Identity of a record, a non-negative integer below 2^52: the same record read again, from whatever file, has the
 * same. That of two records of one channel differs by what happened to them.
 */
export function identifyCdr(cdr: Omit<Cdr, 'acctid'>): number {
  return identifyText(
    `${cdr.uniqueid}\x1f${cdr.channel}\x1f${cdr.dstchannel}\x1f${cdr.startAt}\x1f${cdr.lastapp}\x1f${cdr.dst}\x1f${cdr.duration}\x1f${cdr.billsec}\x1f${cdr.disposition}\x1f${cdr.sequence ?? ''}`,
  );
}

/**
 * What the records of one call have in common, as a number below 2^52: their linkedid; where the form of CSV lacks it,
 * their uniqueid; without either, the channel's name on the day of its start (UTC), as channel names come again.
 */
export function callKeyOf(cdr: Pick<Cdr, 'linkedid' | 'uniqueid' | 'channel' | 'startAt'>): number {
  if (cdr.linkedid !== '') return identifyText(cdr.linkedid);
  if (cdr.uniqueid !== '') return identifyText(cdr.uniqueid);
  return identifyText(`${cdr.channel}@${new Date(cdr.startAt * 1000).toISOString().slice(0, 10)}`);
}

/** 52-bit identity of a text. */
export function identifyText(text: string): number {
  return Number.parseInt(hash('sha1', text, 'hex').slice(0, IDENTITY_DIGITS), 16);
}
