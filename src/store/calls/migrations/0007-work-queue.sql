-- When a record was kept, by which one that came late is known; 0 for records of before this column.
ALTER TABLE cdr ADD COLUMN IF NOT EXISTS landed_at DateTime('UTC') CODEC(DoubleDelta, ZSTD(1)) AFTER raw;

-- How a text was read that could not be read; empty for rejects of before this column.
ALTER TABLE reject ADD COLUMN IF NOT EXISTS format String CODEC(ZSTD(1)) AFTER rejected_at;

-- Rejects whose text became a record since. A row is written when the record is durable, never before; the reject's own
-- row stays. It counts for good: the same text read the wrong way once more is no new work.
CREATE TABLE IF NOT EXISTS reject_settled
(
    source String,
    line UInt32,
    identity UInt64,
    settled_at DateTime('UTC'),
    settled_by String
)
ENGINE = ReplacingMergeTree
ORDER BY (source, line, identity)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
