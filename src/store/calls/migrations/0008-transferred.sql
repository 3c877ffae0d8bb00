-- The call of this leg was passed on, blind or after a talk, as its records show it. Legs that were there before are
-- marked once by `ingest/mark-transfers`, as the rules stand in no SQL. What is past stays as it was: nothing that is
-- asked as of a version tells of it.
ALTER TABLE outbound_leg ADD COLUMN IF NOT EXISTS transferred UInt8 AFTER on_pbx;
ALTER TABLE outbound_leg_past ADD COLUMN IF NOT EXISTS transferred UInt8 AFTER on_pbx;
ALTER TABLE inbound_leg ADD COLUMN IF NOT EXISTS transferred UInt8 AFTER ddi;
ALTER TABLE inbound_leg_past ADD COLUMN IF NOT EXISTS transferred UInt8 AFTER ddi
