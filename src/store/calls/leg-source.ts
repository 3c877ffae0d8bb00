import type { QueryParameters } from './call-store.ts';
import { INBOUND, OUTBOUND } from './charge-tables.ts';
import { legsAsOf } from './past-legs.ts';
import { overlayCharges } from './settle-charges.ts';

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
  return overlayRun === undefined ? legs : overlayCharges(OUTBOUND, legs);
}

/** The table expression of inbound legs without what a run makes of their prices. */
export function inboundLegs({ asOf }: LegSource, within: string, where: string): string {
  return asOf === undefined ? `inbound_leg FINAL WHERE ${where}` : legsAsOf('inbound_leg', within, where);
}

/** The table expression of all inbound legs, with the charges of those that have one, as `outboundLegs` is of outbound ones. */
export function pricedInbound(source: LegSource, within: string, where: string): string {
  const legs = inboundLegs(source, within, where);
  return source.overlayRun === undefined ? legs : overlayCharges(INBOUND, legs);
}

/** The table expression of the inbound legs that are charged, as `outboundLegs` is of outbound ones. */
export function chargedInbound({ asOf, overlayRun }: LegSource, within: string, where: string): string {
  const charged = overlayRun === undefined ? `${where} AND charged = 1` : where;
  const legs = inboundLegs({ asOf }, within, charged);
  return overlayRun === undefined
    ? legs
    : `(SELECT * FROM ${overlayCharges(INBOUND, legs)} WHERE charged = 1)`;
}

/** What those expressions are given. */
export function legParameters({ asOf, overlayRun }: LegSource): QueryParameters {
  return {
    ...(asOf === undefined ? {} : { as_of: asOf }),
    ...(overlayRun === undefined ? {} : { overlay_run: overlayRun }),
  };
}
