-- Facts: records as the PBX wrote them. One row per identity; `call_key` ties the records of one call together.
-- A record's row is written after the legs made from it: it is the mark that they are there.
CREATE TABLE IF NOT EXISTS cdr
(
    started_at DateTime('UTC') CODEC(DoubleDelta, ZSTD(1)),
    identity UInt64,
    call_key UInt64,
    uniqueid String CODEC(ZSTD(1)),
    acctid Int64 CODEC(Delta, ZSTD(1)),
    source String CODEC(ZSTD(1)),
    line UInt32 CODEC(Delta, ZSTD(1)),
    format String CODEC(ZSTD(1)),
    raw String CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(started_at)
ORDER BY (started_at, identity)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Facts: what queues said of calls, one row a line of the queue log.
CREATE TABLE IF NOT EXISTS queue_event
(
    at DateTime('UTC') CODEC(DoubleDelta, ZSTD(1)),
    callid String CODEC(ZSTD(1)),
    identity UInt64,
    queue LowCardinality(String),
    agent String CODEC(ZSTD(1)),
    event LowCardinality(String),
    args Array(String),
    source String CODEC(ZSTD(1)),
    line UInt32
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (at, callid, identity)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What could not be read, with its text: never only a log line.
CREATE TABLE IF NOT EXISTS reject
(
    source String,
    line UInt32,
    identity UInt64,
    kind String CODEC(ZSTD(1)),
    reason String CODEC(ZSTD(1)),
    message String,
    raw String CODEC(ZSTD(1)),
    rejected_at DateTime('UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (source, line, identity)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Derived: one row per call and originating device, with its price. A leg that is made again replaces itself by
-- `version`; one that is no longer is marked `is_deleted`. Columns stand in the order of the question most asked.
-- Texts that a summary groups by or reads for every leg are LowCardinality; the others are plain, as on all of them it
-- made every insert nearly twice as dear.
-- Months that are past merge into one part each, after which FINAL costs nothing.
CREATE TABLE IF NOT EXISTS outbound_leg
(
    company LowCardinality(String),
    device LowCardinality(String),
    started_at DateTime('UTC') CODEC(DoubleDelta, LZ4),
    call_key UInt64,
    part UInt16,
    acctid Int64,
    owner LowCardinality(String),
    sip_name LowCardinality(String),
    merge_device LowCardinality(String),
    merge_sip_name String,
    number_type LowCardinality(String),
    called_info String,
    called String,
    dialled String,
    billsec UInt32,
    ring_seconds UInt32,
    cost Nullable(Decimal(18, 6)),
    trunk String,
    cid String,
    internal UInt8,
    answered UInt8,
    on_pbx UInt8,
    explanation String,
    version UInt64,
    is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(started_at)
ORDER BY (company, device, started_at, call_key, part)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
    min_age_to_force_merge_seconds = 3600, min_age_to_force_merge_on_partition_only = 1;

-- Derived: one row per call and extension, queue or ring group that was rung.
CREATE TABLE IF NOT EXISTS inbound_leg
(
    company LowCardinality(String),
    extension LowCardinality(String),
    started_at DateTime('UTC') CODEC(DoubleDelta, LZ4),
    call_key UInt64,
    acctid Int64,
    name String,
    caller String,
    type String,
    ring_seconds UInt32,
    billsec UInt32,
    detail String,
    qtime String,
    qstatus String,
    ddi String,
    version UInt64,
    is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(started_at)
ORDER BY (company, extension, started_at, call_key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
    min_age_to_force_merge_seconds = 3600, min_age_to_force_merge_on_partition_only = 1
