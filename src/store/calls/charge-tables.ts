import { INBOUND_KEY, type LegTable, OUTBOUND_KEY } from './past-legs.ts';

/** A table of what runs make of legs. */
export type ChargeTable = 'charge' | 'inbound_charge';

/** What a run may set of the legs of one side, and what it leaves. */
export interface ChargedSide {
  readonly legs: LegTable;
  readonly charges: ChargeTable;
  /** Columns by which a leg is the same when it is made again. */
  readonly place: string;
  /** Columns that no run changes. */
  readonly kept: string;
  /** Columns that a charge has, beside `rates`. */
  readonly charged: readonly string[];
}

export const OUTBOUND: ChargedSide = {
  legs: 'outbound_leg',
  charges: 'charge',
  place: OUTBOUND_KEY,
  kept: `acctid, owner, sip_name, merge_device, merge_sip_name, called, dialled, billsec, ring_seconds, trunk, cid,
    internal, answered, on_pbx, transferred, number`,
  charged: ['cost', 'carrier_cost', 'allowance', 'covered', 'number_type', 'called_info'],
};

export const INBOUND: ChargedSide = {
  legs: 'inbound_leg',
  charges: 'inbound_charge',
  place: INBOUND_KEY,
  kept: `acctid, name, caller, type, ring_seconds, billsec, detail, qtime, qstatus, ddi, transferred, carries, trunk`,
  charged: ['charged', 'number', 'number_type', 'called_info', 'cost'],
};

export const CHARGED_SIDES = [OUTBOUND, INBOUND] as const;
