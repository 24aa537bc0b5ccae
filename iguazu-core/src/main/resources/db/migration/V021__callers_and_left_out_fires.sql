ALTER TABLE schedule
  ADD last_left_out_at     timestamptz,
  ADD last_left_out_reason text,
  ADD CHECK ((last_left_out_at IS NULL) = (last_left_out_reason IS NULL));
COMMENT ON COLUMN schedule.last_left_out_at IS 'The last instant it should have fired for and did not.';

-- A caller was an API key's name, which another key may have, too. Now it is the key's id. Of several keys of one
-- name each may have been the caller: a row too many is harmless, one too few would let a repeated call run twice.
CREATE TEMPORARY TABLE known ON COMMIT DROP AS
SELECT api_key.id AS caller, k.key, k.request_hash, k.invocation_id, k.created_at
  FROM idempotency_key AS k
  JOIN api_key ON api_key.name = k.caller AND api_key.created_at <= k.created_at;
DELETE FROM idempotency_key;
INSERT INTO idempotency_key (caller, key, request_hash, invocation_id, created_at)
SELECT caller, key, request_hash, invocation_id, created_at FROM known;
COMMENT ON COLUMN idempotency_key.caller IS 'The id of the API key.';
