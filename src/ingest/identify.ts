import type { Cdr } from '../core/cdr.ts';

/**
 * Identity of a record, a non-negative integer below 2^52: the same record read again, from whatever file, has the
 * same. That of two records of one channel differs by what happened to them.
 */
export function identifyCdr(cdr: Omit<Cdr, 'acctid'>): number {
  const lanes = startLanes();
  addText(lanes, cdr.uniqueid);
  addText(lanes, cdr.channel);
  addText(lanes, cdr.dstchannel);
  addText(lanes, cdr.lastapp);
  addText(lanes, cdr.dst);
  addText(lanes, cdr.disposition);
  addWhole(lanes, cdr.startAt);
  addWhole(lanes, cdr.duration);
  addWhole(lanes, cdr.billsec);
  addWhole(lanes, cdr.sequence ?? -1);
  return finish(lanes);
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
  const lanes = startLanes();
  addText(lanes, text);
  return finish(lanes);
}

/**
 * Two lanes of multiply-and-xor over the characters, mixed at the end. Identities are compared among the records of
 * one call, and calls among those of a day or two, so 52 well-mixed bits are ample; a cryptographic hash cost a tenth
 * of all the work on a record.
 */
interface Lanes {
  first: number;
  second: number;
}

const FIRST_FACTOR = 0x9e3779b1;
const SECOND_FACTOR = 0x5f356495;

function startLanes(): Lanes {
  return { first: 0x2545f491, second: 0x41c6ce57 };
}

function addText(lanes: Lanes, text: string): void {
  let { first, second } = lanes;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    first = Math.imul(first ^ code, FIRST_FACTOR);
    second = Math.imul(second ^ code, SECOND_FACTOR);
  }
  // Where a text ends counts, so that two texts are not the same as their join.
  lanes.first = Math.imul(first ^ 0x1_0001, FIRST_FACTOR);
  lanes.second = Math.imul(second ^ 0x1_0001, SECOND_FACTOR);
}

function addWhole(lanes: Lanes, value: number): void {
  lanes.first = Math.imul(lanes.first ^ value, FIRST_FACTOR);
  lanes.second = Math.imul(lanes.second ^ (value + 1), SECOND_FACTOR);
}

function finish({ first, second }: Lanes): number {
  const low = mix(first ^ (second >>> 13)) ^ mix(second);
  const high = mix(second ^ (first >>> 16));
  return (high & 0xf_ffff) * 0x1_0000_0000 + (low >>> 0);
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 16);
}
