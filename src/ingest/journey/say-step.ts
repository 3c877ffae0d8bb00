import type { JourneyKind, JourneyStep, Party } from '../../core/journey.ts';

/** A step as a plain sentence, without its time. */
export function sayStep(step: JourneyStep): string {
  return SENTENCES[step.kind](step);
}

const SENTENCES: Readonly<Record<JourneyKind, (step: JourneyStep) => string>> = {
  dialled: ({ who, other }) => `${say(who)} dialled ${sayOr(other, 'a number')}.`,
  queued: ({ who, other, seconds }) =>
    `${say(who)} entered ${sayOr(other, 'a queue')}${seconds === null ? '' : ` and waited ${sayDuration(seconds)}`}.`,
  rang: ({ who, seconds, how }) => `${say(who)} ${sayRinging(seconds ?? 0, how)}.`,
  answered: ({ who, other, seconds }) =>
    `${say(who)} answered${seconds === null ? '' : ` and talked ${sayDuration(seconds)}`} with ${sayOr(other, 'the caller')}.`,
  'picked-up': ({ who, other }) => `${say(who)} picked up the call for ${sayOr(other, 'another phone')}.`,
  forwarded: ({ who, other }) =>
    `${say(who)} forwarded the call${other === null ? '' : ` to ${say(other)}`}.`,
  transferred: ({ who, other, how }) =>
    `${say(who)} transferred the call to ${sayOr(other, 'another phone')}${how === 'attended' ? ', having spoken to them' : ''}.`,
  parked: ({ who, seconds }) =>
    `${say(who)} was parked${seconds === null ? '' : ` for ${sayDuration(seconds)}`}.`,
  retrieved: ({ who, other, seconds }) =>
    `${say(who)} took ${sayOr(other, 'the caller')} out of parking${seconds === null ? '' : ` and talked ${sayDuration(seconds)}`}.`,
  voicemail: ({ who, other, seconds }) =>
    `${say(who)} reached the voicemail of ${sayOr(other, 'a mailbox')}${seconds === null ? '' : ` for ${sayDuration(seconds)}`}.`,
  conference: ({ who, seconds }) =>
    `${say(who)} was in a conference${seconds === null ? '' : ` for ${sayDuration(seconds)}`}.`,
  served: ({ who, other, seconds }) =>
    `The PBX itself took the call of ${say(who)}${other === null || other.id === '' ? '' : ` (${other.id})`}${seconds === null ? '' : ` for ${sayDuration(seconds)}`}.`,
  'left-queue': ({ who, other, how, seconds }) =>
    `${say(who)} left ${sayOr(other, 'the queue')} after ${sayDuration(seconds ?? 0)}: ${how.toLowerCase()}.`,
  ended: ({ who, seconds, how }) =>
    `The call ended after ${sayDuration(seconds ?? 0)}${how === '' ? '' : `: ${lowerFirst(how)}`}${who.id === '' ? '' : `; ${say(who)} hung up`}.`,
};

function sayRinging(seconds: number, how: string): string {
  if (how === 'Busy') return 'was busy';
  if (how === 'Failed') return 'could not be reached';
  const rang = `rang for ${sayDuration(seconds)}`;
  if (how === 'Answered elsewhere') return `${rang}, until somebody else answered`;
  return how === '' ? rang : `${rang} and did not answer`;
}

function sayOr(party: Party | null, otherwise: string): string {
  return party === null ? otherwise : say(party);
}

/** `Ann Reader (200)`, `200 Reception`, `01632960382 by trunk-a`, `another company`. */
function say(party: Party): string {
  return NAMES[party.kind](party);
}

const NAMES: Readonly<Record<Party['kind'], (party: Party) => string>> = {
  device: ({ id, number, name }) => `${name || id}${inBrackets(number)}`,
  extension: ({ id, name }) => (id === '' ? 'an unknown phone' : sayNumber(id, name)),
  queue: ({ id, name }) => `queue ${sayNumber(id, name)}`,
  group: ({ id, name }) => `group ${sayNumber(id, name)}`,
  outside: ({ id, name, trunk }) =>
    `${id || 'an outside number'}${inBrackets(name)}${trunk === '' ? '' : ` by ${trunk}`}`,
  service: ({ id }) => id || 'the PBX',
  hidden: () => 'another company',
};

function sayNumber(number: string, name: string): string {
  return name === '' ? number : `${number} ${name}`;
}

function inBrackets(text: string): string {
  return text === '' ? '' : ` (${text})`;
}

/** `12 s`, `1 min 20 s`, `2 h 5 min`. */
function sayDuration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor((seconds % 3600) / 60),
    Math.floor(seconds % 60),
  ];
  const parts =
    hours > 0
      ? [`${hours} h`, minutes > 0 ? `${minutes} min` : '']
      : [`${minutes} min`, rest > 0 ? `${rest} s` : ''];
  return parts.filter((part) => part !== '').join(' ');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
