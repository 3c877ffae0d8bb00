-- A charge is explained by pricing the call again at the revision of the rate card that priced it, so that its text need
-- not be kept beside every call: what it takes is the number, the revision, and what an allowance covered.
-- `number` is the E.164 number in digits, 0 where the dial string is none; `run` the rating run, 0 for a price on arrival.
ALTER TABLE outbound_leg
    ADD COLUMN IF NOT EXISTS number UInt64 AFTER dialled,
    ADD COLUMN IF NOT EXISTS carrier_cost Nullable(Decimal(18, 6)) AFTER cost,
    ADD COLUMN IF NOT EXISTS allowance LowCardinality(String) AFTER carrier_cost,
    ADD COLUMN IF NOT EXISTS covered UInt32 AFTER allowance,
    ADD COLUMN IF NOT EXISTS rates UInt32 AFTER covered,
    ADD COLUMN IF NOT EXISTS run UInt32 AFTER rates,
    DROP COLUMN IF EXISTS explanation
