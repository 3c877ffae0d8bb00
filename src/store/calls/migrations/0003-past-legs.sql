-- Legs as they were: whatever replaces or removes a leg copies its row here first, whole, so that what a report said can
-- be said again after merges have dropped the row from its own table. A place has a row for each version it ever had;
-- `version` in the key makes a copy that is made twice one row. Columns are those of the tables of legs, in their order:
-- whoever adds one there adds it here.
CREATE TABLE IF NOT EXISTS outbound_leg_past AS outbound_leg
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(started_at)
ORDER BY (company, device, started_at, call_key, part, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS inbound_leg_past AS inbound_leg
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(started_at)
ORDER BY (company, extension, started_at, call_key, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
