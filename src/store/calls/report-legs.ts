import type { Period } from '../../core/period.ts';
import type { Scope } from '../../core/scope.ts';
import type { QueryParameters } from './call-store.ts';
import { inboundLegs, type LegSource, legParameters, outboundLegs } from './leg-source.ts';
import { maskNumber } from './mask-number.ts';

/** Which legs the Call Reports are about, and what they tell of each. */

export interface LegFilter extends LegSource {
  readonly scope: Scope;
  readonly period: Period;
  /** Device ids or extension numbers; undefined for all. */
  readonly keys?: readonly string[] | undefined;
  /** Lists a keevio device's calls under its owner's handset. */
  readonly keevioMerge?: boolean;
  /** Outside numbers lose their last digits. */
  readonly maskNumbers?: boolean;
}

export interface ListingOptions {
  /** `allcalls`: costs are left at 0, inbound calls carry their DDI, and companies are marked. */
  readonly allcalls?: boolean;
  /** As our own API tells a call: money as text, times in RFC 3339, no cost where the report has none. */
  readonly own?: boolean;
}

export interface ReportLeg {
  readonly side: 'outbound' | 'inbound';
  /** The report's key, and what else must be the same for two rows to stand under one key. */
  readonly key: string;
  readonly order: string;
  /** Columns that name the key: a person or an extension, and for devices the SIP name. */
  readonly name: string;
  readonly sipName: string | undefined;
  readonly filter: string;
}

export function outboundLeg(keevioMerge: boolean): ReportLeg {
  return keevioMerge
    ? {
        side: 'outbound',
        key: 'merge_device',
        order: 'company, merge_device, started_at, device, call_key, part',
        name: 'owner',
        sipName: 'merge_sip_name',
        filter: '(merge_device IN {keys:Array(String)} OR device IN {keys:Array(String)})',
      }
    : {
        side: 'outbound',
        key: 'device',
        order: 'company, device, started_at, call_key, part',
        name: 'owner',
        sipName: 'sip_name',
        filter: 'device IN {keys:Array(String)}',
      };
}

export const INBOUND_LEG: ReportLeg = {
  side: 'inbound',
  key: 'extension',
  order: 'company, extension, started_at, call_key',
  name: 'name',
  sipName: undefined,
  filter: 'extension IN {keys:Array(String)}',
};

/** A call of a device as a tuple whose names are those of the contract. */
export function outboundCall({ maskNumbers = false }: LegFilter, options: ListingOptions): string {
  const show = maskOutside(maskNumbers, 'internal = 0');
  const { cost, costType } = costOf(options);
  const { calldate, dateType } = dateOf(options);
  return `CAST(tuple(acctid, ${calldate}, number_type, called_info, ${show('called')}, ${show('dialled')}, billsec,
      ring_seconds${cost === undefined ? '' : `, ${cost}`}, trunk, ${show('cid')}),
    'Tuple(acctid Int64, calldate ${dateType}, type String, called_info String, called String, dialled String,
      billsecs UInt32, ringtime UInt32${cost === undefined ? '' : `, cost ${costType}`}, trunk String, cid String)')`;
}

/** A call of an extension, likewise. */
export function inboundCall({ maskNumbers = false }: LegFilter, options: ListingOptions): string {
  const show = maskOutside(maskNumbers, `type != 'Internal'`);
  const { calldate, dateType } = dateOf(options);
  const ddi = options.allcalls === true;
  return `CAST(tuple(acctid, ${calldate}, ${show('caller')}, type, ring_seconds, billsec, detail, qtime, qstatus
      ${ddi ? ', ddi' : ''}),
    'Tuple(acctid Int64, calldate ${dateType}, caller String, type String, ringtime UInt32, billsecs UInt32, detail String,
      qtime String, qstatus String ${ddi ? ', ddi String' : ''})')`;
}

function costOf({ allcalls = false, own = false }: ListingOptions): {
  readonly cost: string | undefined;
  readonly costType: string;
} {
  if (allcalls) return { cost: own ? undefined : 'toUInt8(0)', costType: 'UInt8' };
  return own
    ? { cost: 'toString(cost)', costType: 'Nullable(String)' }
    : { cost: 'cost', costType: 'Nullable(Decimal(18, 6))' };
}

function dateOf({ own = false }: ListingOptions): { readonly calldate: string; readonly dateType: string } {
  return own
    ? { calldate: `formatDateTime(started_at, '%Y-%m-%dT%H:%i:%SZ', 'UTC')`, dateType: 'String' }
    : { calldate: 'toUnixTimestamp(started_at)', dateType: 'UInt32' };
}

/** SQL of a number as it is shown: whole, or where a leg leads outside without its last digits. */
export function maskOutside(maskNumbers: boolean, isOutside: string): (column: string) => string {
  return (column) => (maskNumbers ? `if(${isOutside}, ${maskNumber(column)}, ${column})` : column);
}

/** The table expression of the legs that a filter is about, the conditions on them, and what both are given. */
export function restrictLegs(
  leg: ReportLeg,
  filter: LegFilter,
): { where: string; source: string; parameters: QueryParameters } {
  const { scope, period, keys } = filter;
  const conditions = ['started_at >= {from:UInt32}', 'started_at < {to:UInt32}'];
  if (scope.companies !== 'all') conditions.unshift('company IN {companies:Array(String)}');
  const within = conditions.join(' AND ');
  const where = keys === undefined ? within : `${within} AND ${leg.filter}`;
  const legs = leg.side === 'outbound' ? outboundLegs : inboundLegs;
  return {
    where,
    source: legs(filter, within, where),
    parameters: {
      from: period.fromAt,
      to: period.toAt,
      ...(scope.companies === 'all' ? {} : { companies: scope.companies }),
      ...(keys === undefined ? {} : { keys }),
      ...legParameters(filter),
    },
  };
}
