-- Derived: what happened in each call, step by step, one row a call, beside its legs and under their key. `started_at` is
-- the start of its first record. `steps` is a text of JSON; what it holds stands in `journey-rows.ts`. Calls that were
-- there before are told once by `ingest/journey/keep-journeys`, as the rules stand in no SQL.
CREATE TABLE IF NOT EXISTS journey
(
    started_at DateTime('UTC') CODEC(DoubleDelta, ZSTD(1)),
    call_key UInt64,
    steps String CODEC(ZSTD(1)),
    version UInt64,
    is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(started_at)
ORDER BY (started_at, call_key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
