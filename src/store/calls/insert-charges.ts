import type { WordList } from '../../core/word-list.ts';
import type { CallStore, Columns } from './call-store.ts';
import type { ChargeTable } from './charge-tables.ts';
import type { InboundColumns } from './priceable-inbound.ts';
import type { LegColumns } from './priceable-legs.ts';
import {
  type BlockBuffer,
  pickMoney,
  pickTexts,
  pickWhole,
  pickWide,
  pickWords,
  repeat,
} from './write-native.ts';

/** Which run's charges are written, and which time it prices the leg, from 1 on: the latest counts. */
export interface Writing {
  readonly run: number;
  /** Revision of the rate card that prices; undefined where every leg keeps its own. */
  readonly rates: number | undefined;
  readonly attempt: number;
}

/** Charges of a block of legs, as columns. Money is millionths, NaN where it is unknown; words are numbers of `words`. */
export interface ChargeColumns {
  readonly words: WordList;
  readonly cost: Float64Array;
  readonly numberType: Uint32Array;
  readonly calledInfo: Uint32Array;
}

export interface OutboundCharges extends ChargeColumns {
  readonly legs: LegColumns;
  readonly carrierCost: Float64Array;
  readonly allowance: Uint32Array;
  readonly covered: Uint32Array;
}

export interface InboundCharges extends ChargeColumns {
  readonly legs: InboundColumns;
  /** 1 where the call is charged at all. */
  readonly charged: Uint8Array;
  /** What was priced, of the DDI or the caller. */
  readonly number: readonly string[];
}

/** Adds the charges of the picked rows, in their order, to what is to be inserted. */
export function encodeOutbound(
  charges: OutboundCharges,
  picked: Uint32Array,
  { run, rates, attempt }: Writing,
  into: BlockBuffer,
): void {
  const { legs, words } = charges;
  const { memory } = into;
  const ofWords = (indexes: Uint32Array) => pickWords({ words: words.words, indexes }, picked, memory);
  into.add(picked.length, {
    run: repeat(run, picked.length, memory),
    company: pickWords(legs.company, picked, memory),
    device: pickWords(legs.device, picked, memory),
    started_at: pickWhole(legs.startAt, picked, memory),
    call_key: pickWide(legs.callKey, picked, memory),
    part: pickWhole(legs.part, picked, memory),
    leg_version: pickWide(legs.version, picked, memory),
    cost: pickMoney(charges.cost, picked, memory),
    carrier_cost: pickMoney(charges.carrierCost, picked, memory),
    allowance: ofWords(charges.allowance),
    covered: pickWhole(charges.covered, picked, memory),
    number_type: ofWords(charges.numberType),
    called_info: ofWords(charges.calledInfo),
    rates: rates === undefined ? pickWhole(legs.rates, picked, memory) : repeat(rates, picked.length, memory),
    attempt: repeat(attempt, picked.length, memory),
  });
}

/** The same of legs that came in. */
export function encodeInbound(
  charges: InboundCharges,
  picked: Uint32Array,
  { run, rates, attempt }: Writing,
  into: BlockBuffer,
): void {
  const { legs, words } = charges;
  const { memory } = into;
  const ofWords = (indexes: Uint32Array) => pickWords({ words: words.words, indexes }, picked, memory);
  into.add(picked.length, {
    run: repeat(run, picked.length, memory),
    company: pickWords(legs.company, picked, memory),
    extension: pickWords(legs.extension, picked, memory),
    started_at: pickWhole(legs.startAt, picked, memory),
    call_key: pickWide(legs.callKey, picked, memory),
    leg_version: pickWide(legs.version, picked, memory),
    charged: pickWhole(charges.charged, picked, memory),
    number: pickTexts(charges.number, picked, memory),
    cost: pickMoney(charges.cost, picked, memory),
    number_type: ofWords(charges.numberType),
    called_info: ofWords(charges.calledInfo),
    rates: rates === undefined ? pickWhole(legs.rates, picked, memory) : repeat(rates, picked.length, memory),
    attempt: repeat(attempt, picked.length, memory),
  });
}

const COLUMNS: Readonly<Record<ChargeTable, Columns>> = {
  charge: {
    run: 'UInt32',
    company: 'LowCardinality(String)',
    device: 'LowCardinality(String)',
    started_at: 'UInt32',
    call_key: 'Int64',
    part: 'UInt32',
    leg_version: 'Int64',
    cost: 'Nullable(Decimal(18, 6))',
    carrier_cost: 'Nullable(Decimal(18, 6))',
    allowance: 'LowCardinality(String)',
    covered: 'UInt32',
    number_type: 'LowCardinality(String)',
    called_info: 'LowCardinality(String)',
    rates: 'UInt32',
    attempt: 'UInt32',
  },
  inbound_charge: {
    run: 'UInt32',
    company: 'LowCardinality(String)',
    extension: 'LowCardinality(String)',
    started_at: 'UInt32',
    call_key: 'Int64',
    leg_version: 'Int64',
    charged: 'UInt32',
    number: 'String',
    cost: 'Nullable(Decimal(18, 6))',
    number_type: 'LowCardinality(String)',
    called_info: 'LowCardinality(String)',
    rates: 'UInt32',
    attempt: 'UInt32',
  },
};

/** Appends blocks of charges; resolves when they are durable. Nobody sees them before their run is published. */
export async function insertCharges(
  store: CallStore,
  table: ChargeTable,
  blocks: BlockBuffer,
): Promise<void> {
  await store.insert(table, COLUMNS[table], blocks.toBuffer(), 'Native');
}
