-- A charge is explained by pricing the call again at the revision of the rate card that priced it, so that its text need
-- not be kept beside every call: what it takes is the number, the revision, and what an allowance covered.
-- `number` is the E.164 number in digits, empty where the dial string is none (and for legs older than this column);
-- `run` the rating run that set the price, 0 for the price on arrival.
ALTER TABLE outbound_leg
    ADD COLUMN IF NOT EXISTS number String AFTER dialled,
    ADD COLUMN IF NOT EXISTS carrier_cost Nullable(Decimal(18, 6)) AFTER cost,
    ADD COLUMN IF NOT EXISTS allowance LowCardinality(String) AFTER carrier_cost,
    ADD COLUMN IF NOT EXISTS covered UInt32 AFTER allowance,
    ADD COLUMN IF NOT EXISTS rates UInt32 AFTER covered,
    ADD COLUMN IF NOT EXISTS run UInt32 AFTER rates,
    DROP COLUMN IF EXISTS explanation;

-- An answered call from outside is priced once, on the inbound leg that `charged` marks: a cost that is null is unknown
-- there, and stands for no charge on all others. `number` is what was priced, of the DDI or the caller.
ALTER TABLE inbound_leg
    ADD COLUMN IF NOT EXISTS charged UInt8 AFTER ddi,
    ADD COLUMN IF NOT EXISTS trunk LowCardinality(String) AFTER charged,
    ADD COLUMN IF NOT EXISTS number String AFTER trunk,
    ADD COLUMN IF NOT EXISTS number_type LowCardinality(String) AFTER number,
    ADD COLUMN IF NOT EXISTS called_info LowCardinality(String) AFTER number_type,
    ADD COLUMN IF NOT EXISTS cost Nullable(Decimal(18, 6)) AFTER called_info,
    ADD COLUMN IF NOT EXISTS allowance LowCardinality(String) AFTER cost,
    ADD COLUMN IF NOT EXISTS covered UInt32 AFTER allowance,
    ADD COLUMN IF NOT EXISTS rates UInt32 AFTER covered,
    ADD COLUMN IF NOT EXISTS run UInt32 AFTER rates;

-- What rating runs made: for every outbound leg whose charge a run changes, the new charge and what it differs from.
-- A charge counts for the leg of `leg_version` only: one that was made again since has a price of its own.
-- A run that prices a leg twice means the later `attempt`.
CREATE TABLE IF NOT EXISTS charge
(
    run UInt32,
    company LowCardinality(String),
    device LowCardinality(String),
    started_at DateTime('UTC') CODEC(DoubleDelta, LZ4),
    call_key UInt64,
    part UInt16,
    leg_version UInt64,
    acctid Int64,
    cost Nullable(Decimal(18, 6)),
    carrier_cost Nullable(Decimal(18, 6)),
    allowance LowCardinality(String),
    covered UInt32,
    number_type LowCardinality(String),
    called_info LowCardinality(String),
    rates UInt32,
    cost_before Nullable(Decimal(18, 6)),
    number_type_before LowCardinality(String),
    called_info_before LowCardinality(String),
    attempt UInt32
)
ENGINE = ReplacingMergeTree(attempt)
PARTITION BY toYYYYMM(started_at)
ORDER BY (run, company, device, started_at, call_key, part)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
