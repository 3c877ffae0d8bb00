import type { RunScope } from '../../core/rating-run.ts';
import type { QueryParameters } from './call-store.ts';

/** The conditions of a run's scope on a table of legs or of charges. Inbound legs have no devices to be restricted to. */
export function restrictToScope({ fromAt, toAt, companies, devices }: RunScope): {
  readonly where: string;
  readonly parameters: QueryParameters;
} {
  const conditions = ['started_at >= {from:UInt32}', 'started_at < {to:UInt32}'];
  if (companies !== null) conditions.push('company IN {companies:Array(String)}');
  if (devices !== null) conditions.push('device IN {devices:Array(String)}');
  return {
    where: conditions.join(' AND '),
    parameters: {
      from: fromAt,
      to: Math.min(toAt, LAST_INSTANT),
      ...(companies === null ? {} : { companies }),
      ...(devices === null ? {} : { devices }),
    },
  };
}

const LAST_INSTANT = 0xffff_ffff;
