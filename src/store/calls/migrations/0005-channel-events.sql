-- Facts: what happened to channels (Asterisk's CEL), one row an event. Columns have the names of Asterisk's table `cel`.
CREATE TABLE IF NOT EXISTS cel
(
    at DateTime64(6, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
    identity UInt64,
    eventtype LowCardinality(String),
    cid_name String CODEC(ZSTD(1)),
    cid_num String CODEC(ZSTD(1)),
    exten String CODEC(ZSTD(1)),
    context LowCardinality(String),
    channame String CODEC(ZSTD(1)),
    appname LowCardinality(String),
    appdata String CODEC(ZSTD(1)),
    accountcode String CODEC(ZSTD(1)),
    uniqueid String CODEC(ZSTD(1)),
    linkedid String CODEC(ZSTD(1)),
    peer String CODEC(ZSTD(1)),
    extra String CODEC(ZSTD(1)),
    userfield String CODEC(ZSTD(1)),
    source String CODEC(ZSTD(1)),
    line UInt32
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (at, identity)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
