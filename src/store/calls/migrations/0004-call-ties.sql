-- What ties records to calls beside `call_key`: 52-bit hashes of the channels of a record, 0 where a name is no one
-- channel's, and how long it lasted. Records of before have none.
ALTER TABLE cdr
    ADD COLUMN IF NOT EXISTS seconds UInt32 CODEC(ZSTD(1)) AFTER uniqueid,
    ADD COLUMN IF NOT EXISTS channel UInt64 AFTER seconds,
    ADD COLUMN IF NOT EXISTS dstchannel UInt64 AFTER channel;

-- Facts found in records: two call keys that are of one call, and when the record starts that proves it. A tie is kept
-- before the legs that are made by it.
CREATE TABLE IF NOT EXISTS call_tie
(
    started_at DateTime('UTC') CODEC(DoubleDelta, ZSTD(1)),
    call_key UInt64,
    joined_key UInt64
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(started_at)
ORDER BY (started_at, call_key, joined_key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
