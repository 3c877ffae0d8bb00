import { UNKNOWN_DEVICE, UNKNOWN_EXTENSION } from '../../core/call-leg.ts';
import type { Scope } from '../../core/scope.ts';
import type { QueryParameters } from './call-store.ts';
import { beginningOf } from './insight-terms.ts';
import { chargedInbound, inboundLegs, type LegSource, legParameters, outboundLegs } from './leg-source.ts';
import { type GroupQuery, hashOf, measureStarts } from './work-groups.ts';

/** Which legs are looked at: those that start in `[fromAt, toAt)`. */
export interface WorkLegs extends Pick<LegSource, 'overlayRun'> {
  readonly scope: Scope;
  readonly fromAt: number;
  readonly toAt: number;
}

const WITHIN = 'started_at >= {from:UInt32} AND started_at < {to:UInt32}';

const MEASURED = `count() AS units, ${measureStarts()}`;

/**
 * Legs of which nobody knows whose they are, by company and what they might be known by. `facts`: the side (`out` or `in`),
 * and the channel's name or the number that led in, which may be empty.
 */
export function ownerlessLegs(legs: WorkLegs): GroupQuery {
  const within = withinOf(legs);
  const side = (name: string, known: string, from: string) =>
    `SELECT '${name}' AS side, company, ${known} AS known, started_at, acctid FROM ${from}`;
  const outbound = outboundLegs({}, within, `${within} AND device = '${UNKNOWN_DEVICE}'`);
  const inbound = inboundLegs({}, within, `${within} AND extension = '${UNKNOWN_EXTENSION}'`);
  return {
    sql: `SELECT ${hashOf('no-owner', ['side', 'company', 'known'])} AS hash, toString(company) AS place,
        toUInt32(0) AS line, [side, known] AS facts, ${MEASURED}
      FROM (${side('out', 'toString(sip_name)', outbound)} UNION ALL ${side('in', 'toString(ddi)', inbound)})
      GROUP BY side, company, known`,
    parameters: bind(legs),
  };
}

/**
 * Legs whose cost is unknown, by company and the beginning of the number. `facts`: the side, the beginning of the number, or
 * of what was dialled where that is none (all of it where it is short: without dialling rules each call would be an item of
 * its own), number type, destination.
 */
export function unpricedLegs(legs: WorkLegs): GroupQuery {
  const within = withinOf(legs);
  const source = { overlayRun: legs.overlayRun };
  const side = (name: string, dialled: string, from: string) =>
    `SELECT '${name}' AS side, company, ${beginningOf('number', dialled)} AS prefix,
       toString(number_type) AS type, toString(called_info) AS info, started_at, acctid
     FROM (SELECT * FROM ${from}) WHERE cost IS NULL`;
  const sides = [
    side('out', 'dialled', outboundLegs(source, within, within)),
    side('in', 'caller', chargedInbound(source, within, within)),
  ];
  return {
    sql: `SELECT ${hashOf('unknown-cost', ['side', 'company', 'prefix', 'type', 'info'])} AS hash,
        toString(company) AS place, toUInt32(0) AS line, [side, prefix, type, info] AS facts, ${MEASURED}
      FROM (${sides.join(' UNION ALL ')}) GROUP BY side, company, prefix, type, info`,
    parameters: { ...bind(legs), ...legParameters(source) },
  };
}

function withinOf({ scope }: WorkLegs): string {
  return scope.companies === 'all' ? WITHIN : `company IN {companies:Array(String)} AND ${WITHIN}`;
}

function bind({ scope, fromAt, toAt }: WorkLegs): QueryParameters {
  return { from: fromAt, to: toAt, ...(scope.companies === 'all' ? {} : { companies: scope.companies }) };
}
