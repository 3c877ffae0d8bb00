import type { QueryParameters } from './call-store.ts';
import { overlayCharges } from './charge-rows.ts';
import { legsAsOf } from './past-legs.ts';

/** Which legs are read, beside the conditions on them. */
export interface LegSource {
  /** Legs as they were at this version; as they are where it is undefined. */
  readonly asOf?: number | undefined;
  /** A run that is published and not yet settled, whose charges are over those of the legs. */
  readonly overlayRun?: number | undefined;
}

/**
 * The table expression of outbound legs. `within` may name columns of a leg's place only, `where` any; parameters are
 * those of the two, `from`, `to` and `legParameters`.
 */
export function outboundLegs({ asOf, overlayRun }: LegSource, within: string, where: string): string {
  const legs =
    asOf === undefined ? `outbound_leg FINAL WHERE ${where}` : legsAsOf('outbound_leg', within, where);
  return overlayRun === undefined ? legs : overlayCharges(legs);
}

/** The table expression of inbound legs, likewise. */
export function inboundLegs({ asOf }: LegSource, within: string, where: string): string {
  return asOf === undefined ? `inbound_leg FINAL WHERE ${where}` : legsAsOf('inbound_leg', within, where);
}

/** What those expressions are given. */
export function legParameters({ asOf, overlayRun }: LegSource): QueryParameters {
  return {
    ...(asOf === undefined ? {} : { as_of: asOf }),
    ...(overlayRun === undefined ? {} : { overlay_run: overlayRun }),
  };
}
