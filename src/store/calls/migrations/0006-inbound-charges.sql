-- The inbound leg on which its call is priced, whether or not a tariff charges calls that come in: one that does so
-- later finds it. Legs of before are known by having been charged.
ALTER TABLE inbound_leg ADD COLUMN IF NOT EXISTS carries UInt8 DEFAULT charged AFTER ddi;
ALTER TABLE inbound_leg_past ADD COLUMN IF NOT EXISTS carries UInt8 DEFAULT charged AFTER ddi;

-- What rating runs made of inbound legs, as `charge` is of outbound ones. A run may charge a call that was not, or charge
-- it no longer.
CREATE TABLE IF NOT EXISTS inbound_charge
(
    run UInt32,
    company LowCardinality(String),
    extension LowCardinality(String),
    started_at DateTime('UTC') CODEC(DoubleDelta, LZ4),
    call_key UInt64,
    leg_version UInt64,
    charged UInt8,
    number String,
    cost Nullable(Decimal(18, 6)),
    number_type LowCardinality(String),
    called_info LowCardinality(String),
    rates UInt32,
    attempt UInt32
)
ENGINE = ReplacingMergeTree(attempt)
PARTITION BY toYYYYMM(started_at)
ORDER BY (run, company, extension, started_at, call_key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What a charge differs from is told while a run prices, and need not be read again: it is not kept beside the charge.
ALTER TABLE charge
    DROP COLUMN IF EXISTS acctid,
    DROP COLUMN IF EXISTS cost_before,
    DROP COLUMN IF EXISTS number_type_before,
    DROP COLUMN IF EXISTS called_info_before
