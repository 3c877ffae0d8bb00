import { formatInstant } from '../core/format-instant.ts';
import type { WorkGroup } from '../store/calls/work-groups.ts';
import type { Told } from './tell-unreadable.ts';

/** Tells of legs without a price: what number lacks a rate, of whom, and what to do when it has one. */
export function tellUnpriced({ place: company, facts, count, lastAt }: WorkGroup, zone: string): Told {
  const [side = '', prefix = '', type = '', info = ''] = facts;
  const period = formatInstant(lastAt, zone).slice(0, 7);
  const [year = '', month = ''] = period.split('-');
  const whom = [type, info].filter((text) => text !== '').join(', ');
  const number = `${prefix}…${whom === '' ? '' : ` (${whom})`}`;
  const way = side === 'out' ? 'to' : 'that came in for';
  return {
    place: `${company}: ${number}`,
    reason: `${calls(count)} ${way} ${number} of company ${company} ${count === 1 ? 'has' : 'have'} no price: no deck of its tariff has a rate, or there is no tariff.`,
    fix: {
      kind: 'rate',
      what: `Import a deck with a rate for ${prefix === '' ? 'these numbers' : prefix}, see that the tariff of ${company} lists it, and recalculate its months (rejects replay --kind unknown-cost does the last 30 days).`,
      command: `recalculate --month ${Number(month)} --year ${year} --company ${company} --reason "a rate was missing"`,
      request: {
        method: 'POST',
        path: 'runs',
        body: { period, companies: [company], reason: 'a rate that was missing' },
      },
    },
  };
}

/** Tells of records that were kept long after their calls. */
export function tellLate({ place: source, facts, count }: WorkGroup, lateSeconds: number): Told {
  const [day = ''] = facts;
  const hours = lateSeconds / 3600;
  return {
    place: `${source}, ${day}`,
    reason: `${records(count)} of ${source} came on ${day}, more than ${hours === 1 ? 'an hour' : `${hours} hours`} after their calls had ended: reports of those days said less before.`,
    fix: {
      kind: 'file',
      what: 'Nothing is missing: they are in the reports, and where a month was closed its next statement adjusts for them. See whether the source was stopped; of an archive that was imported for the first time dismiss this.',
      command: 'source list',
      request: { method: 'GET', path: 'sources' },
    },
  };
}

/** Tells of records whose times cannot be. */
export function tellSkewed({ place: source, facts, count }: WorkGroup): Told {
  const [day = '', future = '0', before = '0', shifted = '0', most = '0'] = facts;
  const parts = [
    future === '0' ? '' : `${future} in the future of when they came`,
    before === '0' ? '' : `${before} before their own channels began`,
    shifted === '0' ? '' : `${shifted} whole quarter hours after their channels`,
  ].filter((part) => part !== '');
  return {
    place: `${source}, ${day}`,
    reason: `${records(count)} of ${source} that came on ${day} cannot have started when they say: ${parts.join(', ')}; most are off by ${showSpan(Number(most))}.`,
    fix: {
      kind: 'clock',
      what: 'If they are off by whole quarter hours, the zone is wrong: give the source the zone of the clock that writes (a file: --zone), and read it again. Else set the clock of the PBX by NTP.',
      command: `source set ${source} --set zone=UTC`,
      request: {
        method: 'PATCH',
        path: `sources/${encodeURIComponent(source)}`,
        body: { settings: { zone: 'UTC' } },
      },
    },
  };
}

/** Tells of records of files that were there before. */
export function tellDuplicates({ place: source, facts, count }: WorkGroup): Told {
  const [day = ''] = facts;
  return {
    place: `${source}, ${day}`,
    reason: `${records(count)} of ${source} that ${count === 1 ? 'was' : 'were'} read on ${day} ${count === 1 ? 'was' : 'were'} here before, and ${count === 1 ? 'was' : 'were'} not taken twice. Each reading of a file counts anew.`,
    fix: {
      kind: 'file',
      what: 'Nothing is doubled. Look whether a file is sent again and again, or by two ways; else dismiss this.',
      command: 'source list',
      request: { method: 'GET', path: 'sources' },
    },
  };
}

function records(count: number): string {
  return count === 1 ? '1 record' : `${count} records`;
}

function calls(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}

function showSpan(seconds: number): string {
  const size = Math.abs(seconds);
  const parts = [
    [Math.floor(size / 3600), 'h'],
    [Math.floor((size % 3600) / 60), 'min'],
  ].filter(([amount]) => amount !== 0);
  const span = parts.map(([amount, unit]) => `${amount} ${unit}`).join(' ');
  return span === '' ? 'less than a minute' : `${span} ${seconds < 0 ? 'back' : 'ahead'}`;
}
